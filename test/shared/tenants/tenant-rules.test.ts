import { describe, expect, it } from 'vitest';
import type { HostTenant } from '../../../shared/tenants/host-tenant.ts';
import { createTenantRules } from '../../../shared/tenants/tenant-rules.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { hostTenantId, otherTenantId, tenant } from '../sign-in/sign-in-sample.ts';

function setUp(changes: Partial<HostTenant> = {}) {
  const clock = createManualClock();
  const served = new Map([hostTenantId, otherTenantId].map((id) => [id, { ...tenant, id, ...changes }]));
  const rules = createTenantRules({ read: async (id) => served.get(id) }, clock.now);
  return { rules, served, clock };
}
const app = (clientId: string, of = hostTenantId) => ({ hostTenantId: of, clientId });
const exceeded = { code: 'quota_exceeded' };

describe('createTenantRules', () => {
  it('asks for the state at every use', async () => {
    const { rules, served } = setUp();
    await rules.requireActive(hostTenantId);
    served.set(hostTenantId, { ...tenant, state: 'paused' });
    await expect(rules.requireActive(hostTenantId)).rejects.toMatchObject({ code: 'tenant_paused' });
    await expect(rules.admit(app('a'), false)).rejects.toMatchObject({ code: 'tenant_paused' });
    await rules.admit(app('a'), true);
    served.set(hostTenantId, { ...tenant, state: 'left' });
    await expect(rules.admit(app('a'), true)).rejects.toMatchObject({ code: 'tenant_left' });
    served.delete(hostTenantId);
    await expect(rules.requireActive(hostTenantId)).rejects.toMatchObject({ code: 'tenant_left' });
  });

  it('counts nothing where there is no limit', async () => {
    const { rules } = setUp();
    for (let count = 0; count < 1_000; count++) await rules.admit(app('a'), false);
  });

  it('holds each application to its limit and the tenant to its own, and one tenant never to another’s', async () => {
    const { rules } = setUp({ limits: { messagesPerMinute: 5, messagesPerMinuteOfApplication: 3 } });
    for (let count = 0; count < 3; count++) await rules.admit(app('a'), false);
    await expect(rules.admit(app('a'), false)).rejects.toMatchObject(exceeded);
    for (let count = 0; count < 2; count++) await rules.admit(app('b'), false);
    await expect(rules.admit(app('b'), false)).rejects.toMatchObject(exceeded);
    await rules.admit(app('a', otherTenantId), false);
  });

  it('opens again with the next minute, and says when', async () => {
    const { rules, clock } = setUp({ limits: { messagesPerMinute: 1 } });
    await rules.admit(app('a'), false);
    const error = await rules
      .admit(app('a'), false)
      .catch((refused: unknown) => refused as { retryAfterSeconds: number });
    const { retryAfterSeconds = 0 } = error as { retryAfterSeconds?: number };
    expect(retryAfterSeconds).toBeGreaterThan(0);
    clock.pass(retryAfterSeconds);
    await rules.admit(app('a'), false);
  });
});
