/**
 * What clients learn about an authority: OpenID configuration, signing keys, instance discovery.
 *
 * Source: learn.microsoft.com/entra/identity-platform/v2-protocols-oidc. For `organizations` and `common` the issuer
 * holds `{tenantid}` literally, as Entra's does.
 */
import { PERSONAL_TENANT_ID } from '../kit/directory.ts';
import type { EmulatedAnswer } from '../kit/emulator.ts';
import type { Authority } from './authority.ts';
import { buildErrorBody, createErrorIds, EntraError } from './errors.ts';
import type { EntraState } from './state.ts';

const HEADERS = { 'Cache-Control': 'max-age=86400, private', 'Access-Control-Allow-Origin': '*' };

/** `GET /{tenant}/v2.0/.well-known/openid-configuration`. */
export function describeAuthority({ url }: EntraState, authority: Authority): EmulatedAnswer {
  const base = `${url}/${authority.segment}`;
  const issuerTenant =
    authority.kind === 'tenant'
      ? authority.tenant.id
      : authority.kind === 'consumers'
        ? PERSONAL_TENANT_ID
        : '{tenantid}';
  return {
    status: 200,
    headers: HEADERS,
    body: {
      token_endpoint: `${base}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${url}/${issuerTenant}/v2.0`,
      request_uri_parameter_supported: false,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      http_logout_supported: true,
      frontchannel_logout_supported: true,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      claims_supported: [
        'sub',
        'iss',
        'aud',
        'exp',
        'iat',
        'nonce',
        'preferred_username',
        'name',
        'tid',
        'ver',
        'email',
        'acct',
        'login_hint',
      ],
      tenant_region_scope: null,
      cloud_instance_name: 'localhost',
    },
  };
}

/** `GET /{tenant}/discovery/v2.0/keys`. */
export function listKeys({ keys, url }: EntraState, authority: Authority): EmulatedAnswer {
  const issuer = `${url}/${authority.kind === 'tenant' ? authority.tenant.id : '{tenantid}'}/v2.0`;
  return { status: 200, headers: HEADERS, body: { keys: keys.jwks().keys.map((key) => ({ ...key, issuer })) } };
}

/** `GET /common/discovery/instance?authorization_endpoint=…`; this host is the only instance. */
export function discoverInstance(entra: EntraState, parameters: URLSearchParams): EmulatedAnswer {
  const endpoint = parameters.get('authorization_endpoint') ?? '';
  const { host } = new URL(entra.url);
  if (!URL.canParse(endpoint) || new URL(endpoint).host !== host) {
    const body = buildErrorBody(new EntraError(50049), createErrorIds(entra.now()), entra.url);
    return { status: 400, headers: HEADERS, body };
  }
  const tenant = new URL(endpoint).pathname.split('/')[1] ?? 'common';
  return {
    status: 200,
    headers: HEADERS,
    body: {
      tenant_discovery_endpoint: `${entra.url}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}
