/**
 * Redeems the code of a redirect at the tenant of its leg, with that leg's verifier and scopes.
 *
 * The transaction has been matched and consumed before. A redirect that carries an error, or a code that Entra does not take,
 * ends the leg.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { readRedirectFailure } from '../oauth/entra-failure.ts';
import type { TokenClient, TokenResult } from '../oauth/token-client.ts';
import type { Taken } from './transaction.ts';
import { homeScopes, hostScopes, type AuthorizationSettings } from './start-authorization.ts';

/** The query of the redirect, each parameter at most once. */
export interface AuthorizationResponse {
  state: string | undefined;
  code: string | undefined;
  error: string | undefined;
  errorDescription: string | undefined;
}

/** @throws ConnectorError: what the redirect or Entra said, or `sign_in_invalid`. */
export type Redeem = (leg: Taken<'host' | 'home'>, response: AuthorizationResponse) => Promise<TokenResult>;

export interface RedeemDependencies {
  settings: AuthorizationSettings;
  tokenClient: Pick<TokenClient, 'exchangeAuthorizationCode'>;
}

export function createRedeem({ settings, tokenClient }: RedeemDependencies): Redeem {
  const { hostTenantId, redirectUri, mailPermission } = settings;
  return async ({ transaction, codeVerifier, nonce }, { code, error, errorDescription }) => {
    if (error) throw readRedirectFailure(error, errorDescription);
    if (!code) throw new ConnectorError('sign_in_invalid', { cause: new Error('The redirect carries no code.') });
    const isHost = transaction.kind === 'host';
    const tenantId = isHost ? hostTenantId : transaction.identity.homeTenantId;
    const scopes = isHost ? hostScopes : homeScopes(mailPermission);
    try {
      return await tokenClient.exchangeAuthorizationCode({ tenantId, code, codeVerifier, nonce, redirectUri, scopes });
    } catch (cause) {
      // A code that Entra does not take (used, expired, not ours) means: start again.
      throw hasCode(cause, 'consent_required') ? new ConnectorError('sign_in_invalid', { cause }) : cause;
    }
  };
}
