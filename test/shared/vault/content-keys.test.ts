import { describe, expect, it } from 'vitest';
import {
  CONTENT_KEY_CACHE_ENTRIES_MAX,
  CONTENT_KEY_CACHE_SECONDS,
  CONTENT_KEY_DAYS,
} from '../../../shared/content-limits.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { TIMER_BATCH_MAX } from '../../../shared/limits.ts';
import type { ContentKeyStore } from '../../../shared/vault/content-key-store.ts';
import { createContentKeys } from '../../../shared/vault/content-keys.ts';
import { isRefusal } from './envelope-samples.ts';
import { ann, createVaultFixture } from './vault-fixture.ts';

const { hostTenantId: tenant } = ann;
const otherTenant = 'a0274317-0000-4000-8000-000000000003';
const day = '2026-11-24';
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Instances on the same rows that remember nothing. */
function setUp() {
  const fixture = createVaultFixture();
  const { contentKeys: store, clock, calls } = fixture;
  let made = 0;
  const randomBytes = (size: number) => Buffer.alloc(size, ++made);
  const start = (contentKeys: ContentKeyStore = store, now: () => Date = clock.now) => {
    const { storedContentKeys } = fixture.createKeyParts();
    return createContentKeys({ contentKeys, storedContentKeys, randomBytes, now });
  };
  const countCalls = (name: string) => calls.filter((call) => call === name).length;
  return { ...fixture, store, start, keys: start(), countCalls };
}

describe('createContentKeys', () => {
  it('makes one key for a tenant and day, which every instance reads', async () => {
    const { keys, start, countCalls } = setUp();
    const key = await keys.readOrCreate(tenant, day);
    expect(key).toHaveLength(32);
    for (const one of [keys, start()]) {
      expect(hex(await one.read(tenant, day))).toBe(hex(key));
      expect(hex(await one.readOrCreate(tenant, day))).toBe(hex(key));
    }
    expect(countCalls('content insert')).toBe(1);
    const others = [await keys.readOrCreate(otherTenant, day), await keys.readOrCreate(tenant, '2026-11-25')];
    expect(new Set([key, ...others].map(hex)).size).toBe(3);
  });

  it('agrees with instances that make one at the same moment', async () => {
    const { start, countCalls } = setUp();
    const made = await Promise.all(Array.from({ length: 5 }, () => start().readOrCreate(tenant, day)));
    expect(countCalls('content insert')).toBe(5);
    expect(new Set(made.map(hex)).size).toBe(1);
    expect(hex(await start().read(tenant, day))).toBe(hex(made[0] ?? Buffer.alloc(0)));
  });

  it('asks the store once in the lifetime of a copy, for a hundred readers at once', async () => {
    const { keys, start, countCalls, clock } = setUp();
    await keys.readOrCreate(tenant, day);
    const fresh = start();
    const before = countCalls('content read');
    await Promise.all(Array.from({ length: 100 }, () => fresh.read(tenant, day)));
    clock.pass(CONTENT_KEY_CACHE_SECONDS - 1);
    await fresh.readOrCreate(tenant, day);
    expect(countCalls('content read')).toBe(before + 1);
    clock.pass(1);
    await fresh.read(tenant, day);
    expect(countCalls('content read')).toBe(before + 2);
  });

  it('makes none when one is only read', async () => {
    const { keys, calls } = setUp();
    await expect(keys.read(tenant, day)).rejects.toSatisfy(isRefusal);
    await expect(keys.read(tenant, day)).rejects.toHaveProperty('cause.message', expect.stringContaining('destroyed'));
    expect(calls).toEqual(['content read', 'content read']);
    expect(await keys.readOrCreate(tenant, day)).toHaveLength(32);
  });

  it('throws what the store says to an insertion, and does not use a key that is not stored', async () => {
    const { start, store } = setUp();
    const insert = async () => {
      throw new ConnectorError('storage_unavailable');
    };
    const failing = start({ ...store, insert });
    await expect(failing.readOrCreate(tenant, day)).rejects.toMatchObject({ code: 'storage_unavailable' });
    const key = await start().readOrCreate(tenant, day);
    expect(hex(await failing.readOrCreate(tenant, day))).toBe(hex(key));
  });

  it('makes no key in the place of one that cannot be read', async () => {
    const { keys, start, keyEncryptionKeys, store } = setUp();
    const key = await keys.readOrCreate(tenant, day);
    const fresh = start();
    for (const code of ['vault_unavailable', 'vault_access_refused'] as const) {
      keyEncryptionKeys.fail(new ConnectorError(code));
      await expect(fresh.readOrCreate(tenant, day)).rejects.toMatchObject({ code });
      // What is remembered goes on.
      expect(hex(await keys.read(tenant, day))).toBe(hex(key));
    }
    keyEncryptionKeys.fail(undefined);
    expect(hex(await fresh.readOrCreate(tenant, day))).toBe(hex(key));
    const row = await store.read(tenant, day);
    if (row) await store.replace(row, { ...row, sealed: Buffer.from('clear text') });
    await expect(start().readOrCreate(tenant, day)).rejects.toSatisfy(isRefusal);
  });

  it('holds no more keys than allowed', async () => {
    const { keys, calls } = setUp();
    const dayOf = (index: number) => new Date(index * 24 * 3_600_000).toISOString().slice(0, 10);
    for (let index = 0; index <= CONTENT_KEY_CACHE_ENTRIES_MAX; index += 1)
      await keys.readOrCreate(tenant, dayOf(index));
    calls.length = 0;
    await keys.read(tenant, dayOf(1));
    expect(calls).toEqual([]);
    await keys.read(tenant, dayOf(0));
    expect(calls).toEqual(['content read']);
  });

  describe('destroyBefore', () => {
    it('destroys the keys of earlier days for good, in this process at once', async () => {
      const { keys, start } = setUp();
      const other = start();
      for (const of of ['2026-11-22', '2026-11-23', day]) await keys.readOrCreate(tenant, of);
      await keys.readOrCreate(otherTenant, '2026-11-23');
      const kept = await other.read(tenant, '2026-11-23');
      expect(await keys.destroyBefore(day)).toBe(3);
      for (const of of ['2026-11-22', '2026-11-23']) await expect(keys.read(tenant, of)).rejects.toSatisfy(isRefusal);
      expect(await keys.read(tenant, day)).toHaveLength(32);
      // Another process has a copy until its lifetime ends.
      expect(hex(await other.read(tenant, '2026-11-23'))).toBe(hex(kept));
      expect(hex(await keys.readOrCreate(tenant, '2026-11-23'))).not.toBe(hex(kept));
    });

    it('costs the keys of the day itself no table call', async () => {
      const { keys, calls } = setUp();
      await keys.readOrCreate(tenant, day);
      calls.length = 0;
      expect(await keys.destroyBefore(day)).toBe(0);
      await keys.read(tenant, day);
      expect(calls).toEqual(['content remove']);
    });

    it('forgets keys also when the store fails in between', async () => {
      const { start, store, calls } = setUp();
      const removeBefore = async () => {
        await store.removeBefore(day, 1);
        throw new ConnectorError('storage_unavailable');
      };
      const keys = start({ ...store, removeBefore });
      for (const of of ['2026-11-22', '2026-11-23']) await keys.readOrCreate(tenant, of);
      await expect(keys.destroyBefore(day)).rejects.toMatchObject({ code: 'storage_unavailable' });
      await expect(keys.read(tenant, '2026-11-22')).rejects.toSatisfy(isRefusal);
      calls.length = 0;
      await keys.read(tenant, '2026-11-23');
      expect(calls).toContain('content read');
    });

    it('forgets a key whose reading was under way', async () => {
      const { keys, start, store } = setUp();
      await keys.readOrCreate(tenant, '2026-11-23');
      const { promise, resolve } = Promise.withResolvers<void>();
      const slow = start({
        ...store,
        async read(...args) {
          const row = await store.read(...args);
          await promise;
          return row;
        },
      });
      const reading = slow.read(tenant, '2026-11-23');
      await slow.destroyBefore(day);
      resolve();
      await reading;
      await expect(slow.read(tenant, '2026-11-23')).rejects.toSatisfy(isRefusal);
    });

    it('destroys a bounded number at once', async () => {
      const { start, store } = setUp();
      const asked: number[] = [];
      await start({ ...store, removeBefore: async (_day, top) => asked.push(top) }).destroyBefore(day);
      expect(asked).toEqual([TIMER_BATCH_MAX]);
    });

    it('throws a bug for what is no day', async () => {
      const { keys, calls } = setUp();
      for (const of of ['', '2026-11', '9']) await expect(keys.destroyBefore(of)).rejects.toThrow(RangeError);
      expect(calls).toEqual([]);
    });
  });

  describe('destroyAll', () => {
    const today = '2026-11-24';
    const now = () => new Date(`${today}T12:00:00Z`);
    const dayAt = (offset: number) => new Date(Date.UTC(2026, 10, 24 + offset)).toISOString().slice(0, 10);
    /** Of content that may still wait, and a day more at both ends, because clocks differ. */
    const days = Array.from({ length: CONTENT_KEY_DAYS + 3 }, (_, index) => dayAt(1 - index));

    it('destroys every key that a tenant may have, and none of another tenant', async () => {
      const { start, store } = setUp();
      const keys = start(store, now);
      for (const of of [dayAt(1), today, dayAt(-1), dayAt(-CONTENT_KEY_DAYS - 1)])
        for (const one of [tenant, otherTenant]) await keys.readOrCreate(one, of);

      await keys.destroyAll(tenant);

      for (const of of [dayAt(1), today, dayAt(-1), dayAt(-CONTENT_KEY_DAYS - 1)]) {
        await expect(keys.read(tenant, of)).rejects.toSatisfy(isRefusal);
        expect(await start().read(otherTenant, of)).toHaveLength(32);
      }
    });

    it('asks for each day that may have one, once, and for no other', async () => {
      const { start, store } = setUp();
      const asked: string[] = [];
      const remove = async (whose: string, of: string) => void asked.push(`${of} ${whose}`);
      await start({ ...store, remove }, now).destroyAll(tenant);
      expect(asked.toSorted()).toEqual(days.map((of) => `${of} ${tenant}`).toSorted());
    });

    it('forgets the copies of this tenant and of no other, also when the store fails in between', async () => {
      const { start, store, calls } = setUp();
      const remove = async () => {
        throw new ConnectorError('storage_unavailable');
      };
      const keys = start({ ...store, remove }, now);
      for (const one of [tenant, otherTenant]) await keys.readOrCreate(one, today);
      await expect(keys.destroyAll(tenant)).rejects.toMatchObject({ code: 'storage_unavailable' });
      calls.length = 0;
      await keys.read(otherTenant, today);
      expect(calls).toEqual([]);
      await keys.read(tenant, today);
      expect(calls).toContain('content read');
    });
  });
});
