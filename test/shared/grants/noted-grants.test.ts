import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Grant, GrantStore, Versioned } from '../../../shared/grants/grant.ts';
import { createNotedGrants } from '../../../shared/grants/noted-grants.ts';
import { connectIn, createGrant, createSender, createTokens } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryChangedSenders } from '../../fakes/memory-changed-senders.ts';
import { createMemoryGrantStore } from '../../fakes/memory-grant-store.ts';

const problem = { code: 'blocked_by_home_policy', upstreamCode: '53003' } as const;

/** A sender who is connected, and what is done in which order from then on. */
async function setUp(change: (grants: GrantStore) => Partial<GrantStore> = () => ({})) {
  const { now, pass } = createManualClock();
  const memory = createMemoryGrantStore();
  const rows = createMemoryChangedSenders();
  const calls: string[] = [];
  const changed: typeof rows = {
    ...rows,
    async put(one) {
      calls.push('put');
      await rows.put(one);
    },
    async remove(one) {
      calls.push('remove');
      await rows.remove(one);
    },
  };
  const logged: GrantStore = {
    ...memory,
    async replace(grant) {
      calls.push('write');
      await memory.replace(grant);
    },
  };
  const store = createNotedGrants({ grants: { ...logged, ...change(logged) }, changed, now });
  const { sender } = createGrant({ sender: createSender() });
  await connectIn(store, createGrant({ sender }), createTokens());
  calls.length = 0;
  const read = async (): Promise<Versioned<Grant>> => {
    const { grant } = await store.read(sender);
    if (!grant) throw new Error('There is no grant.');
    return grant;
  };
  return { store, rows, calls, sender, read, now, pass };
}

describe('createNotedGrants', () => {
  it('has one row for each sender, at the time that the grant names', async () => {
    const { store, rows, sender, read, now, pass } = await setUp();
    expect(rows.all()).toEqual([{ sender, at: now() }]);
    pass(60);
    await store.replace({ ...(await read()), status: 'disconnected' });
    expect(rows.all()).toEqual([{ sender, at: now() }]);
    expect((await read()).changedAt).toEqual(now());
  });

  it.each<[string, Partial<Omit<Grant, 'problem'>> & { problem?: Grant['problem'] | undefined }]>([
    ['the state', { status: 'reconsent_required' }],
    ['a problem that has passed', { problem: undefined }],
    ['another answer', { problem: { ...problem, upstreamCode: '53000' } }],
    ['a problem of the mailbox beside it', { problem: { ...problem, ofMailbox: { code: 'mailbox_full' } } }],
    ['the mailbox', { mailbox: 'ann.miller@fabrikam.com' }],
    ['the UPN', { userPrincipalName: 'ann@contoso.com' }],
    ['permissions', { scopes: ['Mail.ReadWrite'] }],
    ['another connection', { connectedAt: new Date(0) }],
  ])('notes a change of what callers are shown: %s', async (_what, change) => {
    const { store, calls, read, pass } = await setUp();
    await store.replace({ ...(await read()), problem });
    const before = await read();
    pass(1);
    calls.length = 0;
    const { problem: _problem, ...rest } = before;
    const { problem: next, ...others } = { problem, ...change };
    await store.replace({ ...rest, ...(next && { problem: next }), ...others });
    // The row of before stays until the change is made.
    expect(calls).toEqual(['put', 'write', 'remove']);
    expect((await read()).changedAt).not.toEqual(before.changedAt);
    await store.replace({ ...(await read()) });
    expect(calls).toEqual(['put', 'write', 'remove', 'write']);
  });

  it('costs nothing where callers are shown the same', async () => {
    const { store, calls, sender, read, pass } = await setUp();
    const { grant, tokens } = await store.read(sender);
    if (!grant || !tokens) throw new Error('There is no connection.');
    pass(60);
    await store.renew({ ...grant, refreshFailures: 2, refreshDueAt: new Date(0), namesProvenAt: new Date(0) }, tokens);
    await store.replace({ ...(await read()), names: [] });
    expect(calls).toEqual(['write']);
  });

  it('notes an erasure and forgets it with the last trace, or with the next connection', async () => {
    const { store, rows, sender, read, now, pass } = await setUp();
    pass(60);
    const erasedAt = now();
    await store.erase(await read(), { generation: 1, erasedAt });
    expect(rows.all()).toEqual([{ sender, at: erasedAt }]);
    const { erased } = await store.read(sender);
    if (!erased) throw new Error('Nothing is left.');
    pass(60);
    await connectIn(store, { ...createGrant({ sender, generation: 2 }), erased }, createTokens(2));
    expect(rows.all()).toEqual([{ sender, at: now() }]);
    await store.erase(await read(), { generation: 2, erasedAt: now() });
    expect(rows.all()).toEqual([{ sender, at: now() }]);
    await store.forget({ sender, generation: 2, erasedAt: now(), etag: (await store.read(sender)).erased?.etag ?? '' });
    expect(rows.all()).toEqual([]);
  });

  it('keeps both rows where it is not known whether the change was made, and sorts the later one last', async () => {
    const lost = new ConnectorError('storage_unavailable');
    const { store, rows, sender, read, now } = await setUp(({ replace }) => ({
      async replace(grant) {
        await replace(grant);
        throw lost;
      },
    }));
    await expect(store.replace({ ...(await read()), problem })).rejects.toBe(lost);
    // Not even a millisecond has passed.
    const later = new Date(now().getTime() + 1);
    expect(rows.all()).toEqual([
      { sender, at: now() },
      { sender, at: later },
    ]);
    expect((await read()).changedAt).toEqual(later);
  });
});
