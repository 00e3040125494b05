import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { PUBLIC_KEY_CACHE_SECONDS, REWRAP_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../../../shared/limits.ts';
import type { Sender } from '../../../shared/sender.ts';
import { wrapDataKey } from '../../../shared/vault/data-key.ts';
import { createRewrapDataKeys } from '../../../shared/vault/rewrap-data-keys.ts';
import { ann, context, createVaultFixture } from './vault-fixture.ts';

const SETTLED_SECONDS = PUBLIC_KEY_CACHE_SECONDS + 15 * 60;
const DAY_SECONDS = 24 * 3600;

function senderOf(index: number): Sender {
  return { ...ann, hostObjectId: `00000b0e-0000-4000-8000-${String(index).padStart(12, '0')}` };
}

/** A vault with `count` key rows under the first version, long after that version was made. */
async function setUp(count: number, isOfEarlierRelease = false) {
  const fixture = createVaultFixture();
  const { keyEncryptionKeys, store, clock, calls, createKeyParts, rewrapProgress: progress } = fixture;
  const first = await keyEncryptionKeys.current();
  const { storedDataKeys } = createKeyParts();
  const wrapped = wrapDataKey(Buffer.alloc(32, 1), first);
  for (let index = 0; index < count; index += 1) {
    const { stored } = await storedDataKeys.write(senderOf(index), 1, Buffer.alloc(32, 1));
    await store.insert(senderOf(index), 1, isOfEarlierRelease ? { wrapped } : stored);
  }
  clock.pass(30 * DAY_SECONDS);
  const runOn = (dataKeys = fixture.dataKeys) =>
    createRewrapDataKeys({ ...createKeyParts(undefined, { dataKeys }), keyEncryptionKeys, progress, now: clock.now });
  return {
    ...fixture,
    first: first.reference,
    run: runOn(),
    runOn,
    /** A new version that everybody uses. */
    async rotate() {
      const version = keyEncryptionKeys.rotate();
      clock.pass(SETTLED_SECONDS);
      return `0.${version}`;
    },
    /** What `action` asks of the stores. */
    async callsOf(action: () => Promise<unknown>) {
      calls.length = 0;
      await action();
      return [...calls];
    },
    /** How many rows are as today. */
    async countSealed() {
      const { rows } = await store.list(1_000);
      return rows.filter(({ sealed }) => sealed !== undefined).length;
    },
  };
}

describe('createRewrapDataKeys', () => {
  it('has nothing to do where nothing is stored', async () => {
    const { run } = await setUp(0);
    expect(await run()).toEqual({ rewrapped: 0, countByVersion: {}, isComplete: true });
  });

  it('costs one read once everything rests under the current version', async () => {
    const { run, first, callsOf, keyEncryptionKeys, clock } = await setUp(3);
    const countByVersion = { [`0.${first.version}`]: 3 };
    expect(await run()).toEqual({ rewrapped: 0, countByVersion, isComplete: true });
    clock.pass(365 * DAY_SECONDS);
    expect(await callsOf(run)).toEqual(['progress read']);
    expect(await run()).toEqual({ rewrapped: 0, countByVersion, isComplete: true });
    expect(keyEncryptionKeys.unwraps).toEqual([]);
  });

  it('wraps every row anew after a rotation; the keys stay the same', async () => {
    const { run, rotate, vault, createInstance, first, keyEncryptionKeys, labelOf } = await setUp(3);
    await vault.createDataKey(ann, 2);
    const sealed = await vault.seal({ ...context, generation: 2 }, Buffer.from('kept'));
    await run();
    const label = await rotate();
    expect(await run()).toEqual({ rewrapped: 4, countByVersion: { [label]: 4 }, isComplete: true });
    for (let index = 0; index < 3; index += 1) expect(await labelOf(senderOf(index), 1)).toBe(label);
    keyEncryptionKeys.setEnabled(first.version, false);
    const opened = await createInstance().open({ ...context, generation: 2 }, sealed);
    expect(Buffer.from(opened).toString()).toBe('kept');
  });

  it('goes through many rows in bounded steps and goes on where it stopped', async () => {
    const { run, rotate, runOn, keyEncryptionKeys } = await setUp(REWRAP_BATCH_MAX + 20);
    const label = await rotate();
    const firstStep = await run();
    expect(firstStep).toMatchObject({ rewrapped: REWRAP_BATCH_MAX, isComplete: false });
    // The tenant key of the old version; that of the new one is made.
    expect(keyEncryptionKeys.unwraps.length).toBe(1);
    // Another process.
    expect(await runOn()()).toEqual({
      rewrapped: 20,
      countByVersion: { [label]: REWRAP_BATCH_MAX + 20 },
      isComplete: true,
    });
  });

  it('moves rows of an earlier release in bounded steps, and then looks once more', async () => {
    const { run, runOn, first, keyEncryptionKeys, clock, countSealed, callsOf } = await setUp(
      REWRAP_BATCH_MAX + 20,
      true,
    );
    const label = `0.${first.version}`;
    expect(await run()).toMatchObject({ rewrapped: REWRAP_BATCH_MAX, countByVersion: { [label]: REWRAP_BATCH_MAX } });
    // Each row once, and the tenant key that is there already.
    expect(keyEncryptionKeys.unwraps.length).toBe(REWRAP_BATCH_MAX + 1);
    expect(await run()).toMatchObject({ rewrapped: 20, isComplete: true });
    expect(await countSealed()).toBe(REWRAP_BATCH_MAX + 20);
    clock.pass(365 * DAY_SECONDS);
    expect(await callsOf(runOn())).toEqual(['progress read']);
  });

  it('begins again after an upgrade although the earlier release had finished, and a second time when all run it', async () => {
    const { run, first, clock, progress, countSealed, callsOf, store, keyEncryptionKeys } = await setUp(3, true);
    await run();
    const stored = await progress.read();
    const { form: _form, ...pass } = JSON.parse(stored?.text ?? '{}') as Record<string, unknown>;
    for (let index = 0; index < 3; index += 1) {
      const row = await store.read(senderOf(index), 1);
      if (row) await store.replace(row, { wrapped: row.wrapped });
    }
    await progress.write(JSON.stringify(pass), stored?.etag);
    const countByVersion = { [`0.${first.version}`]: 3 };
    expect(await run()).toEqual({ rewrapped: 3, countByVersion, isComplete: false });
    expect(await countSealed()).toBe(3);
    // Of an instance that still runs the earlier release.
    const wrapped = wrapDataKey(Buffer.alloc(32, 7), await keyEncryptionKeys.current());
    await store.insert(senderOf(7), 1, { wrapped });
    clock.pass(SETTLED_SECONDS - 1);
    expect(await callsOf(run)).toEqual(['progress read']);
    clock.pass(1);
    expect(await run()).toMatchObject({ rewrapped: 1, isComplete: true });
    expect(await countSealed()).toBe(4);
  });

  it('leaves a row of an earlier release alone that is under a version which this instance has not seen', async () => {
    const { run, rotate, store, keyEncryptionKeys, labelOf } = await setUp(1);
    const old = await keyEncryptionKeys.current();
    const label = await rotate();
    await store.insert(senderOf(5), 1, {
      wrapped: wrapDataKey(Buffer.alloc(32, 5), await keyEncryptionKeys.current()),
    });
    keyEncryptionKeys.current = async () => old;
    expect(await run()).toMatchObject({ rewrapped: 0 });
    expect(await labelOf(senderOf(5), 1)).toBe(label);
  });

  it('stops when the key of the tenant cannot be had, and keeps its place', async () => {
    const { run, runOn, rotate, keyEncryptionKeys, tenantKeys } = await setUp(3);
    const label = await rotate();
    const { insert } = tenantKeys;
    tenantKeys.insert = async () => {
      throw new ConnectorError('storage_unavailable');
    };
    await expect(run()).rejects.toMatchObject({ code: 'storage_unavailable' });
    tenantKeys.insert = insert;
    expect(await runOn()()).toEqual({ rewrapped: 3, countByVersion: { [label]: 3 }, isComplete: true });
    expect(keyEncryptionKeys.unwraps.length).toBeLessThan(5);
  });

  it('makes a second pass when the first began while others could still write under the old version', async () => {
    const { run, keyEncryptionKeys, store, clock, callsOf, labelOf } = await setUp(2);
    await run();
    const old = await keyEncryptionKeys.current();
    const label = `0.${keyEncryptionKeys.rotate()}`;
    clock.pass(60);
    expect(await run()).toEqual({ rewrapped: 2, countByVersion: { [label]: 2 }, isComplete: false });

    // An instance that cached the old public key just before the rotation.
    clock.pass(PUBLIC_KEY_CACHE_SECONDS - 120);
    await store.insert(senderOf(7), 1, { wrapped: wrapDataKey(Buffer.alloc(32, 7), old) });
    expect(await callsOf(run)).toEqual(['progress read']);
    expect((await run()).isComplete).toBe(false);

    clock.pass(SETTLED_SECONDS - (PUBLIC_KEY_CACHE_SECONDS - 60));
    expect(await run()).toEqual({ rewrapped: 1, countByVersion: { [label]: 3 }, isComplete: true });
    expect(await labelOf(senderOf(7), 1)).toBe(label);
    expect(await callsOf(run)).toEqual(['progress read']);
  });

  it('starts anew for a version that comes in the middle of a pass', async () => {
    const { run, rotate, keyEncryptionKeys } = await setUp(REWRAP_BATCH_MAX + 5);
    await rotate();
    await run();
    const label = await rotate();
    await run();
    expect(await run()).toMatchObject({ countByVersion: { [label]: REWRAP_BATCH_MAX + 5 }, isComplete: true });
    expect(keyEncryptionKeys.unwraps.length).toBeLessThan(5);
  });

  it('goes on to a key that was appended to the settings', async () => {
    const { run, keyEncryptionKeys, clock } = await setUp(2);
    await run();
    keyEncryptionKeys.appendKey();
    clock.pass(DAY_SECONDS);
    const { reference } = await keyEncryptionKeys.current();
    const countByVersion = { [`1.${reference.version}`]: 2 };
    expect(await run()).toEqual({ rewrapped: 2, countByVersion, isComplete: false });
    clock.pass(SETTLED_SECONDS);
    expect(await run()).toEqual({ rewrapped: 0, countByVersion, isComplete: true });
  });

  it('never goes back to an older version on an instance that has not seen the newest one', async () => {
    const { run, rotate, keyEncryptionKeys, callsOf, labelOf } = await setUp(1);
    const old = await keyEncryptionKeys.current();
    const label = await rotate();
    await run();
    const { current } = keyEncryptionKeys;
    keyEncryptionKeys.current = async () => old;
    expect(await callsOf(run)).toEqual(['progress read']);
    keyEncryptionKeys.current = current;
    expect(await labelOf(senderOf(0), 1)).toBe(label);
    expect((await run()).isComplete).toBe(true);
  });

  it.each([
    ['of today', false],
    ['of an earlier release', true],
  ])(
    'counts rows %s of a disabled version, asks once per step, and tries again a day later',
    async (_name, isEarlier) => {
      const { run, rotate, first, keyEncryptionKeys, clock, callsOf } = await setUp(30, isEarlier);
      const label = await rotate();
      keyEncryptionKeys.setEnabled(first.version, false);
      const countByVersion = { [`0.${first.version}`]: 30 };
      expect(await run()).toEqual({ rewrapped: 0, countByVersion, isComplete: false });
      // Those that were under way when the first refusal came.
      expect(keyEncryptionKeys.unwraps.length).toBeLessThanOrEqual(TIMER_CONCURRENCY_MAX);
      keyEncryptionKeys.setEnabled(first.version, true);
      clock.pass(DAY_SECONDS - 1);
      expect(await callsOf(run)).toEqual(['progress read']);
      clock.pass(1);
      expect(await run()).toEqual({ rewrapped: 30, countByVersion: { [label]: 30 }, isComplete: true });
    },
  );

  it('counts rows that cannot be read and wraps the others anew', async () => {
    const { run, rotate, store, first } = await setUp(2);
    await store.insert(senderOf(8), 1, { wrapped: Buffer.from('clear text') });
    const { current } = createVaultFixture().keyEncryptionKeys;
    const foreign = wrapDataKey(Buffer.alloc(32, 8), { ...(await current()), reference: first });
    foreign[foreign.length - 1] = (foreign.at(-1) ?? 0) ^ 1;
    await store.insert(senderOf(9), 1, { wrapped: foreign });
    const moved = (await store.read(senderOf(0), 1)) ?? { wrapped: foreign };
    await store.insert(senderOf(10), 1, moved);
    const label = await rotate();
    const countByVersion = { [label]: 2, [`0.${first.version}`]: 2, unreadable: 1 };
    expect(await run()).toEqual({ rewrapped: 2, countByVersion, isComplete: false });
  });

  it('wraps the others anew although one of their version cannot be read', async () => {
    const { run, rotate, store, first } = await setUp(12);
    const [row, other] = [await store.read(senderOf(0), 1), await store.read(senderOf(1), 1)];
    if (row && other) await store.replace(row, other);
    const label = await rotate();
    const countByVersion = { [label]: 11, [`0.${first.version}`]: 1 };
    expect(await run()).toEqual({ rewrapped: 11, countByVersion, isComplete: false });
  });

  it('counts few versions by name, whatever the rows say', async () => {
    const { run, store, keyEncryptionKeys } = await setUp(0);
    const current = await keyEncryptionKeys.current();
    const createdAt = new Date(current.createdAt.getTime() + 1000);
    for (let index = 0; index < 100; index += 1) {
      const reference = { index: 0, version: `made-up-${index}` };
      await store.insert(senderOf(index), 1, {
        wrapped: wrapDataKey(Buffer.alloc(32), { ...current, createdAt, reference }),
      });
    }
    const { countByVersion, isComplete } = await run();
    expect(Object.keys(countByVersion).length).toBe(65);
    expect([countByVersion['other'], isComplete]).toEqual([36, false]);
  });

  it.each(['vault_unavailable', 'storage_unavailable'] as const)(
    'stops at %s, keeps its place and goes on next time',
    async (code) => {
      const { run, runOn, rotate, dataKeys } = await setUp(REWRAP_BATCH_MAX);
      const label = await rotate();
      let calls = 0;
      const replace: typeof dataKeys.replace = async (row, wrapped) => {
        if (++calls > 50) throw new ConnectorError(code);
        return dataKeys.replace(row, wrapped);
      };
      await expect(runOn({ ...dataKeys, replace })()).rejects.toMatchObject({ code });
      // Those that were under way when the first failure came.
      expect(calls).toBeLessThanOrEqual(50 + TIMER_CONCURRENCY_MAX);
      expect(await run()).toEqual({
        rewrapped: REWRAP_BATCH_MAX - 50,
        countByVersion: { [label]: REWRAP_BATCH_MAX },
        isComplete: true,
      });
    },
  );

  it('stops when the service that unwraps is down, and keeps its place', async () => {
    const { run, rotate, keyEncryptionKeys } = await setUp(3);
    const label = await rotate();
    const { unwrap } = keyEncryptionKeys;
    keyEncryptionKeys.unwrap = async () => {
      throw new ConnectorError('vault_unavailable');
    };
    await expect(run()).rejects.toMatchObject({ code: 'vault_unavailable' });
    keyEncryptionKeys.unwrap = unwrap;
    expect(await run()).toEqual({ rewrapped: 3, countByVersion: { [label]: 3 }, isComplete: true });
  });

  it('starts from the beginning only where its place is not known, not where rows cannot be listed', async () => {
    const { run, runOn, rotate, dataKeys } = await setUp(REWRAP_BATCH_MAX + 1);
    const label = await rotate();
    await run();
    const list: typeof dataKeys.list = async (top, cursor) => {
      if (cursor !== undefined) throw new ConnectorError('storage_unavailable');
      return dataKeys.list(top);
    };
    await expect(runOn({ ...dataKeys, list })()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(await run()).toMatchObject({ rewrapped: 1, countByVersion: { [label]: REWRAP_BATCH_MAX + 1 } });
  });

  it('throws what the store says to its progress', async () => {
    const { run, rewrapProgress } = await setUp(1);
    rewrapProgress.write = async () => {
      throw new ConnectorError('storage_unavailable');
    };
    await expect(run()).rejects.toMatchObject({ code: 'storage_unavailable' });
  });

  it('leaves a row alone that somebody else changed or destroyed meanwhile', async () => {
    const { runOn, rotate, dataKeys, store } = await setUp(3);
    const label = await rotate();
    const replace: typeof dataKeys.replace = async (row, wrapped) => {
      if (row.sender.hostObjectId === senderOf(1).hostObjectId) await store.remove(row.sender);
      return dataKeys.replace(row, wrapped);
    };
    expect(await runOn({ ...dataKeys, replace })()).toEqual({
      rewrapped: 2,
      countByVersion: { [label]: 2 },
      isComplete: true,
    });
    expect(await store.read(senderOf(1), 1)).toBeUndefined();
  });

  it('does no harm when two runs take the same step', async () => {
    const { run, runOn, rotate } = await setUp(20);
    const label = await rotate();
    await Promise.all([run(), runOn()()]);
    const { countByVersion } = await run();
    expect(Object.keys(countByVersion)).toEqual([label]);
  });

  it.each(['', 'tampered', '{"isDone":true}'])('starts from the beginning when the record says %j', async (text) => {
    const { run, rotate, progress } = await setUp(2);
    const label = await rotate();
    await progress.write(text);
    expect(await run()).toEqual({ rewrapped: 2, countByVersion: { [label]: 2 }, isComplete: true });
  });

  it('starts from the beginning when the store does not know the place any more', async () => {
    const { run, rotate, progress } = await setUp(REWRAP_BATCH_MAX + 1);
    const label = await rotate();
    await run();
    const stored = await progress.read();
    const pass = { ...(JSON.parse(stored?.text ?? '{}') as object), cursor: 'no cursor of ours' };
    await progress.write(JSON.stringify(pass), stored?.etag);
    expect(await run()).toMatchObject({ rewrapped: 0, countByVersion: { [label]: REWRAP_BATCH_MAX } });
    expect(await run()).toMatchObject({ countByVersion: { [label]: REWRAP_BATCH_MAX + 1 }, isComplete: true });
  });
});
