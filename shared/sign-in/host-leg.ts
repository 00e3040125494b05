/**
 * The host leg: proves who the person is in the host tenant and where their account lives.
 *
 * Classifies by `client_info` and `idp` only. Guests without a home tenant have no Microsoft 365 mailbox and end here.
 * Every token of this leg is dropped; only identifiers leave.
 */
import { ConnectorError } from '../errors.ts';
import { isGuid, isHomeIdentityProvider, validateIdToken, type Identity } from '../oauth/id-token.ts';
import type { TokenResult } from '../oauth/token-client.ts';
import { allowsHomeTenant } from '../tenants/home-tenants.ts';
import type { HostTenant } from '../tenants/host-tenant.ts';
import type { Registration } from '../tenants/registration.ts';
import type { HostIdentity } from './host-identity.ts';

/** The tenant under which Microsoft signs personal accounts in. */
const personalTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad';

export interface HostLeg {
  tenant: HostTenant;
  registration: Pick<Registration, 'authority' | 'clientId'>;
  nonce: string;
  now: Date;
}

/**
 * @throws ConnectorError `sign_in_invalid`, `personal_account`, `no_home_tenant`, `home_tenant_not_allowed`
 */
export function readHostIdentity(result: TokenResult, leg: HostLeg): HostIdentity {
  const { id: hostTenantId } = leg.tenant;
  const identity = validateHostToken(result, leg);
  const homeObjectId = result.clientInfo?.uid.toLowerCase();
  const homeTenantId = result.clientInfo?.utid.toLowerCase();
  if (!isGuid(homeObjectId) || !isGuid(homeTenantId)) {
    throw new ConnectorError('sign_in_invalid', { cause: new Error('client_info names no account.') });
  }
  if (homeTenantId === personalTenantId) throw new ConnectorError('personal_account');
  if (homeTenantId === hostTenantId) {
    const isMember = homeObjectId === identity.objectId && isHomeIdentityProvider(identity, leg.registration.authority);
    if (!isMember) throw new ConnectorError('no_home_tenant');
  } else if (!allowsHomeTenant(leg.tenant, homeTenantId)) {
    throw new ConnectorError('home_tenant_not_allowed');
  }
  return {
    hostTenantId,
    hostObjectId: identity.objectId,
    displayAddress: identity.displayAddress,
    homeTenantId,
    homeObjectId,
    ...(identity.userPrincipalName && { userPrincipalName: identity.userPrincipalName }),
    ...(identity.loginHint && { loginHint: identity.loginHint }),
  };
}

/** Who signed in at the host tenant. @throws ConnectorError `sign_in_invalid` */
export function validateHostToken(result: TokenResult, { tenant, registration, nonce, now }: HostLeg): Identity {
  const { authority, clientId } = registration;
  return validateIdToken(result.idTokenClaims, { authority, tenantId: tenant.id, clientId, nonce, now });
}
