/**
 * Redeems the code of a redirect at the tenant of its leg, as the client and with the verifier and scopes of that leg.
 *
 * The transaction has been matched and consumed before. A redirect that carries an error, or a code that Entra does not take,
 * ends the leg.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { readRedirectFailure } from '../oauth/entra-failure.ts';
import { homeScopes, hostScopes } from '../oauth/scopes.ts';
import type { TokenClient, TokenResult } from '../oauth/token-client.ts';
import type { Leg } from './leg.ts';
import type { SignInSettings } from './start-authorization.ts';

/** @throws ConnectorError: what the redirect or Entra said, or `sign_in_invalid`. */
export type Redeem = (leg: Omit<Leg<'host' | 'home'>, 'tenant' | 'browserSecret'>) => Promise<TokenResult>;

export interface RedeemDependencies {
  settings: SignInSettings;
  tokenClient: Pick<TokenClient, 'exchangeAuthorizationCode'>;
}

export function createRedeem({ settings: { redirectUri, mailPermission }, tokenClient }: RedeemDependencies): Redeem {
  return async ({ transaction, codeVerifier, nonce, registration, response }) => {
    const { code, error, errorDescription } = response;
    if (error) throw readRedirectFailure(error, errorDescription);
    if (!code) throw new ConnectorError('sign_in_invalid', { cause: new Error('The redirect carries no code.') });
    const isHost = transaction.kind === 'host';
    const tenantId = isHost ? transaction.hostTenantId : transaction.identity.homeTenantId;
    const scopes = isHost ? hostScopes : homeScopes(mailPermission);
    const request = { registration, tenantId, code, codeVerifier, nonce, redirectUri, scopes };
    try {
      return await tokenClient.exchangeAuthorizationCode(request);
    } catch (cause) {
      // A code that Entra does not take (used, expired, not ours) means: start again.
      throw hasCode(cause, 'consent_required') ? new ConnectorError('sign_in_invalid', { cause }) : cause;
    }
  };
}
