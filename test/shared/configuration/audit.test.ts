import { describe, expect, it, vi } from 'vitest';
import { AUDIT_DAYS } from '../../../shared/configuration-limits.ts';
import { hostTenantId } from '../sign-in/sign-in-sample.ts';
import { createConfigurationFixture, operator } from './configuration-fixture.ts';

const app = '0000ca11-0000-4000-8000-000000000001';
const message = '0123456789abcdef0123456789abcdef';

describe('noteAct', () => {
  it('writes an act into the audit, with how much it was on, and no document', async () => {
    const { configuration, clock } = createConfigurationFixture();
    await configuration.noteAct({ action: 'cancelled', kind: 'message', hostTenantId, name: message }, operator);
    clock.pass(1);
    const exported = { action: 'exported', kind: 'console', hostTenantId, name: 'audit', count: 3 } as const;
    await configuration.noteAct(exported, operator);
    const { entries } = await configuration.listAudit();
    expect(entries).toEqual([
      { ...exported, at: clock.now(), by: operator, version: 0 },
      {
        action: 'cancelled',
        kind: 'message',
        hostTenantId,
        name: message,
        at: new Date(clock.now().getTime() - 1000),
        by: operator,
        version: 0,
      },
    ]);
  });

  it.each([
    ['an address', 'ann@fabrikam.com', hostTenantId],
    ['no tenant', message, 'contoso'],
  ])('refuses %s, which could not be read again', async (_case, name, tenantId) => {
    const { configuration } = createConfigurationFixture();
    const act = { action: 'erased', kind: 'sender', hostTenantId: tenantId, name } as const;
    await expect(configuration.noteAct(act, operator)).rejects.toBeInstanceOf(RangeError);
    expect((await configuration.listAudit()).entries).toEqual([]);
  });

  it('forgets entries that are older than AUDIT_DAYS, also where no document is written', async () => {
    const { configuration, clock } = createConfigurationFixture();
    const act = { action: 'signed_in', kind: 'console', hostTenantId, name: 'console' } as const;
    await configuration.noteAct(act, operator);
    clock.pass(AUDIT_DAYS * 24 * 3600 + 1);
    await configuration.noteAct(act, operator);
    expect((await configuration.listAudit()).entries).toHaveLength(1);
  });
});

describe('listAudit', () => {
  it('gives a range in pages of the size that is asked for, within AUDIT_EXPORT_PAGE_MAX', async () => {
    const { configuration, clock, memory, store } = createConfigurationFixture();
    const act = { action: 'tested', kind: 'sender', hostTenantId, name: app } as const;
    const from = clock.now();
    for (let count = 0; count < 5; count++) {
      await configuration.noteAct({ ...act, count }, operator);
      clock.pass(1);
    }
    const first = await configuration.listAudit(undefined, { from, top: 3 });
    const second = await configuration.listAudit(first.cursor, { from, top: 3 });
    expect([...first.entries, ...second.entries].map(({ count }) => count)).toEqual([4, 3, 2, 1, 0]);
    expect(second.cursor).toBeUndefined();
    const asked = vi.spyOn(store, 'listAudit').mockImplementation(memory.listAudit);
    await configuration.listAudit(undefined, { top: 1e9 });
    await configuration.listAudit(undefined, { top: 0 });
    await configuration.listAudit();
    expect(asked.mock.calls.map(([top]) => top)).toEqual([1_000, 1, 100]);
  });
});
