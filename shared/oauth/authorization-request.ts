/**
 * Builds the addresses to which a browser is sent: Entra's authorization request and its admin consent request.
 *
 * Pure. The scope list is exactly what is given, because what the person is asked for must be what the page promised.
 * Sources: RFC 6749 section 4.1.1, RFC 7636 section 4.3, OpenID Connect Core section 3.1.2.1, Entra v2.0 endpoints.
 */
export interface AuthorizationRequest {
  authority: string;
  tenantId: string;
  clientId: string;
  redirectUri: string;
  scopes: readonly string[];
  state: string;
  nonce: string;
  codeChallenge: string;
  prompt?: 'select_account' | 'login' | 'none';
  loginHint?: string;
}

/** The address of an authorization request: code flow, PKCE S256, answer in the query. */
export function buildAuthorizationUrl(request: AuthorizationRequest): string {
  const url = new URL(`${request.authority}/${request.tenantId}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: request.clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: request.redirectUri,
    scope: request.scopes.join(' '),
    state: request.state,
    nonce: request.nonce,
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    ...(request.prompt && { prompt: request.prompt }),
    ...(request.loginHint && { login_hint: request.loginHint }),
  }).toString();
  return url.href;
}

export interface AdminConsentRequest {
  authority: string;
  /** A home tenant, or `organizations` while it is not known. */
  tenantId: string;
  clientId: string;
  redirectUri: string;
  scopes: readonly string[];
}

/**
 * The address at which an administrator approves the app for a whole tenant; `state` tells the callback so. Scopes without a
 * resource are Microsoft Graph's, as in the authorization request.
 */
export function buildAdminConsentUrl(request: AdminConsentRequest): string {
  const url = new URL(`${request.authority}/${request.tenantId}/v2.0/adminconsent`);
  url.search = new URLSearchParams({
    client_id: request.clientId,
    scope: request.scopes.join(' '),
    redirect_uri: request.redirectUri,
    state: 'admin',
  }).toString();
  return url.href;
}
