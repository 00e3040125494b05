/**
 * What texts to pass on are made of: how a person is connected, with the links for them and for whoever approves the app; and whether the
 * host tenant keeps their home tenant out.
 */
import type { Config } from '../../shared/config.ts';
import { consentUrl } from '../../shared/grants/describe-sender.ts';
import { buildAdminConsentUrl } from '../../shared/oauth/authorization-request.ts';
import { homeScopes } from '../../shared/oauth/scopes.ts';
import type { Situation } from '../../shared/pages/console/people/pass-on.ts';
import type { PersonStatus } from '../../shared/pages/console/people/person-status.ts';
import { allowsHomeTenant } from '../../shared/tenants/home-tenants.ts';
import type { HostTenant } from '../../shared/tenants/host-tenant.ts';

/** `clientId`: of the registration that the person consented to, where it is known. */
export function describeSituation(
  config: Config,
  tenant: HostTenant,
  status: PersonStatus,
  clientId?: string,
): Situation {
  const { entraAuthority: authority, entraClientId, publicUrl, mailPermission } = config;
  const { hostObjectId, displayName, address, state, problem, reconsentBy, keptOut } = noteKeptOut(tenant, status);
  const tenantId = status.homeTenantId ?? 'organizations';
  const scopes = homeScopes(mailPermission);
  const redirectUri = `${publicUrl}/callback`;
  return {
    state,
    problem,
    reconsentBy,
    keptOut,
    consentUrl: consentUrl(config, tenant.id),
    adminConsentUrl: buildAdminConsentUrl({
      authority,
      tenantId,
      clientId: clientId ?? entraClientId,
      redirectUri,
      scopes,
    }),
    name: displayName ?? address ?? hostObjectId,
    hostObjectId,
    clientId,
  };
}

/** A person of a home tenant that may not connect, or has left, is not to connect, so nobody is to tell them so. */
export function noteKeptOut<Status extends PersonStatus>(tenant: HostTenant, status: Status): Status {
  const { homeTenantId } = status;
  if (homeTenantId === undefined || allowsHomeTenant(tenant, homeTenantId)) return status;
  const hasLeft = tenant.state === 'left' || tenant.departedHomeTenants.includes(homeTenantId);
  return { ...status, keptOut: hasLeft ? 'departed' : 'notAllowed', who: hasLeft ? undefined : 'operator' };
}
