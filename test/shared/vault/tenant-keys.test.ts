import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { TENANT_KEY_CACHE_ENTRIES_MAX, TENANT_KEY_CACHE_SECONDS } from '../../../shared/limits.ts';
import { addressOfTenantKey } from '../../../shared/key-addresses.ts';
import { parseWrappedDataKey, unwrapDataKey, wrapDataKey } from '../../../shared/vault/data-key.ts';
import { parseEnvelope } from '../../../shared/vault/envelope.ts';
import { formatKeyLabel } from '../../../shared/vault/key-reference.ts';
import { openEnvelope } from '../../../shared/vault/open.ts';
import { createSealedKeys } from '../../../shared/vault/sealed-key.ts';
import type { TenantKeyStore } from '../../../shared/vault/tenant-key-store.ts';
import { createTenantKeys } from '../../../shared/vault/tenant-keys.ts';
import { createMemoryTenantKeyStore } from '../../fakes/memory-tenant-key-store.ts';
import { isRefusal } from './envelope-samples.ts';
import { ann, createVaultFixture } from './vault-fixture.ts';

const { hostTenantId: tenant } = ann;
const otherTenant = 'a0274317-0000-4000-8000-000000000003';
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A place for rows, and instances that remember nothing. */
async function setUp() {
  const fixture = createVaultFixture();
  const { keyEncryptionKeys, peppers, tenantKeys: store, clock } = fixture;
  const start = (tenantKeys: TenantKeyStore = store) =>
    createTenantKeys({
      keyEncryptionKeys,
      tenantKeys,
      sealedKeys: createSealedKeys({ peppers, randomBytes }),
      randomBytes,
      now: clock.now,
    });
  const current = await keyEncryptionKeys.current();
  return { ...fixture, store, start, keys: start(), current, version: current.reference };
}

describe('createTenantKeys', () => {
  it('makes one key for a tenant and version, which every instance reads', async () => {
    const { keys, start, version, keyEncryptionKeys, calls } = await setUp();
    const { tenantKey, current } = await keys.current(tenant);
    expect([tenantKey.length, current.reference]).toEqual([32, version]);
    expect(keyEncryptionKeys.unwraps).toEqual([]);
    expect(hex(await keys.read(tenant, version))).toBe(hex(tenantKey));
    expect(hex(await start().read(tenant, version))).toBe(hex(tenantKey));
    expect(hex((await start().current(tenant)).tenantKey)).toBe(hex(tenantKey));
    expect(calls.filter((call) => call === 'tenant insert')).toHaveLength(1);
  });

  it('seals it as the row of a tenant and version, under a secret of that row, and as nobody in person', async () => {
    const { keys, version, store, keyEncryptionKeys, peppers } = await setUp();
    const { tenantKey } = await keys.current(tenant);
    const { wrapped, sealed } = (await store.read(tenant, version)) ?? { wrapped: tenantKey, sealed: tenantKey };
    const secret = await unwrapDataKey(keyEncryptionKeys, parseWrappedDataKey(wrapped));
    const { pepper } = await peppers.current();
    const nobody = { hostObjectId: '', homeTenantId: '', homeObjectId: '' };
    const rowKey = `${tenant}_${formatKeyLabel(version)}`;
    const place = { table: 'keys', partitionKey: 'tenant', rowKey, purpose: 'tenant-key' };
    const context = { hostTenantId: tenant, ...nobody, ...place };
    expect(hex(openEnvelope({ envelope: parseEnvelope(sealed), context, secret, pepper }))).toBe(hex(tenantKey));
  });

  it('agrees with an instance that made one at the same moment', async () => {
    const { start } = await setUp();
    const made = await Promise.all(Array.from({ length: 5 }, () => start().current(tenant)));
    expect(new Set(made.map(({ tenantKey }) => hex(tenantKey))).size).toBe(1);
    expect(hex((await start().current(tenant)).tenantKey)).toBe(hex(made[0]?.tenantKey ?? Buffer.alloc(0)));
  });

  it('asks the key management service once in its lifetime, for a hundred readers at once', async () => {
    const { keys, start, version, keyEncryptionKeys, clock } = await setUp();
    await keys.current(tenant);
    const fresh = start();
    await Promise.all(Array.from({ length: 100 }, () => fresh.read(tenant, version)));
    clock.pass(TENANT_KEY_CACHE_SECONDS - 1);
    await fresh.current(tenant);
    expect(keyEncryptionKeys.unwraps).toHaveLength(1);
    clock.pass(1);
    await fresh.read(tenant, version);
    expect(keyEncryptionKeys.unwraps).toHaveLength(2);
  });

  it('keeps tenants and versions apart, and never wraps a key again', async () => {
    const { keys, start, version, keyEncryptionKeys, clock, store } = await setUp();
    const first = (await keys.current(tenant)).tenantKey;
    const second = (await keys.current(otherTenant)).tenantKey;
    const row = await store.read(tenant, version);
    clock.pass(60);
    keyEncryptionKeys.rotate();
    const third = (await keys.current(tenant)).tenantKey;
    expect(new Set([first, second, third].map(hex)).size).toBe(3);
    expect(hex(await start().read(tenant, version))).toBe(hex(first));
    expect(await store.read(tenant, version)).toEqual(row);
  });

  it('makes none when one is only read', async () => {
    const { keys, version, calls } = await setUp();
    await expect(keys.read(tenant, version)).rejects.toSatisfy(isRefusal);
    expect(calls).toEqual(['tenant read']);
    expect((await keys.current(tenant)).tenantKey).toHaveLength(32);
  });

  it.each(['vault_unavailable', 'vault_access_refused'] as const)('throws %s and does not keep it', async (code) => {
    const { keys, start, version, keyEncryptionKeys } = await setUp();
    const { tenantKey } = await keys.current(tenant);
    const fresh = start();
    keyEncryptionKeys.fail(new ConnectorError(code));
    await expect(fresh.read(tenant, version)).rejects.toMatchObject({ code });
    // What is remembered goes on.
    expect(hex(await keys.read(tenant, version))).toBe(hex(tenantKey));
    keyEncryptionKeys.fail(undefined);
    expect(hex(await fresh.read(tenant, version))).toBe(hex(tenantKey));
  });

  it('throws what the store says to an insertion, and does not use a key that is not stored', async () => {
    const { start, store } = await setUp();
    const insert = async () => {
      throw new ConnectorError('storage_unavailable');
    };
    const failing = start({ ...store, insert });
    await expect(failing.current(tenant)).rejects.toMatchObject({ code: 'storage_unavailable' });
    const { tenantKey } = await start().current(tenant);
    expect(hex((await failing.current(tenant)).tenantKey)).toBe(hex(tenantKey));
  });

  it('holds no more keys than allowed', async () => {
    const { keys, version, keyEncryptionKeys } = await setUp();
    const tenantOf = (index: number) => `a0274317-0000-4000-8000-${String(index).padStart(12, '0')}`;
    for (let index = 0; index <= TENANT_KEY_CACHE_ENTRIES_MAX; index += 1) await keys.current(tenantOf(index));
    await keys.read(tenantOf(1), version);
    expect(keyEncryptionKeys.unwraps).toEqual([]);
    await keys.read(tenantOf(0), version);
    expect(keyEncryptionKeys.unwraps).toHaveLength(1);
  });

  it('refuses a row that was moved, mixed or made by somebody without the pepper', async () => {
    const { keys, start, version, current, store, keyEncryptionKeys, clock } = await setUp();
    await keys.current(tenant);
    await keys.current(otherTenant);
    clock.pass(60);
    keyEncryptionKeys.rotate();
    const { current: newer } = await keys.current(tenant);
    const [own, foreign, later] = [
      await store.read(tenant, version),
      await store.read(otherTenant, version),
      await store.read(tenant, newer.reference),
    ];
    if (!own || !foreign || !later) throw new Error('A row is missing.');
    const secret = Buffer.alloc(32, 66);
    const address = addressOfTenantKey(tenant, formatKeyLabel(version));
    const place = { address, hostTenantId: tenant, hostObjectId: '', generation: 0, version };
    const withoutPepper = { current: async () => ({ id: 0, pepper: Buffer.alloc(32) }), read: async () => secret };
    const forger = createSealedKeys({ peppers: withoutPepper, randomBytes });
    const forged = {
      wrapped: wrapDataKey(secret, current),
      sealed: await forger.seal(place, secret, Buffer.alloc(32, 67)),
    };
    keyEncryptionKeys.unwraps.length = 0;
    const rows = [
      foreign,
      later,
      { ...own, wrapped: foreign.wrapped },
      { ...own, wrapped: later.wrapped },
      { ...own, sealed: foreign.sealed },
      forged,
      { ...own, wrapped: forged.wrapped },
      { ...own, sealed: forged.sealed },
      { wrapped: Buffer.from('clear text'), sealed: own.sealed },
      { wrapped: own.wrapped, sealed: Buffer.alloc(32) },
    ];
    for (const row of rows) {
      const table = createMemoryTenantKeyStore();
      await table.insert(tenant, version, row);
      await expect(start(table).read(tenant, version)).rejects.toSatisfy(isRefusal);
    }
    // Nobody who writes rows chooses the version that is asked.
    expect(new Set(keyEncryptionKeys.unwraps.map(formatKeyLabel))).toEqual(new Set([formatKeyLabel(version)]));
    const table = createMemoryTenantKeyStore();
    await table.insert(tenant, version, own);
    expect(await start(table).read(tenant, version)).toHaveLength(32);
  });
});
