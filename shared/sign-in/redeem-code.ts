/**
 * Redeems the code of a redirect at the tenant of its leg, as the client and with the verifier and scopes of that leg.
 *
 * The transaction has been matched before, and is used up just before Entra is asked: a redirect without a code, or beyond the
 * budget, leaves no row. A redirect that carries an error, or a code that Entra does not take, ends the leg.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { readRedirectFailure } from '../oauth/entra-failure.ts';
import { hostScopes } from '../oauth/scopes.ts';
import type { TokenClient, TokenResult } from '../oauth/token-client.ts';
import type { Leg, LegKind } from './leg.ts';
import type { ReadHomeScopes } from './read-home-scopes.ts';
import type { WithinBudget } from './redemption-budget.ts';
import type { SignInSettings } from './start-authorization.ts';

/** @throws ConnectorError: what the redirect or Entra said, `sign_in_invalid`, `request_expired` (used), `too_many_sign_ins`. */
export type Redeem = (leg: Omit<Leg<LegKind>, 'tenant' | 'browserSecret'>) => Promise<TokenResult>;

export interface RedeemDependencies {
  settings: Pick<SignInSettings, 'redirectUri'>;
  readHomeScopes: ReadHomeScopes;
  tokenClient: Pick<TokenClient, 'exchangeAuthorizationCode'>;
  withinBudget: WithinBudget;
}

export function createRedeem(dependencies: RedeemDependencies): Redeem {
  const { readHomeScopes, tokenClient, withinBudget } = dependencies;
  const { redirectUri } = dependencies.settings;

  return async ({ transaction, codeVerifier, nonce, registration, response, use }) => {
    const { code, error, errorDescription } = response;
    if (error) throw readRedirectFailure(error, errorDescription);
    if (!code) throw new ConnectorError('sign_in_invalid', { cause: new Error('The redirect carries no code.') });
    const isHost = transaction.kind !== 'home';
    const tenantId = isHost ? transaction.hostTenantId : transaction.identity.homeTenantId;
    const scopes = isHost ? hostScopes : await readHomeScopes(transaction.identity);
    const request = { registration, tenantId, code, codeVerifier, nonce, redirectUri, scopes };
    const redeem = async (count?: () => void) => {
      await use();
      // A state that was used before has cost Entra nothing.
      count?.();
      return tokenClient.exchangeAuthorizationCode(request);
    };
    try {
      // Whoever comes back from the home leg has proven who they are.
      return await (isHost ? withinBudget(redeem) : redeem());
    } catch (cause) {
      // A code that Entra does not take (used, expired, not ours) means: start again.
      throw hasCode(cause, 'consent_required') ? new ConnectorError('sign_in_invalid', { cause }) : cause;
    }
  };
}
