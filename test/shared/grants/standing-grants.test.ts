import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { FENCES_MARGIN_SECONDS } from '../../../shared/fence-limits.ts';
import type { Grant, GrantStore } from '../../../shared/grants/grant.ts';
import { createStandingGrants } from '../../../shared/grants/standing-grants.ts';
import { createMessageId } from '../../../shared/outbox/message-id.ts';
import { connectIn, createGrant, createSender, createTokens } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryGrantStore } from '../../fakes/memory-grant-store.ts';

const DAY = 24 * 3600 * 1000;
const idIn = (digit: string) => `${digit}${createMessageId().slice(1)}`;

/** A sender who is connected, and what is done in which order from then on. */
async function setUp(changes: Partial<Grant> = {}) {
  const { now, pass } = createManualClock();
  const memory = createMemoryGrantStore();
  const calls: string[] = [];
  const failing = { code: undefined as 'storage_unavailable' | undefined, lower: false };
  const logged = Object.fromEntries(
    Object.entries(memory).map(([name, run]: [string, (...given: never[]) => unknown]) => [
      name,
      (...given: never[]) => {
        calls.push(name);
        if (failing.code && name !== 'read') throw new ConnectorError(failing.code);
        return run(...given);
      },
    ]),
  ) as unknown as GrantStore;
  const store = createStandingGrants({
    grants: logged,
    async lowerFences() {
      calls.push('lower');
      if (failing.lower) throw new ConnectorError('storage_unavailable');
    },
    now,
  });
  const sender = createSender();
  const fencesUntil = new Date(now().getTime() + DAY);
  await connectIn(memory, createGrant({ sender, fencesUntil, ...changes }), createTokens());
  const read = async () => {
    const { grant, tokens } = await memory.read(sender);
    if (!grant || !tokens) throw new Error('There is no connection.');
    return { grant, tokens };
  };
  /** How often the grant was read for so many messages. */
  const readFor = async (messages: number) => {
    calls.length = 0;
    for (let message = 0; message < messages; message++) (await store.read(sender, idIn('0'))).fence?.settle(true);
    return calls.length;
  };
  return { store, grants: memory, calls, failing, sender, fencesUntil, read, readFor, now, pass };
}

const writes: [string, (stage: Awaited<ReturnType<typeof setUp>>) => Promise<unknown>][] = [
  ['replace', async ({ store, read }) => store.replace({ ...(await read()).grant, status: 'disconnected' })],
  ['renew', async ({ store, read }) => store.renew((await read()).grant, (await read()).tokens)],
  ['erase', async ({ store, read, now }) => store.erase((await read()).grant, { generation: 1, erasedAt: now() })],
  [
    'connect',
    async ({ store, read, sender, now }) => {
      await store.putLatestAccount(sender, { account: 'a', expiresAt: now() });
      const latest = await store.readLatestAccount(sender);
      await store.connect((await read()).grant, createTokens(), latest ?? { etag: '' });
    },
  ],
];

describe('createStandingGrants', () => {
  it('reads a grant three times for any number of messages of one partition', async () => {
    const { readFor } = await setUp();
    expect(await readFor(40)).toBe(3);
  });

  it.each<[string, Partial<Grant>]>([
    ['is not connected', { status: 'reconsent_required' }],
    ['allows no fences', { fencesUntil: undefined as never }],
    [
      'allows them for too short a time',
      { fencesUntil: new Date(createManualClock().now().getTime() + FENCES_MARGIN_SECONDS * 1000) },
    ],
  ])('reads one that %s for each message', async (_what, changes) => {
    const { readFor } = await setUp(changes);
    expect(await readFor(5)).toBe(5);
  });

  it('stops relying on readings a while before the time that the grant allows is over', async () => {
    const { readFor, pass } = await setUp();
    pass(DAY / 1000 - FENCES_MARGIN_SECONDS);
    expect(await readFor(5)).toBe(5);
  });

  it.each(writes)(
    'forbids fences and takes them down before a %s, under the ETag that was read',
    async (name, write) => {
      const stage = await setUp();
      await stage.readFor(4);
      stage.calls.length = 0;
      await write(stage);
      const steps = ['forbidFences', 'lower', name];
      expect(stage.calls.filter((call) => steps.includes(call))).toEqual(steps);
      const { grant } = await stage.grants.read(stage.sender);
      if (grant?.status === 'connected') expect(grant.fencesUntil).toEqual(stage.fencesUntil);
    },
  );

  it.each(writes)(
    'makes no %s of a grant that has changed since it was read, nor of one whose fences stand',
    async (name, write) => {
      const stage = await setUp();
      const stale = { ...stage, read: async () => read };
      const read = await stage.read();
      await stage.grants.replace(read.grant);
      await expect(write(stale)).rejects.toMatchObject({ code: 'conflict' });
      stage.failing.lower = true;
      await expect(write(stage)).rejects.toMatchObject({ code: 'storage_unavailable' });
      expect(stage.calls).not.toContain(name);
    },
  );

  it('lets nobody rely on a reading between that and the write', async () => {
    const stage = await setUp();
    await stage.grants.forbidFences(stage.sender, (await stage.read()).grant.etag);
    expect(await stage.readFor(5)).toBe(5);
  });

  it.each(writes)('relies on nothing that was read before a %s of its own', async (_name, write) => {
    const stage = await setUp();
    await stage.readFor(4);
    await write(stage);
    expect(await stage.readFor(1)).toBe(1);
  });

  it.each(['storage_unavailable', undefined] as const)(
    'takes nothing down for new tokens alone, and reads again with the fences that it has (%s)',
    async (code) => {
      const stage = await setUp();
      await stage.readFor(4);
      stage.failing.code = code;
      await stage.store.replaceTokens(stage.sender, (await stage.read()).tokens).catch(() => {});
      stage.failing.code = undefined;
      expect(stage.calls).not.toContain('lower');
      expect(await stage.readFor(5)).toBe(1);
    },
  );

  it('takes fences down once for a connection that ends, whatever is written of it afterwards', async () => {
    const stage = await setUp();
    for (const _write of ['ends', 'is noted', 'is noted again'])
      await stage.store.replace({ ...(await stage.read()).grant, status: 'disconnected' });
    expect(stage.calls.filter((call) => call === 'lower')).toHaveLength(1);
    expect((await stage.read()).grant).not.toHaveProperty('fencesUntil');
  });

  it('takes nothing down where there can be no fence', async () => {
    const stage = await setUp({ fencesUntil: undefined as never });
    const { grant } = await stage.read();
    await stage.store.replace(grant);
    const sender = createSender();
    await connectIn(
      stage.store,
      createGrant({ sender, fencesUntil: new Date(stage.now().getTime() + DAY) }),
      createTokens(),
    );
    expect(stage.calls).not.toContain('lower');
  });

  it('deletes what is left once the time is over, with the next write, and never again', async () => {
    const stage = await setUp();
    stage.pass(DAY / 1000);
    for (const _write of [1, 2]) await stage.store.replace((await stage.read()).grant);
    expect(stage.calls.filter((call) => call === 'lower')).toHaveLength(1);
    expect((await stage.read()).grant).not.toHaveProperty('fencesUntil');
  });
});
