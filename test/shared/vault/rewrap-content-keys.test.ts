import { describe, expect, it } from 'vitest';
import { PUBLIC_KEY_CACHE_SECONDS, REWRAP_BATCH_MAX } from '../../../shared/limits.ts';
import { createRewrapDataKeys } from '../../../shared/vault/rewrap-data-keys.ts';
import { ann, createVaultFixture } from './vault-fixture.ts';

const SETTLED_SECONDS = PUBLIC_KEY_CACHE_SECONDS + 15 * 60;
const DAY_SECONDS = 24 * 3600;
const dayOf = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

/** Rows of both kinds under the first version, long after that version was made. */
async function setUp(dataKeys: number, days: number) {
  const fixture = createVaultFixture();
  const { keyEncryptionKeys, store, contentKeys, clock, createKeyParts, rewrapProgress: progress } = fixture;
  const first = (await keyEncryptionKeys.current()).reference;
  const { storedDataKeys, storedContentKeys } = createKeyParts();
  for (let generation = 0; generation < dataKeys; generation += 1) {
    const { stored } = await storedDataKeys.write(ann, generation, Buffer.alloc(32, 1));
    await store.insert(ann, generation, stored);
  }
  for (let index = 0; index < days; index += 1) {
    const { stored } = await storedContentKeys.write(ann.hostTenantId, dayOf(index), Buffer.alloc(32, index));
    await contentKeys.insert(ann.hostTenantId, dayOf(index), stored);
  }
  clock.pass(30 * DAY_SECONDS);
  const runOn = (stores: Parameters<typeof createKeyParts>[1] = {}) =>
    createRewrapDataKeys({ ...createKeyParts(undefined, stores), keyEncryptionKeys, progress, now: clock.now });
  const content = { hostTenantId: ann.hostTenantId, day: dayOf(1), messageId: 'ab'.repeat(16) };
  return {
    ...fixture,
    first,
    run: runOn(),
    runOn,
    context: { ...content, named: ann.hostObjectId, callerId: 'erp' },
    /** A new version that everybody uses. */
    async rotate() {
      const version = keyEncryptionKeys.rotate();
      clock.pass(SETTLED_SECONDS);
      return `0.${version}`;
    },
  };
}

describe('createRewrapDataKeys, of content keys', () => {
  it('moves them too, counts them, and opens what was sealed when the old version is disabled', async () => {
    const { run, rotate, first, vault, createInstance, keyEncryptionKeys, context: content } = await setUp(2, 3);
    const sealed = await vault.sealContent(content, Buffer.from('kept'));
    expect((await run()).countByVersion).toEqual({ [`0.${first.version}`]: 5 });
    const label = await rotate();
    const open = async () => Buffer.from(await createInstance().openContent(content, sealed)).toString();
    expect(await open()).toBe('kept');
    keyEncryptionKeys.unwraps.length = 0;
    expect(await run()).toEqual({ rewrapped: 5, countByVersion: { [label]: 5 }, isComplete: true });
    // The key of the tenant, for all rows.
    expect(keyEncryptionKeys.unwraps).toEqual([first]);
    keyEncryptionKeys.setEnabled(first.version, false);
    expect(await open()).toBe('kept');
    await expect(vault.openContent(content, sealed)).resolves.toBeDefined();
  });

  it('is not complete while one is under a version that cannot be used, or cannot be read', async () => {
    const { run, rotate, first, contentKeys, keyEncryptionKeys, clock } = await setUp(1, 2);
    const row = await contentKeys.read(ann.hostTenantId, dayOf(0));
    if (!row) throw new Error('The key is not there.');
    await contentKeys.replace(row, { ...row, sealed: Buffer.from('clear text') });
    keyEncryptionKeys.setEnabled(first.version, false);
    const label = await rotate();
    const countByVersion = { [`0.${first.version}`]: 2, unreadable: 1 };
    expect(await run()).toEqual({ rewrapped: 0, countByVersion, isComplete: false });
    keyEncryptionKeys.setEnabled(first.version, true);
    clock.pass(DAY_SECONDS);
    expect(await run()).toMatchObject({ rewrapped: 2, countByVersion: { [label]: 2, unreadable: 1 } });
    await contentKeys.removeBefore(dayOf(1), 10);
    clock.pass(DAY_SECONDS);
    expect(await run()).toMatchObject({ countByVersion: { [label]: 2 }, isComplete: true });
  });

  it('goes through many of both kinds in bounded steps, each once', async () => {
    const { run, runOn, rotate } = await setUp(REWRAP_BATCH_MAX + 1, REWRAP_BATCH_MAX + 1);
    const label = await rotate();
    const steps = [await run(), await runOn()(), await run()].map(({ rewrapped, isComplete }) => [
      rewrapped,
      isComplete,
    ]);
    expect(steps).toEqual([
      [REWRAP_BATCH_MAX, false],
      [REWRAP_BATCH_MAX + 1, false],
      [1, true],
    ]);
    expect((await run()).countByVersion).toEqual({ [label]: 2 * REWRAP_BATCH_MAX + 2 });
  });

  it('starts from the beginning when the store does not know a place among them', async () => {
    const { run, rotate, progress } = await setUp(1, REWRAP_BATCH_MAX + 1);
    const label = await rotate();
    await run();
    const stored = await progress.read();
    const pass = { ...(JSON.parse(stored?.text ?? '{}') as object), cursor: 'content:no cursor of ours' };
    await progress.write(JSON.stringify(pass), stored?.etag);
    expect(await run()).toMatchObject({ rewrapped: 0, countByVersion: { [label]: REWRAP_BATCH_MAX + 1 } });
    expect(await run()).toMatchObject({ countByVersion: { [label]: REWRAP_BATCH_MAX + 2 }, isComplete: true });
  });

  it('begins again when a release that does not know them finished a pass', async () => {
    const { run, rotate, progress, clock } = await setUp(1, 1);
    const label = await rotate();
    await run();
    const stored = await progress.read();
    const pass = { ...(JSON.parse(stored?.text ?? '{}') as object), form: 2, countByVersion: { [label]: 1 } };
    await progress.write(JSON.stringify(pass), stored?.etag);
    expect(await run()).toMatchObject({ countByVersion: { [label]: 2 }, isComplete: false });
    clock.pass(SETTLED_SECONDS);
    expect(await run()).toMatchObject({ countByVersion: { [label]: 2 }, isComplete: true });
  });

  it('never moves one back on an instance that has not seen the newest version', async () => {
    const { run, keyEncryptionKeys, contentKeys, createKeyParts, clock } = await setUp(0, 0);
    const old = await keyEncryptionKeys.current();
    clock.pass(60);
    const label = `0.${keyEncryptionKeys.rotate()}`;
    const { storedContentKeys } = createKeyParts();
    const { stored } = await storedContentKeys.write(ann.hostTenantId, dayOf(0), Buffer.alloc(32, 1));
    await contentKeys.insert(ann.hostTenantId, dayOf(0), stored);
    keyEncryptionKeys.current = async () => old;
    expect(await run()).toMatchObject({ rewrapped: 0, countByVersion: { [label]: 1 } });
  });

  it('does not bring back one that was destroyed meanwhile', async () => {
    const { runOn, rotate, contentKeys } = await setUp(0, 2);
    const label = await rotate();
    const replace: typeof contentKeys.replace = async (row, stored) => {
      await contentKeys.removeBefore(dayOf(1), 10);
      return contentKeys.replace(row, stored);
    };
    const run = runOn({ contentKeys: { ...contentKeys, replace } });
    expect(await run()).toEqual({ rewrapped: 1, countByVersion: { [label]: 1 }, isComplete: true });
    expect(await contentKeys.read(ann.hostTenantId, dayOf(0))).toBeUndefined();
  });
});
