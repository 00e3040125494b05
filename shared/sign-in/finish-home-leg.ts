/**
 * Finishes the home leg: checks that the account is the one the host leg pointed at, and connects its mailbox.
 *
 * Whatever is wrong with the account, its permissions or its mailbox is thrown before anything is stored.
 */
import type { Connect } from '../grants/connect.ts';
import type { Graph } from '../graph/graph-client.ts';
import { homeScopes } from '../oauth/scopes.ts';
import { checkHomeTokens, readMailbox } from './home-leg.ts';
import type { FinishedLeg, Leg } from './leg.ts';
import type { Redeem } from './redeem-code.ts';
import type { Sessions } from './session.ts';
import type { SignInSettings } from './start-authorization.ts';

export interface FinishHomeLegDependencies {
  settings: Pick<SignInSettings, 'mailPermission'>;
  redeem: Redeem;
  sessions: Pick<Sessions, 'start' | 'end'>;
  graph: Pick<Graph, 'readProfile' | 'probeMailbox'>;
  connect: Connect;
  now: () => Date;
}

/** @throws ConnectorError for whatever stops the journey; WrongAccountError for another account. */
export function createFinishHomeLeg(dependencies: FinishHomeLegDependencies) {
  const { settings, redeem, sessions, graph, connect, now } = dependencies;
  return async (leg: Leg<'home'>): Promise<FinishedLeg> => {
    const { registration, nonce, browserSecret } = leg;
    const { identity } = leg.transaction;
    const result = await redeem(leg);
    const asked = homeScopes(settings.mailPermission);
    const requiredScopes = asked.filter((scope) => /^(User|Mail)\./.test(scope));
    checkHomeTokens(result, { expected: identity, registration, requiredScopes, nonce, now: now() });
    const { tokens, probe, probeCode } = await readMailbox(graph, result, identity);
    const { hostTenantId, hostObjectId, homeTenantId, homeObjectId, displayAddress } = identity;
    const sender = { hostTenantId, hostObjectId };
    await connect({ sender, homeTenantId, homeObjectId, clientId: registration.clientId, tokens });
    const session = { sender, displayAddress, hasJustConnected: true, isMailboxUnclear: probe === 'unclear' };
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
