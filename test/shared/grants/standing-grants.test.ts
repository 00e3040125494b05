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
  const failing = { code: undefined as 'storage_unavailable' | undefined };
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
    lowerFences: async () => void calls.push('lower'),
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
  return { store, calls, failing, sender, read, readFor, now, pass };
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

  it.each(writes)('takes the fences down after a %s, and before whoever wrote goes on', async (name, write) => {
    const stage = await setUp();
    await stage.readFor(4);
    stage.calls.length = 0;
    await write(stage);
    expect(stage.calls.filter((call) => call === name || call === 'lower')).toEqual([name, 'lower']);
  });

  it.each(writes)('relies on nothing that was read before a %s of its own', async (_name, write) => {
    const stage = await setUp();
    await stage.readFor(4);
    await write(stage);
    expect(await stage.readFor(1)).toBe(1);
  });

  it('relies on nothing from before a write without an answer, and takes nothing down', async () => {
    const stage = await setUp();
    await stage.readFor(4);
    stage.failing.code = 'storage_unavailable';
    const { grant } = await stage.read();
    await expect(stage.store.replace(grant)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(stage.calls).not.toContain('lower');
    stage.failing.code = undefined;
    expect(await stage.readFor(1)).toBe(1);
  });

  it.each<[string, (stage: Awaited<ReturnType<typeof setUp>>) => Promise<unknown>]>([
    ['new tokens', async ({ store, read, sender }) => store.replaceTokens(sender, (await read()).tokens)],
    ['tokens that are removed', ({ store, sender }) => store.removeTokens(sender, 1)],
  ])('takes nothing down for %s alone, and reads again', async (_what, write) => {
    const stage = await setUp();
    await stage.readFor(4);
    await write(stage);
    expect(stage.calls).not.toContain('lower');
    expect(await stage.readFor(1)).toBe(1);
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
