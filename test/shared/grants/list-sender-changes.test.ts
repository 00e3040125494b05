import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../shared/grants/grant.ts';
import { createListSenderChanges } from '../../../shared/grants/list-sender-changes.ts';
import { createNotedGrants } from '../../../shared/grants/noted-grants.ts';
import { FEED_DELAY_SECONDS, UNSETTLED_CHANGE_SECONDS } from '../../../shared/waiting-limits.ts';
import { connectIn, createGrant, createOtherTenantSender, createSender, createTokens } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryChangedSenders } from '../../fakes/memory-changed-senders.ts';
import { createMemoryGrantStore } from '../../fakes/memory-grant-store.ts';

function setUp() {
  const { now, pass } = createManualClock();
  const memory = createMemoryGrantStore();
  const rows = createMemoryChangedSenders();
  let calls = 0;
  const grants = createNotedGrants({ grants: memory, changed: rows, now });
  const listChanges = createListSenderChanges({
    grants: {
      async read(sender) {
        calls += 1;
        return memory.read(sender);
      },
    },
    changed: {
      ...rows,
      async list(...given) {
        calls += 1;
        return rows.list(...given);
      },
    },
    judge: async (grant) => grant,
    now,
  });
  const first = createSender();
  return {
    rows,
    pass,
    now,
    memory,
    grants,
    first,
    connect: (sender = createSender()) =>
      connectIn(grants, createGrant({ sender, connectedAt: now() }), createTokens()),
    async change(sender: Grant['sender'], changes: Partial<Grant>) {
      const { grant } = await grants.read(sender);
      if (grant) await grants.replace({ ...grant, ...changes });
    },
    async told(cursor?: string, top = 10, hostTenantId = first.hostTenantId) {
      const { senders, ...page } = await listChanges(hostTenantId, top, cursor);
      return { told: senders.map(({ sender, grant }) => [sender, grant?.status ?? 'gone']), ...page };
    },
    counted: async (ask: () => Promise<unknown>) => {
      calls = 0;
      await ask();
      return calls;
    },
  };
}

describe('createListSenderChanges', () => {
  it('tells each sender once, as they are now, from where the caller stopped', async () => {
    const { connect, change, told, pass, first } = setUp();
    const second = createSender();
    await connect(first);
    pass(1);
    await connect(second);
    pass(1);
    await change(first, { status: 'disconnected' });
    await connect(createOtherTenantSender());
    pass(FEED_DELAY_SECONDS + 1);
    const all = await told();
    expect(all).toMatchObject({
      told: [
        [second, 'connected'],
        [first, 'disconnected'],
      ],
      isMore: false,
    });
    const page = await told(undefined, 1);
    expect(page).toMatchObject({ told: [[second, 'connected']], isMore: true });
    expect(await told(page.cursor)).toEqual({ ...all, told: [[first, 'disconnected']] });
    expect(await told(all.cursor)).toEqual({ told: [], cursor: all.cursor, isMore: false });
  });

  it('tells a change only when none can come before it any more', async () => {
    const { connect, told, pass, first } = setUp();
    await connect(first);
    pass(FEED_DELAY_SECONDS);
    expect(await told()).toEqual({ told: [], cursor: '0', isMore: false });
    pass(1);
    expect((await told()).told).toEqual([[first, 'connected']]);
  });

  it('costs one page read while nothing changes, whatever there is', async () => {
    const { connect, told, pass, counted } = setUp();
    for (let count = 0; count < 5; count++) await connect();
    pass(60);
    const { cursor } = await told();
    expect(await counted(() => told(cursor))).toBe(1);
  });

  it('tells who was erased, and nothing more of them', async () => {
    const { connect, told, pass, now, grants, first } = setUp();
    await connect(first);
    pass(60);
    const { grant } = await grants.read(first);
    if (grant) await grants.erase(grant, { generation: 1, erasedAt: now() });
    pass(60);
    expect((await told()).told).toEqual([[first, 'gone']]);
  });

  it('tells a change whose row is there twice once, and clears rows that no change followed', async () => {
    const { connect, told, pass, now, rows, first } = setUp();
    await connect(first);
    pass(1);
    // The write of the grant failed, or is under way.
    await rows.put({ sender: first, at: now() });
    await rows.put({ sender: createSender(), at: now() });
    pass(60);
    expect((await told()).told).toEqual([[first, 'connected']]);
    expect(rows.all()).toHaveLength(3);
    pass(UNSETTLED_CHANGE_SECONDS);
    await told();
    expect(rows.all()).toHaveLength(1);
    expect((await told()).told).toEqual([[first, 'connected']]);
  });

  it('goes on telling of a grant that a release has written which does not know the time', async () => {
    const { connect, told, pass, memory, first } = setUp();
    await connect(first);
    const { grant } = await memory.read(first);
    const { changedAt: _at, shownAs: _as, ...older } = grant ?? { ...createGrant(), etag: '' };
    await memory.replace(older);
    pass(2 * UNSETTLED_CHANGE_SECONDS);
    expect((await told()).told).toEqual([[first, 'connected']]);
  });

  it.each(['', 'x', '0_0', '2026-11-24T17:57:32.000Z', `2026-11-24T17:57:32.000Z_x`])(
    'refuses the cursor %j, and that of another tenant',
    async (cursor) => {
      const { told, connect, pass } = setUp();
      await expect(told(cursor)).rejects.toMatchObject({ code: 'invalid_request' });
      const stranger = createOtherTenantSender();
      await connect(stranger);
      pass(60);
      const { cursor: foreign } = await told(undefined, 1, stranger.hostTenantId);
      await expect(told(foreign)).rejects.toMatchObject({ code: 'invalid_request' });
    },
  );
});
