import { describe, expect, it } from 'vitest';
import type { StoredContentKey } from '../../../shared/vault/content-key-store.ts';
import { parseEnvelope } from '../../../shared/vault/envelope.ts';
import { openEnvelope } from '../../../shared/vault/open.ts';
import { versionOf } from '../../../shared/vault/stored-content-key.ts';
import { isRefusal, samples } from './envelope-samples.ts';
import { ann, createVaultFixture } from './vault-fixture.ts';

const key = Buffer.alloc(32, 7);
const { hostTenantId: tenant } = ann;
const day = '2026-11-24';

async function setUp() {
  const fixture = createVaultFixture();
  const { storedContentKeys: keys } = fixture.createKeyParts();
  const read = (stored: StoredContentKey, change: { hostTenantId?: string; day?: string } = {}, by = keys) =>
    by.read({ ...stored, hostTenantId: tenant, day, ...change, etag: '' });
  return { ...fixture, keys, read };
}

describe('createStoredContentKeys', () => {
  it('writes a key that opens as its own row, for every instance, with one unwrapping', async () => {
    const { keys, read, keyEncryptionKeys, createKeyParts } = await setUp();
    const { stored, version } = await keys.write(tenant, day, key);
    const { reference, createdAt } = await keyEncryptionKeys.current();
    expect([version, stored.versionCreatedAt]).toEqual([reference, createdAt]);
    expect(Buffer.from(stored.sealed).includes(key)).toBe(false);
    expect(Buffer.from(await read(stored)).equals(key)).toBe(true);
    expect(keyEncryptionKeys.unwraps).toEqual([]);
    const fresh = createKeyParts().storedContentKeys;
    for (let time = 0; time < 3; time += 1) expect(Buffer.from(await read(stored, {}, fresh)).equals(key)).toBe(true);
    expect(keyEncryptionKeys.unwraps).toHaveLength(1);
  });

  it('seals it as the row of a tenant and day, and as nobody in person', async () => {
    const { keys, createKeyParts, peppers } = await setUp();
    const { stored } = await keys.write(tenant, day, key);
    const { tenantKey } = await createKeyParts().tenantKeys.current(tenant);
    const { pepper } = await peppers.current();
    const nobody = { hostObjectId: '', homeTenantId: '', homeObjectId: '' };
    const place = { table: 'keys', partitionKey: 'message', rowKey: `${day}_${tenant}`, purpose: 'content-key' };
    const context = { hostTenantId: tenant, ...nobody, ...place };
    const opened = openEnvelope({ envelope: parseEnvelope(stored.sealed), context, secret: tenantKey, pepper });
    expect(opened.equals(key)).toBe(true);
  });

  it('refuses what is sealed as another row, tenant or kind of key, or under no version', async () => {
    const { keys, read, createKeyParts } = await setUp();
    const own = (await keys.write(tenant, day, key)).stored;
    const otherTenant = 'a0274317-0000-4000-8000-000000000003';
    await keys.write(otherTenant, day, key);
    await expect(read(own, { day: '2026-11-25' })).rejects.toSatisfy(isRefusal);
    await expect(read(own, { hostTenantId: otherTenant })).rejects.toSatisfy(isRefusal);
    const dataKey = (await createKeyParts().storedDataKeys.write(ann, 1, key)).stored.sealed ?? key;
    const ofBrowser = samples.find(({ header }) => header.key.index === 255)?.sealed ?? key;
    for (const sealed of [dataKey, ofBrowser, key, Buffer.alloc(0)])
      await expect(read({ ...own, sealed })).rejects.toSatisfy(isRefusal);
  });

  it('reads the version that the row names and no other, whatever stands beside it', async () => {
    const { keys, read, keyEncryptionKeys, clock, createKeyParts } = await setUp();
    const first = (await keys.write(tenant, day, key)).stored;
    const old = (await keyEncryptionKeys.current()).reference;
    clock.pass(60);
    keyEncryptionKeys.rotate();
    const second = (await keys.write(tenant, day, key)).stored;
    expect(parseEnvelope(second.sealed).header.key).not.toEqual(old);
    const mixed = { sealed: first.sealed, versionCreatedAt: second.versionCreatedAt };
    const { storedContentKeys } = createKeyParts();
    expect(Buffer.from(await read(mixed, {}, storedContentKeys)).equals(key)).toBe(true);
    expect(keyEncryptionKeys.unwraps).toEqual([old]);
  });
});

describe('versionOf', () => {
  it('reads the version from the envelope and its time from beside it', () => {
    const [{ sealed, header }] = samples as [(typeof samples)[number]];
    const versionCreatedAt = new Date('2026-01-05T08:00:00.999Z');
    expect(versionOf({ sealed, versionCreatedAt })).toEqual({ key: header.key, keyCreatedSeconds: 1_767_600_000 });
  });

  it('refuses what names no version', () => {
    const ofBrowser = samples.find((one) => one.header.key.index === 255)?.sealed ?? key;
    for (const sealed of [ofBrowser, key, Buffer.alloc(0)])
      expect(() => versionOf({ sealed, versionCreatedAt: new Date() })).toThrow('sealed_record_refused');
  });
});
