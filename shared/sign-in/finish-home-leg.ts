/**
 * Finishes the home leg: checks that the account is the one the host leg pointed at, and connects its mailbox.
 *
 * Whatever is wrong with the account, its permissions or its mailbox is thrown before anything is stored. Only the account that was
 * the last to sign in as the person at the host tenant is connected.
 */
import { ConnectorError } from '../errors.ts';
import { listContested } from '../grants/claim-names.ts';
import type { CompareHomeAccount } from '../grants/compare-home-account.ts';
import type { Connect } from '../grants/connect.ts';
import type { Grant } from '../grants/grant.ts';
import type { HomeAccount } from '../grants/home-account.ts';
import type { Graph } from '../graph/graph-client.ts';
import { homeScopes } from '../oauth/scopes.ts';
import type { Sender } from '../sender.ts';
import { allowsHomeTenant } from '../tenants/home-tenants.ts';
import { checkHomeTokens, readMailbox } from './home-leg.ts';
import type { FinishedLeg, Leg } from './leg.ts';
import type { Redeem } from './redeem-code.ts';
import type { Sessions } from './session.ts';
import type { SignInSettings } from './start-authorization.ts';

export interface FinishHomeLegDependencies {
  settings: Pick<SignInSettings, 'mailPermission'>;
  redeem: Redeem;
  sessions: Pick<Sessions, 'start' | 'end' | 'compareLatest'>;
  compareHomeAccount: CompareHomeAccount;
  graph: Pick<Graph, 'readProfile' | 'probeMailbox'>;
  connect: Connect;
  /** Ends this connection, unless a newer one has taken its place. */
  takeBack: (grant: Grant) => Promise<void>;
  now: () => Date;
}

/** @throws ConnectorError for whatever stops the journey; WrongAccountError for another account. */
export function createFinishHomeLeg(dependencies: FinishHomeLegDependencies) {
  const { settings, redeem, sessions, graph, connect, now } = dependencies;
  const requireStillLatest = createRequireStillLatest(dependencies);

  /** Since this journey began, another account may have signed in as the person, or the person may have signed out. */
  async function requireLatest(sender: Sender, home: HomeAccount): Promise<void> {
    if ((await sessions.compareLatest(sender, home)) === 'same') return;
    throw new ConnectorError('request_expired', { cause: new Error('Another sign-in has followed.') });
  }

  return async (leg: Leg<'home'>): Promise<FinishedLeg> => {
    const { tenant, registration, nonce, browserSecret } = leg;
    const { identity } = leg.transaction;
    if (!allowsHomeTenant(tenant, identity.homeTenantId)) throw new ConnectorError('home_tenant_not_allowed');
    const result = await redeem(leg);
    const asked = homeScopes(settings.mailPermission);
    const requiredScopes = asked.filter((scope) => /^(User|Mail)\./.test(scope));
    checkHomeTokens(result, { expected: identity, registration, requiredScopes, nonce, now: now() });
    const { tokens, probe, probeCode } = await readMailbox(graph, result, identity, now());
    const { hostTenantId, hostObjectId, homeTenantId, homeObjectId, displayAddress, resumes } = identity;
    const home = { homeTenantId, homeObjectId };
    const sender = { hostTenantId, hostObjectId };
    await requireLatest(sender, home);
    const grant = await connect({ sender, ...home, clientId: registration.clientId, tokens, resumes });
    await requireStillLatest(grant);
    const session = { sender, home, displayAddress, hasJustConnected: true, isMailboxUnclear: probe === 'unclear' };
    const handle = await sessions.start(browserSecret, session);
    // Entra adds everything that was ever consented to.
    const surplusScopes = result.scopes.filter((scope) => !isAmong(asked, scope));
    const isContested = listContested(grant).length > 0;
    return {
      kind: 'session',
      handle,
      hasEndedOthers: false,
      ...(probeCode && { upstreamCode: probeCode }),
      surplusScopes,
      ...(isContested && { contested: sender }),
    };
  };
}

/**
 * Looks once more when the connection is made: a sign-in that came meanwhile has compared its account before there was this grant. It
 * takes back what this journey has connected, and nothing else.
 */
function createRequireStillLatest({ sessions, compareHomeAccount, takeBack }: FinishHomeLegDependencies) {
  return async (grant: Grant): Promise<void> => {
    const { sender, generation } = grant;
    const latest = await sessions.compareLatest(sender, grant).catch(async (error: unknown) => {
      await takeBack(grant);
      throw error;
    });
    if (latest === 'same') return;
    if (latest === 'other') await compareHomeAccount(sender, undefined, generation);
    else await takeBack(grant);
    throw new ConnectorError('request_expired', { cause: new Error('Another sign-in has followed.') });
  };
}

function isAmong(scopes: readonly string[], scope: string): boolean {
  return scopes.some((one) => one.toLowerCase() === scope.toLowerCase());
}
