import { describe, expect, it } from 'vitest';
import type { Sender } from '../../../shared/sender.ts';
import type { DataKeyRow, StoredDataKey } from '../../../shared/vault/data-key-store.ts';
import { parseWrappedDataKey, unwrapDataKey, wrapDataKey, type CurrentKey } from '../../../shared/vault/data-key.ts';
import { isOutdated } from '../../../shared/vault/stored-data-key.ts';
import { isRefusal } from './envelope-samples.ts';
import { ann, createVaultFixture, other } from './vault-fixture.ts';

const key = Buffer.alloc(32, 7);

async function setUp() {
  const fixture = createVaultFixture();
  const { storedDataKeys: keys } = fixture.createKeyParts();
  const start = () => fixture.createKeyParts().storedDataKeys;
  const read = (stored: StoredDataKey, sender: Sender = ann, generation = 1, by = keys) =>
    by.read({ ...stored, sender, generation, etag: '' }, parseWrappedDataKey(stored.wrapped));
  return { ...fixture, keys, start, read };
}

describe('createStoredDataKeys', () => {
  it('writes two forms of one key, and reads the one under the tenant key without the service', async () => {
    const { keys, read, start, keyEncryptionKeys } = await setUp();
    const { stored, version } = await keys.write(ann, 1, key);
    expect(version).toEqual((await keyEncryptionKeys.current()).reference);
    expect(Buffer.from(await read(stored)).equals(key)).toBe(true);
    expect(keyEncryptionKeys.unwraps).toEqual([]);
    const fresh = start();
    for (let time = 0; time < 3; time += 1)
      expect(Buffer.from(await read(stored, ann, 1, fresh)).equals(key)).toBe(true);
    expect(keyEncryptionKeys.unwraps).toHaveLength(1);
  });

  it('writes what an earlier release reads, and reads what it wrote', async () => {
    const { keys, read, keyEncryptionKeys } = await setUp();
    const { stored } = await keys.write(ann, 1, key);
    const asBefore = await unwrapDataKey(keyEncryptionKeys, parseWrappedDataKey(stored.wrapped));
    expect(Buffer.from(asBefore).equals(key)).toBe(true);
    const wrapped = wrapDataKey(key, await keyEncryptionKeys.current());
    expect(Buffer.from(await read({ wrapped })).equals(key)).toBe(true);
  });

  it('refuses what is sealed as another row, and never reads the other form in its place', async () => {
    const { keys, read, keyEncryptionKeys, clock } = await setUp();
    const own = (await keys.write(ann, 1, key)).stored;
    const otherTenant = { ...ann, hostTenantId: 'a0274317-0000-4000-8000-000000000003' };
    const foreign = [
      (await keys.write(other, 1, key)).stored,
      (await keys.write(ann, 2, key)).stored,
      (await keys.write(otherTenant, 1, key)).stored,
    ];
    clock.pass(60);
    keyEncryptionKeys.rotate();
    const later = (await keys.write(ann, 1, key)).stored;
    for (const { sealed } of [...foreign, later, { sealed: Buffer.alloc(0) }, { sealed: key }])
      await expect(read({ wrapped: own.wrapped, ...(sealed && { sealed }) })).rejects.toSatisfy(isRefusal);
    await expect(read({ ...own, wrapped: later.wrapped })).rejects.toSatisfy(isRefusal);
    expect(keyEncryptionKeys.unwraps).toEqual([]);
  });

  it('gives nobody who writes rows a key of theirs under the tenant key', async () => {
    const { keys, read, keyEncryptionKeys } = await setUp();
    const { stored } = await keys.write(ann, 1, key);
    const mine = wrapDataKey(Buffer.alloc(32, 66), await keyEncryptionKeys.current());
    expect(Buffer.from(await read({ ...stored, wrapped: mine })).equals(key)).toBe(true);
  });
});

describe('isOutdated', () => {
  const createdAt = new Date('2026-01-05T08:00:00Z');
  const seconds = createdAt.getTime() / 1000;
  const current = { reference: { index: 1, version: 'now' }, createdAt } as CurrentKey;
  const row: DataKeyRow = { sender: ann, generation: 1, wrapped: key, sealed: key, etag: '' };
  const { sealed: _none, ...ofEarlierRelease } = row;
  const under = (version: string, age: number, index = 1) => ({
    key: { index, version },
    keyCreatedSeconds: seconds - age,
    wrapped: key,
  });

  it.each([
    ['of this version', row, under('now', 0), false],
    ['of this version, by an earlier release', ofEarlierRelease, under('now', 0), true],
    ['of an older version', row, under('old', 60), true],
    ['of an older version, by an earlier release', ofEarlierRelease, under('old', 60), true],
    ['of an earlier key', row, under('now', 0, 0), true],
    ['of a version that this instance has not seen', row, under('new', -60), false],
    ['of such a version, by an earlier release', ofEarlierRelease, under('new', -60), false],
  ])('judges a row %s', (_name, stored, wrapped, expected) => {
    expect(isOutdated(stored, wrapped, current)).toBe(expected);
  });
});
