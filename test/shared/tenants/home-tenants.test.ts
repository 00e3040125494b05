import { describe, expect, it } from 'vitest';
import { allowsHomeTenant, createRequireHomeTenant } from '../../../shared/tenants/home-tenants.ts';
import type { HostTenant } from '../../../shared/tenants/host-tenant.ts';
import { homeTenantId, hostObjectId, hostTenantId, otherTenantId, tenant } from '../sign-in/sign-in-sample.ts';

describe('allowsHomeTenant', () => {
  it.each([
    [[], false],
    [[otherTenantId], false],
    [[otherTenantId, homeTenantId], true],
    [['*'], true],
  ])('by the list %j: %s', (allowedHomeTenants, isAllowed) => {
    expect(allowsHomeTenant({ ...tenant, allowedHomeTenants }, homeTenantId)).toBe(isAllowed);
  });

  it('always allows the host tenant’s own members', () => {
    expect(allowsHomeTenant({ ...tenant, allowedHomeTenants: [] }, hostTenantId)).toBe(true);
  });
});

describe('createRequireHomeTenant', () => {
  const connection = { sender: { hostTenantId, hostObjectId }, homeTenantId };

  it('asks for the list each time', async () => {
    let served: HostTenant | undefined = tenant;
    const requireHomeTenant = createRequireHomeTenant({
      read: async (id) => (id === hostTenantId ? served : undefined),
    });
    await requireHomeTenant(connection);
    for (const refusing of [{ ...tenant, allowedHomeTenants: [otherTenantId] }, undefined]) {
      served = refusing;
      await expect(requireHomeTenant(connection)).rejects.toMatchObject({ code: 'home_tenant_not_allowed' });
    }
    served = tenant;
    await requireHomeTenant(connection);
  });
});
