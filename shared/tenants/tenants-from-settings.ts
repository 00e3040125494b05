/**
 * The one host tenant that the settings describe.
 */
import type { Config } from '../config.ts';
import type { HostTenant, Tenants } from './host-tenant.ts';

export type TenantSettings = Pick<Config, 'hostTenantId' | 'callerClientIds' | 'allowedHomeTenants'>;

export function createTenantsFromSettings(settings: TenantSettings): Tenants {
  const { hostTenantId: id, callerClientIds, allowedHomeTenants } = settings;
  const tenant: HostTenant = Object.freeze({ id, callerClientIds, allowedHomeTenants });
  return {
    read: async (wanted) => (wanted === id ? tenant : undefined),
    readDefault: async () => tenant,
  };
}
