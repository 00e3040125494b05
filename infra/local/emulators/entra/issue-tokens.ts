/**
 * The successful answer of the token endpoint for a person: access token, ID token, refresh token, `client_info`.
 *
 * The access token carries everything consented for its resource so far, not only what was requested. Conditional Access
 * of the home tenant is applied here, because it concerns the server that asks and not the browser.
 */
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import { buildAccessTokenClaims, buildClientInfo, buildIdTokenClaims } from './build-claims.ts';
import type { AuthenticatedClient } from './client-authentication.ts';
import { EntraError } from './errors.ts';
import { findResource, GRAPH_RESOURCE_ID, isOpenIdScope, scopeKey, type Scope, type ScopeRequest } from './scope.ts';
import { findRefusal } from './refusal.ts';
import type { EntraState } from './state.ts';

export interface TokenGrant {
  client: AuthenticatedClient;
  account: Account;
  /** What this token request is about. */
  scope: ScopeRequest;
  /** The parameter as sent, for errors. */
  scopeText: string;
  nonce?: string | undefined;
  /** When the person gave their credentials; a refresh does not say. */
  signedInAt?: Date | undefined;
  requestedClaims: string[];
  isClientInfoWanted: boolean;
}

/** Issues tokens; throws 28000 (two resources), 65001 (not consented), the refusal by policy or that of a control call. */
export async function issueTokens(entra: EntraState, grant: TokenGrant): Promise<Record<string, unknown>> {
  const { account, scope } = grant;
  const { registration: client, proof } = grant.client;
  const refusal = findRefusal(entra, account, 'token');
  if (refusal) throw refusal;
  const resourceId = findResource(scope.scopes, grant.scopeText);
  const consented = entra.consents.list(account.tenantId, client.clientId, account.objectId);
  assertConsented(grant, consented);
  assertAllowedByPolicy(entra, grant, resourceId);

  const scopes = consented.filter((one) => one.resourceId === resourceId);
  const lifetimeSeconds = pickLifetimeSeconds(entra);
  const accessClaims = buildAccessTokenClaims(entra, { account, client, proof, resourceId, scopes, lifetimeSeconds });
  const isAsked = (name: string) => scope.scopes.some((one) => isOpenIdScope(one) && one.name === name);
  const idClaims = buildIdTokenClaims(entra, {
    account,
    client,
    scopes: scope.scopes,
    nonce: grant.nonce,
    signedInAt: grant.signedInAt,
    requestedClaims: grant.requestedClaims,
  });
  const prefix = scope.prefixes.get(resourceId) ?? '';
  return {
    token_type: 'Bearer',
    scope: scopes
      .filter((one) => one.name !== 'offline_access')
      .map((one) => (isOpenIdScope(one) ? one.name : `${prefix}${one.name}`))
      .join(' '),
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    ...(entra.settings.refreshInSeconds !== null && { refresh_in: entra.settings.refreshInSeconds }),
    access_token: await (resourceId === GRAPH_RESOURCE_ID
      ? entra.keys.signForResource(accessClaims)
      : entra.keys.sign(accessClaims)),
    ...(isAsked('offline_access') && {
      refresh_token: issueRefreshToken(entra, account, client.clientId, scope),
    }),
    ...(isAsked('openid') && { id_token: await entra.keys.sign(idClaims) }),
    ...(grant.isClientInfoWanted && { client_info: buildClientInfo(account) }),
  };
}

/** A random lifetime within the settings, in seconds. */
export function pickLifetimeSeconds({ settings }: EntraState): number {
  const { min, max } = settings.accessTokenLifetimeSeconds;
  return randomInt(min, Math.max(min, max) + 1);
}

/** The key under which a refresh token is stored. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function issueRefreshToken(entra: EntraState, account: Account, clientId: string, scope: ScopeRequest): string {
  const token = `1.${randomBytes(1_000).toString('base64url')}`;
  entra.sequence += 1;
  const { person, tenantId } = account;
  const { sequence } = entra;
  entra.refreshTokens.set(hashRefreshToken(token), {
    clientId,
    person,
    tenantId,
    scope,
    issuedAt: entra.now(),
    sequence,
  });
  return token;
}

function assertConsented({ client, scope }: TokenGrant, consented: Scope[]): void {
  const known = new Set(consented.map(scopeKey));
  const isCovered = scope.isDefault || scope.scopes.every((one) => known.has(scopeKey(one)));
  if (consented.length > 0 && isCovered) return;
  const { clientId, name } = client.registration;
  throw new EntraError(65001, { client: clientId, name }, { suberror: 'consent_required' });
}

function assertAllowedByPolicy(entra: EntraState, { account, scope }: TokenGrant, resourceId: string): void {
  const isMailAsked = resourceId === GRAPH_RESOURCE_ID && !scope.scopes.every(isOpenIdScope);
  if (!account.person.isBlockedByPolicy || account.identityProvider !== undefined || !isMailAsked) return;
  const { code, error } = entra.settings.policyRefusal;
  const claims = JSON.stringify({ access_token: { capolids: { essential: true, values: [randomUUID()] } } });
  throw new EntraError(code, {}, { error, suberror: 'message_only', claims });
}
