/**
 * The redirect URI, seen in what Entra answers to a sign-in without a person: only a registered one is redirected to.
 *
 * `prompt=none` (OpenID Connect Core section 3.1.2.1) comes back with an error at once. Another redirect URI gets a page with
 * AADSTS50011, an unknown client one with AADSTS700016. The redirect is not followed.
 */
import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { askWithoutToken } from './ask-without-token.ts';
import type { Check } from './check.ts';

export interface RedirectUriDependencies {
  config: Pick<Config, 'entraAuthority' | 'hostTenantId' | 'entraClientId' | 'publicUrl'>;
  request: HttpRequest;
}

export function checkRedirectUri({ config, request }: RedirectUriDependencies): Check {
  const redirectUri = `${config.publicUrl}/callback`;
  return {
    name: 'redirect-uri',
    async run() {
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
      if (headers.location?.startsWith(`${redirectUri}?`)) return 'Entra knows the app and its redirect URI.';
      const upstreamCode = /AADSTS\d{4,8}/.exec(body.toString())?.[0];
      if (upstreamCode) throw new ConnectorError('client_credential_refused', { upstreamCode });
      return 'Entra did not say whether the redirect URI is registered; the first sign-in shows it.';
    },
    remedy: {
      who: 'host_admin',
      detail:
        'Entra does not know the app of ENTRA_CLIENT_ID, or {PUBLIC_URL}/callback is not among its web redirect URIs: an administrator of the host tenant adds it to the app registration.',
    },
  };
}
