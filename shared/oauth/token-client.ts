/**
 * What the connector needs from a token endpoint: redeem a code, refresh, and nothing that remembers people.
 *
 * Every call is independent: it takes the cache of one person and returns that person's new cache. Failures are ConnectorErrors
 * whose code entra-failure.ts reads from Entra's answer.
 */
import type { Registration } from '../tenants/registration.ts';

export interface TokenResult {
  /** Claims of the ID token; the caller validates them. Empty when a refresh brought no ID token. */
  idTokenClaims: Record<string, unknown>;
  /** Home identity of the person who signed in, from `client_info`. */
  clientInfo?: { uid: string; utid: string };
  accessToken: string;
  expiresAt: Date;
  /** As Entra lists them; Graph's prefix removed. */
  scopes: string[];
  /** This answer brought a refresh token, and it is the one in the cache. */
  hasRefreshToken: boolean;
  /** The serialized token cache of this one person; after a refresh it contains exactly one refresh token. */
  cache: string;
}

/** Asks the token endpoint to accept the connector itself. */
export interface ClientProver {
  /** @throws ConnectorError `client_credential_refused`, `entra_unavailable`, or what the credential's source said */
  proveClient(registration: Registration, tenantId: string): Promise<void>;
}

/**
 * A token of the app itself, from the token endpoint of a home tenant.
 * @throws ConnectorError `home_tenant_blocked` and `blocked_by_home_policy` where that tenant keeps the app out, else as proveClient
 */
export type AcquireForApplication = (request: {
  registration: Registration;
  tenantId: string;
  /** `{resource}/.default` */
  scope: string;
  /** Claims challenge of Graph, as JSON. */
  claims?: string;
}) => Promise<Pick<TokenResult, 'accessToken' | 'expiresAt'>>;

export interface TokenClient {
  exchangeAuthorizationCode(request: {
    registration: Registration;
    tenantId: string;
    code: string;
    codeVerifier: string;
    nonce: string;
    redirectUri: string;
    scopes: readonly string[];
  }): Promise<TokenResult>;

  /**
   * Refreshes even when the cached access token is still valid.
   * @throws ConnectorError `sealed_record_refused` when the cache or the answer belongs to another person,
   *   `registration_changed` when another client got the refresh token, `consent_required` when there is none.
   */
  refresh(request: {
    /** The client that got the refresh token. */
    registration: Registration;
    homeTenantId: string;
    homeObjectId: string;
    cache: string;
    scopes: readonly string[];
    /** Claims challenge of Graph, as JSON. */
    claims?: string;
  }): Promise<TokenResult>;
}
