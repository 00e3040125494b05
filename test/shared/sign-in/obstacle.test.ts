import { describe, expect, it } from 'vitest';
import { findObstacle } from '../../../shared/sign-in/obstacle.ts';
import { homeObjectId, homeTenantId, hostTenantId, tenant } from './sign-in-sample.ts';

const personal = '9188040d-6c67-4c5b-b112-36a304b66dad';

describe('findObstacle', () => {
  it.each([
    [undefined, ['*'], 'no_home_tenant'],
    [personal, ['*'], 'personal_account'],
    [personal, [personal], 'personal_account'],
    [homeTenantId, [], 'home_tenant_not_allowed'],
    [homeTenantId, [hostTenantId], 'home_tenant_not_allowed'],
    [homeTenantId, [homeTenantId], undefined],
    [homeTenantId, ['*'], undefined],
    [hostTenantId, [], undefined],
  ])('finds for an account of %s, where %j are allowed: %s', (id, allowedHomeTenants, obstacle) => {
    const home = id === undefined ? undefined : { homeTenantId: id, homeObjectId };
    expect(findObstacle(home, { ...tenant, allowedHomeTenants })).toBe(obstacle);
  });
});
