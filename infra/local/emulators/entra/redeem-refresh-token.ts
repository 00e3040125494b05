/**
 * `grant_type=refresh_token`: new tokens for an old one, which stays valid.
 *
 * A refresh token belongs to a person and a client and works in every tenant that knows the person. It ends after 90 idle
 * days, by revocation, or with the account. Source: learn.microsoft.com/entra/identity-platform/refresh-tokens.
 */
import { assertEnabled, resolveAccount } from './account.ts';
import type { Authority } from './authority.ts';
import type { AuthenticatedClient } from './client-authentication.ts';
import { EntraError } from './errors.ts';
import { hashRefreshToken, issueTokens } from './issue-tokens.ts';
import { parseIdTokenClaims, requireParameter } from './parameters.ts';
import { parseScopes, parseScopesOr } from './scope.ts';
import type { EntraState, RefreshToken } from './state.ts';

const IDLE_MAX_MILLISECONDS = 90 * 86_400_000;

/** Redeems a refresh token; throws 9002313 (unknown), 70000, 700082, 50173, 50057, 50020 and what issuing throws. */
export async function redeemRefreshToken(
  entra: EntraState,
  authority: Authority,
  client: AuthenticatedClient,
  form: URLSearchParams,
): Promise<Record<string, unknown>> {
  const token = entra.refreshTokens.get(hashRefreshToken(requireParameter(form, 'refresh_token')));
  if (!token) throw new EntraError(9002313);
  const { registration } = client;
  if (token.clientId !== registration.clientId)
    throw new EntraError(70000, { value: 'the refresh token was issued to another client' });
  assertAlive(entra, token);
  const account = resolveAccount(token.person, findAuthority(entra, authority, token), registration, entra.directory);
  assertEnabled(account, false);
  const scopeText = form.get('scope') ?? '';
  const scope = parseScopesOr(scopeText, token.scope, registration, entra.registrations);
  const keepsAlive = parseScopes('offline_access', registration, entra.registrations).scopes;
  const answer = await issueTokens(entra, {
    client,
    account,
    // Every answer to a refresh token carries a new one, whatever was asked.
    scope: { ...scope, scopes: [...scope.scopes, ...keepsAlive] },
    scopeText,
    requestedClaims: parseIdTokenClaims(form.get('claims')),
    isClientInfoWanted: form.get('client_info') === '1',
  });
  for (const member of entra.settings.leftOutOfRefresh) delete answer[member];
  return answer;
}

/** At `organizations` and `common` a refresh token speaks for the tenant it was issued in. */
function findAuthority(entra: EntraState, authority: Authority, token: RefreshToken): Authority {
  if (authority.kind === 'tenant') return authority;
  const tenant = entra.directory.tenants.find((one) => one.id === token.tenantId);
  return tenant ? { kind: 'tenant', segment: authority.segment, tenant } : authority;
}

function assertAlive(entra: EntraState, token: RefreshToken): void {
  if (entra.now().getTime() - token.issuedAt.getTime() > IDLE_MAX_MILLISECONDS) throw new EntraError(700082);
  const revocation = entra.revocations.get(token.person.key);
  if (!revocation || token.sequence > revocation.sequence) return;
  const { code, suberror } = revocation;
  throw new EntraError(code, {}, suberror === undefined ? {} : { suberror });
}
