/**
 * The redirect URI, tested by a sign-in request without a person: Entra redirects only to a registered URI.
 *
 * `prompt=none` (OpenID Connect Core section 3.1.2.1) comes back with an error at once. For another redirect URI Entra shows a
 * page with AADSTS50011, for an unknown client one with AADSTS700016. The redirect is not followed.
 */
import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { askWithoutToken } from './ask-without-token.ts';

export interface RedirectUriDependencies {
  config: Pick<Config, 'entraAuthority' | 'hostTenantId' | 'entraClientId' | 'publicUrl'>;
  request: HttpRequest;
}

/** @throws ConnectorError `entra_unavailable`, `client_credential_refused` with Entra's code */
export async function checkRedirectUri(dependencies: RedirectUriDependencies): Promise<string> {
  return (await knowsRedirectUri(dependencies))
    ? 'Entra knows the app and its redirect URI.'
    : 'Entra did not say whether the redirect URI is registered; the first sign-in shows it.';
}

/**
 * Undefined where Entra does not say.
 * @throws ConnectorError `entra_unavailable`, `client_credential_refused` with Entra's code
 */
export async function knowsRedirectUri({ config, request }: RedirectUriDependencies): Promise<true | undefined> {
  const redirectUri = `${config.publicUrl}/callback`;
  const random = () => randomBytes(32).toString('base64url');
  const url = buildAuthorizationUrl({
    authority: config.entraAuthority,
    tenantId: config.hostTenantId,
    clientId: config.entraClientId,
    redirectUri,
    scopes: ['openid', 'profile'],
    state: random(),
    nonce: random(),
    codeChallenge: random(),
    prompt: 'none',
  });
  const { headers, body } = await askWithoutToken(request, url, 'entra_unavailable');
  if (headers.location?.startsWith(`${redirectUri}?`)) return true;
  const upstreamCode = /AADSTS\d{4,8}/.exec(body.toString())?.[0];
  if (upstreamCode) throw new ConnectorError('client_credential_refused', { upstreamCode });
  return undefined;
}
