import { describe, expect, it } from 'vitest';
import { createRequireMaySend } from '../../../shared/callers/require-may-send.ts';
import type { HostTenant } from '../../../shared/tenants/host-tenant.ts';
import { clientId, otherTenantId, tenant } from '../sign-in/sign-in-sample.ts';

const requireOf = (change: Partial<HostTenant>) =>
  createRequireMaySend({ read: async (id) => (id === tenant.id ? { ...tenant, ...change } : undefined) });
const listed = { callerClientIds: [clientId] };
const rights = (...own: ('send' | 'read' | 'manage')[]) => ({ rightsOfApplications: new Map([[clientId, own]]) });

describe('createRequireMaySend', () => {
  it.each<[string, Partial<HostTenant>]>([
    ['is listed', listed],
    ['is listed, with the right of its own to send', { ...listed, ...rights('read', 'send') }],
  ])('lets an application send that %s', async (_name, change) => {
    await expect(requireOf(change)(tenant.id, clientId)).resolves.toBeUndefined();
  });

  it.each<[string, Partial<HostTenant>]>([
    ['is not listed', { callerClientIds: [otherTenantId] }],
    ['has rights of its own without that to send', { ...listed, ...rights('read', 'manage') }],
    ['has no right of its own', { ...listed, ...rights() }],
  ])('forbids an application that %s, and says who can help', async (_name, change) => {
    const refusal = { code: 'forbidden', detail: expect.stringContaining('CALLER_CLIENT_IDS') as string };
    await expect(requireOf(change)(tenant.id, clientId)).rejects.toMatchObject(refusal);
  });

  it('forbids every application of a tenant that is not served', async () => {
    await expect(requireOf(listed)(otherTenantId, clientId)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
