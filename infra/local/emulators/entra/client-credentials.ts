/**
 * `grant_type=client_credentials`: an app-only token for one API, with the roles an administrator assigned.
 *
 * Without an assignment the token has no roles and is issued all the same; the API decides. A client must exist in
 * the tenant: its own, or one that consented to it.
 */
import type { Authority } from './authority.ts';
import { buildAppTokenClaims } from './build-claims.ts';
import type { AuthenticatedClient } from './client-authentication.ts';
import { EntraError } from './errors.ts';
import { pickLifetimeSeconds } from './issue-tokens.ts';
import { requireParameter } from './parameters.ts';
import { findRegistration, type Registration } from './registration.ts';
import { GRAPH_RESOURCE_ID, splitScope } from './scope.ts';
import type { EntraState } from './state.ts';

/** Issues an app-only token; throws 9001023, 1002012, 500011 or 7000229. */
export async function grantClientCredentials(
  entra: EntraState,
  authority: Authority,
  client: AuthenticatedClient,
  form: URLSearchParams,
): Promise<Record<string, unknown>> {
  const { registration, proof } = client;
  if (authority.kind === 'common' || authority.kind === 'consumers') throw new EntraError(9001023);
  const tenantId = authority.kind === 'tenant' ? authority.tenant.id : registration.homeTenantId;
  const scope = requireParameter(form, 'scope').trim();
  if (!scope.endsWith('/.default') || scope.includes(' ')) throw new EntraError(1002012, { value: scope });
  const { resourceId } = splitScope(scope, entra.registrations);
  assertInTenant(
    entra,
    registration,
    tenantId,
    new EntraError(7000229, { client: registration.clientId, tenant: tenantId }),
  );
  const resource = findRegistration(entra.registrations, resourceId);
  if (resource)
    assertInTenant(entra, resource, tenantId, new EntraError(500011, { value: resourceId, tenant: tenantId }));

  const roles = registration.roleAssignments
    .filter((one) => one.resourceId === resourceId && one.tenantId === tenantId)
    .map((one) => one.role);
  const lifetimeSeconds = pickLifetimeSeconds(entra);
  const claims = buildAppTokenClaims(entra, {
    tenantId,
    client: registration,
    proof,
    resourceId,
    roles,
    lifetimeSeconds,
  });
  return {
    token_type: 'Bearer',
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: await (resourceId === GRAPH_RESOURCE_ID
      ? entra.keys.signForResource(claims)
      : entra.keys.sign(claims)),
  };
}

function assertInTenant(entra: EntraState, registration: Registration, tenantId: string, refusal: EntraError): void {
  if (registration.homeTenantId === tenantId) return;
  const { clientId } = registration;
  const isKnown = entra.consents.records().some((one) => one.tenantId === tenantId && one.clientId === clientId);
  if (!registration.isMultiTenant || !isKnown) throw refusal;
}
