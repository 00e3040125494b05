/**
 * The host leg: proves who the person is in the host tenant and where their account lives.
 *
 * Classifies by `client_info` and `idp` only. Guests without a home tenant have no Microsoft 365 mailbox and end here.
 * Every token of this leg is dropped; only identifiers leave.
 */
import { ConnectorError } from '../errors.ts';
import type { HomeAccount } from '../grants/home-account.ts';
import { isGuid, isHomeIdentityProvider, validateIdToken, type Identity } from '../oauth/id-token.ts';
import type { TokenResult } from '../oauth/token-client.ts';
import type { HostTenant } from '../tenants/host-tenant.ts';
import type { Registration } from '../tenants/registration.ts';
import type { HostIdentity } from './host-identity.ts';
import { findObstacle } from './obstacle.ts';

export interface HostLeg {
  tenant: HostTenant;
  registration: Pick<Registration, 'authority' | 'clientId'>;
  nonce: string;
  now: Date;
}

export interface HostAccount {
  identity: Identity;
  /** Absent for a guest without a home tenant. */
  home?: HomeAccount;
}

/** Who signed in at the host tenant, and the account behind them. @throws ConnectorError `sign_in_invalid` */
export function readHostAccount(result: TokenResult, leg: HostLeg): HostAccount {
  const identity = validateHostToken(result, leg);
  const homeObjectId = result.clientInfo?.uid.toLowerCase();
  const homeTenantId = result.clientInfo?.utid.toLowerCase();
  if (!isGuid(homeObjectId) || !isGuid(homeTenantId)) {
    throw new ConnectorError('sign_in_invalid', { cause: new Error('client_info names no account.') });
  }
  const isMember = homeObjectId === identity.objectId && isHomeIdentityProvider(identity, leg.registration.authority);
  return homeTenantId === leg.tenant.id && !isMember
    ? { identity }
    : { identity, home: { homeTenantId, homeObjectId } };
}

/**
 * The identity with which a person may connect.
 * @throws ConnectorError `personal_account`, `no_home_tenant`, `home_tenant_not_allowed`
 */
export function requireHostIdentity(
  { identity, home }: HostAccount,
  { tenant }: Pick<HostLeg, 'tenant'>,
): HostIdentity {
  const obstacle = findObstacle(home, tenant);
  if (obstacle !== undefined || !home) throw new ConnectorError(obstacle ?? 'no_home_tenant');
  return {
    hostTenantId: tenant.id,
    hostObjectId: identity.objectId,
    displayAddress: identity.displayAddress,
    ...home,
    ...(identity.userPrincipalName && { userPrincipalName: identity.userPrincipalName }),
    ...(identity.loginHint && { loginHint: identity.loginHint }),
  };
}

/** Who signed in at the host tenant. @throws ConnectorError `sign_in_invalid` */
export function validateHostToken(
  result: Pick<TokenResult, 'idTokenClaims'>,
  { tenant, registration, nonce, now }: Omit<HostLeg, 'tenant'> & { tenant: Pick<HostTenant, 'id'> },
): Identity {
  const { authority, clientId } = registration;
  return validateIdToken(result.idTokenClaims, { authority, tenantId: tenant.id, clientId, nonce, now });
}
