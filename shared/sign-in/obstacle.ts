/**
 * Why the account behind a person cannot be connected, however they sign in: it has no mailbox, or its organisation is not on the list.
 *
 * It asks nobody; what the home tenant itself refuses shows at the home leg. Pure.
 */
import type { HomeAccount } from '../grants/home-account.ts';
import { allowsHomeTenant } from '../tenants/home-tenants.ts';
import type { HostTenant } from '../tenants/host-tenant.ts';

export type Obstacle = 'no_home_tenant' | 'personal_account' | 'home_tenant_not_allowed';

/** The tenant under which Microsoft signs personal accounts in. */
const personalTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Undefined when there is none. `home` is undefined for a guest without a home tenant. */
export function findObstacle(home: HomeAccount | undefined, tenant: HostTenant): Obstacle | undefined {
  if (!home) return 'no_home_tenant';
  if (home.homeTenantId === personalTenantId) return 'personal_account';
  return allowsHomeTenant(tenant, home.homeTenantId) ? undefined : 'home_tenant_not_allowed';
}
