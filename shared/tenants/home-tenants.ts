/**
 * Whether people of a home tenant may connect and send: asked at every use, so that a change of the list takes effect with the
 * next request and can be taken back.
 *
 * The host tenant's own members are never on the list and always allowed, until the tenant leaves. It changes and remembers nothing.
 */
import { ConnectorError } from '../errors.ts';
import { isAllowed } from '../allow-list.ts';
import type { HostTenant, Tenants } from './host-tenant.ts';

export function allowsHomeTenant(tenant: HostTenant, homeTenantId: string): boolean {
  const { id, state, allowedHomeTenants, departedHomeTenants } = tenant;
  if (state === 'left' || departedHomeTenants.includes(homeTenantId)) return false;
  return homeTenantId === id || isAllowed(allowedHomeTenants, homeTenantId);
}

/** @throws ConnectorError `home_tenant_not_allowed`, also when this installation no longer serves the sender's host tenant */
export type RequireHomeTenant = (connection: {
  sender: { hostTenantId: string };
  homeTenantId: string;
}) => Promise<void>;

export function createRequireHomeTenant(tenants: Pick<Tenants, 'read'>): RequireHomeTenant {
  return async ({ sender: { hostTenantId }, homeTenantId }) => {
    const tenant = await tenants.read(hostTenantId);
    if (!tenant || !allowsHomeTenant(tenant, homeTenantId)) throw new ConnectorError('home_tenant_not_allowed');
  };
}
