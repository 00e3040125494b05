/**
 * Finishes a leg of the sign-in: the transaction is matched and consumed before anything is asked of Entra.
 *
 * The host leg leads on to the home leg or to the person's own page; the home leg ends in a connected mailbox. Whatever
 * stops the journey is an answer, not an exception, with what the page has to name. No token of a refused leg survives.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { Graph } from '../graph/graph-client.ts';
import type { TokenClient } from '../oauth/token-client.ts';
import type { HostIdentity, Taken, Transactions } from './transaction.ts';
import type { Connect } from '../grants/connect.ts';
import { checkHomeTokens, readMailbox, WrongAccountError } from './home-leg.ts';
import { readHostIdentity, validateHostToken } from './host-leg.ts';
import { createRedeem, type AuthorizationResponse } from './redeem-code.ts';
import { homeScopes, type AuthorizationSettings, type StartAuthorization } from './start-authorization.ts';

export type FinishedLeg =
  | { kind: 'redirect'; url: string }
  /** The person is signed in to their own page; `handle` opens it. For the log: Exchange's code, scopes beyond those asked for. */
  | { kind: 'session'; handle: string; upstreamCode?: string; surplusScopes?: string[] }
  | {
      kind: 'refused';
      error: ConnectorError;
      /** Known once the host leg succeeded. */
      identity?: HostIdentity;
      signedInAs?: string;
      /** Restarts the home leg. */
      handle?: string;
    };

export type FinishAuthorization = (
  browserSecret: string | undefined,
  response: AuthorizationResponse,
) => Promise<FinishedLeg>;

export interface FinishAuthorizationDependencies {
  settings: AuthorizationSettings & { allowedHomeTenants: readonly string[] };
  transactions: Transactions;
  tokenClient: Pick<TokenClient, 'exchangeAuthorizationCode'>;
  startAuthorization: Pick<StartAuthorization, 'atHome'>;
  graph: Pick<Graph, 'readProfile' | 'probeMailbox'>;
  connect: Connect;
  now: () => Date;
}

export function createFinishAuthorization(dependencies: FinishAuthorizationDependencies): FinishAuthorization {
  const { settings, transactions, tokenClient, startAuthorization, graph, connect, now } = dependencies;
  const { authority, hostTenantId, clientId, mailPermission } = settings;
  const redeem = createRedeem({ settings, tokenClient });

  async function finishHost(
    browserSecret: string,
    leg: Taken<'host'>,
    response: AuthorizationResponse,
  ): Promise<FinishedLeg> {
    const result = await redeem(leg, response).catch((error: unknown) => {
      // Nobody but the host tenant can approve here; leaving its approval page looks like declining.
      throw hasCode(error, 'admin_approval_required', 'consent_declined')
        ? new ConnectorError('host_approval_required', { cause: error })
        : error;
    });
    if (leg.transaction.purpose === 'manage') {
      const { objectId, displayAddress } = validateHostToken(result, leg.nonce, settings, now());
      const session = { hostObjectId: objectId, displayAddress, hasJustConnected: false, isMailboxUnclear: false };
      return {
        kind: 'session',
        handle: (await transactions.start(browserSecret, { kind: 'session', ...session })).state,
      };
    }
    const identity = readHostIdentity(result, leg.nonce, settings, now());
    return { kind: 'redirect', url: (await startAuthorization.atHome(browserSecret, identity, false)).url };
  }

  async function finishHome(
    browserSecret: string,
    leg: Taken<'home'>,
    response: AuthorizationResponse,
  ): Promise<FinishedLeg> {
    const { identity } = leg.transaction;
    try {
      const result = await redeem(leg, response);
      const asked = homeScopes(mailPermission);
      const requiredScopes = asked.filter((scope) => /^(User|Mail)\./.test(scope));
      checkHomeTokens(result, leg.nonce, identity, { authority, clientId, requiredScopes }, now());
      const { tokens, probe, probeCode } = await readMailbox(graph, result, identity);
      const { hostObjectId, homeTenantId, homeObjectId, displayAddress } = identity;
      await connect({ sender: { hostTenantId, hostObjectId }, homeTenantId, homeObjectId, tokens });
      const session = { hostObjectId, displayAddress, hasJustConnected: true, isMailboxUnclear: probe === 'unclear' };
      const { state } = await transactions.start(browserSecret, { kind: 'session', ...session });
      // Entra adds everything that was ever consented to.
      const surplusScopes = result.scopes.filter((scope) => !isAmong(asked, scope));
      return { kind: 'session', handle: state, ...(probeCode && { upstreamCode: probeCode }), surplusScopes };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (!(error instanceof WrongAccountError)) return { kind: 'refused', error, identity };
      const { state } = await transactions.start(browserSecret, { kind: 'restart', identity });
      return { kind: 'refused', error, identity, signedInAs: error.signedInAs, handle: state };
    }
  }

  return async (browserSecret, response) => {
    try {
      const leg = await transactions.take(response.state ?? '', browserSecret, 'host', 'home');
      const secret = browserSecret as string;
      return leg.transaction.kind === 'host'
        ? await finishHost(secret, leg as Taken<'host'>, response)
        : await finishHome(secret, leg as Taken<'home'>, response);
    } catch (error) {
      if (error instanceof ConnectorError) return { kind: 'refused', error };
      throw error;
    }
  };
}

function isAmong(scopes: readonly string[], scope: string): boolean {
  return scopes.some((one) => one.toLowerCase() === scope.toLowerCase());
}
