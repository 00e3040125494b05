/**
 * Finishes the home leg: checks that the account is the one the host leg pointed at, and connects its mailbox.
 *
 * Whatever is wrong with the account, its permissions or its mailbox is thrown before anything is stored. Only the account that was
 * the last to sign in as the person at the host tenant is connected.
 */
import { ConnectorError } from '../errors.ts';
import type { ConnectRequest } from '../grants/connect.ts';
import type { Grant } from '../grants/grant.ts';
import type { Graph } from '../graph/graph-client.ts';
import { allowsHomeTenant } from '../tenants/home-tenants.ts';
import { checkHomeTokens, readMailbox } from './home-leg.ts';
import type { FinishedLeg, Leg } from './leg.ts';
import type { Redeem } from './redeem-code.ts';
import type { Sessions } from './session.ts';
import type { ReadHomeScopes } from './read-home-scopes.ts';

/** As `Connect`; `released`: how many messages had waited for it and are on their way. */
export type ConnectAndRelease = (request: ConnectRequest) => Promise<Grant & { released?: number }>;

export interface FinishHomeLegDependencies {
  readHomeScopes: ReadHomeScopes;
  redeem: Redeem;
  sessions: Pick<Sessions, 'start' | 'requireLatest'>;
  graph: Pick<Graph, 'readProfile' | 'probeMailbox'>;
  connect: ConnectAndRelease;
  now: () => Date;
}

/** @throws ConnectorError for whatever stops the journey; WrongAccountError for another account. */
export function createFinishHomeLeg(dependencies: FinishHomeLegDependencies) {
  const { readHomeScopes, redeem, sessions, graph, connect, now } = dependencies;

  return async (leg: Leg<'home'>): Promise<FinishedLeg> => {
    const { tenant, registration, nonce, browserSecret } = leg;
    const { identity } = leg.transaction;
    if (!allowsHomeTenant(tenant, identity.homeTenantId)) throw new ConnectorError('home_tenant_not_allowed');
    const result = await redeem(leg);
    const asked = await readHomeScopes(identity);
    const requiredScopes = asked.filter((scope) => /^(User|Mail)\./.test(scope));
    const proof = { expected: identity, registration, requiredScopes, nonce, now: now() };
    const { displayName } = checkHomeTokens(result, proof);
    const { tokens, probe, probeCode } = await readMailbox(graph, result, identity, now());
    const { hostTenantId, hostObjectId, homeTenantId, homeObjectId, displayAddress, resumes } = identity;
    const home = { homeTenantId, homeObjectId };
    const sender = { hostTenantId, hostObjectId };
    const requireLatest = () => sessions.requireLatest(sender, home);
    const { clientId } = registration;
    const { released } = await connect({ sender, ...home, clientId, tokens, resumes, requireLatest });
    const isMailboxUnclear = probe === 'unclear';
    const session = { sender, home, displayAddress, displayName, hasJustConnected: true, isMailboxUnclear, released };
    const handle = await sessions.start(browserSecret, session);
    // Entra adds everything that was ever consented to.
    const surplusScopes = result.scopes.filter((scope) => !isAmong(asked, scope));
    return {
      kind: 'session',
      handle,
      hasEndedOthers: false,
      ...(probeCode && { upstreamCode: probeCode }),
      surplusScopes,
    };
  };
}

function isAmong(scopes: readonly string[], scope: string): boolean {
  return scopes.some((one) => one.toLowerCase() === scope.toLowerCase());
}
