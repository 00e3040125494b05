import { randomBytes as systemRandomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { DATA_KEY_CACHE_ENTRIES_MAX, DATA_KEY_CACHE_SECONDS } from '../../../shared/limits.ts';
import type { Sender } from '../../../shared/sender.ts';
import { wrapDataKey } from '../../../shared/vault/data-key.ts';
import type { DataKeyStore } from '../../../shared/vault/data-key-store.ts';
import { createDataKeys } from '../../../shared/vault/data-keys.ts';
import { isDestroyed } from './envelope-samples.ts';
import { ann, createVaultFixture, other } from './vault-fixture.ts';

function setUp() {
  const fixture = createVaultFixture();
  const { keyEncryptionKeys, dataKeys, createInstance: _unused, createKeyParts, ...rest } = fixture;
  let made = 0;
  const randomBytes = (size: number) => Buffer.alloc(size, ++made);
  const start = (store: DataKeyStore = dataKeys) => {
    const { storedDataKeys } = createKeyParts();
    return createDataKeys({ keyEncryptionKeys, dataKeys: store, storedDataKeys, randomBytes, now: rest.clock.now });
  };
  return { ...rest, keyEncryptionKeys, dataKeys, start, keys: start() };
}

function senderOf(index: number): Sender {
  return { ...ann, hostObjectId: `00000b0e-0000-4000-8000-${String(index).padStart(12, '0')}` };
}

describe('createDataKeys', () => {
  describe('create', () => {
    it('stores a new random key under the current version and remembers it', async () => {
      const { keys, store, keyEncryptionKeys } = setUp();
      await keys.create(ann, 1);
      const { secret, key } = await keys.read(ann, 1);
      expect(Buffer.from(secret).equals(Buffer.alloc(32, 1))).toBe(true);
      expect(key).toEqual((await keyEncryptionKeys.current()).reference);
      expect(keyEncryptionKeys.unwraps).toEqual([]);
      const row = await store.read(ann, 1);
      expect([(row?.wrapped.length ?? 0) > 256, row?.sealed !== undefined]).toEqual([true, true]);
    });

    it('throws the conflict of a generation that exists and keeps its key', async () => {
      const { keys, start } = setUp();
      await keys.create(ann, 1);
      const late = start();
      await expect(late.create(ann, 1)).rejects.toMatchObject({ code: 'conflict' });
      for (const one of [keys, late])
        expect(Buffer.from((await one.read(ann, 1)).secret).equals(Buffer.alloc(32, 1))).toBe(true);
    });
  });

  describe('read', () => {
    it('unwraps once for a hundred readers at once', async () => {
      const { keys, start, keyEncryptionKeys, calls } = setUp();
      await keys.create(ann, 1);
      const fresh = start();
      const read = await Promise.all(Array.from({ length: 100 }, () => fresh.read(ann, 1)));
      expect(new Set(read.map(({ secret }) => Buffer.from(secret).toString('hex'))).size).toBe(1);
      expect(keyEncryptionKeys.unwraps.length).toBe(1);
      expect(calls.filter((call) => call === 'read').length).toBe(1);
    });

    it('keeps a key for its lifetime and not longer, and reads it again without the key management service', async () => {
      const { keys, clock, keyEncryptionKeys, calls } = setUp();
      await keys.create(ann, 1);
      clock.pass(DATA_KEY_CACHE_SECONDS - 1);
      await keys.read(ann, 1);
      expect(calls).not.toContain('read');
      clock.pass(1);
      await keys.read(ann, 1);
      expect(calls.filter((call) => call === 'read')).toHaveLength(1);
      expect(keyEncryptionKeys.unwraps).toEqual([]);
    });

    it('asks the key management service once for any number of senders of a tenant', async () => {
      const { keys, start, keyEncryptionKeys } = setUp();
      const senders = Array.from({ length: 20 }, (_, index) => senderOf(index));
      for (const sender of senders) await keys.create(sender, 1);
      const fresh = start();
      await Promise.all(senders.map((sender) => fresh.read(sender, 1)));
      expect(keyEncryptionKeys.unwraps).toHaveLength(1);
    });

    it('keeps senders and generations apart', async () => {
      const { keys } = setUp();
      for (const [sender, generation] of [[ann, 1] as const, [ann, 2] as const, [other, 1] as const])
        await keys.create(sender, generation);
      const read = [await keys.read(ann, 1), await keys.read(ann, 2), await keys.read(other, 1)];
      expect(read.map(({ secret }) => secret[0])).toEqual([1, 2, 3]);
    });

    it('refuses a generation without a row and looks again next time', async () => {
      const { keys, start } = setUp();
      await expect(keys.read(ann, 1)).rejects.toSatisfy(isDestroyed);
      await expect(keys.read(ann, 1)).rejects.toHaveProperty('cause.message', expect.stringContaining('destroyed'));
      await start().create(ann, 1);
      expect((await keys.read(ann, 1)).secret[0]).toBe(1);
    });

    it('throws what the key management service says and does not keep it', async () => {
      const { keys, start, keyEncryptionKeys } = setUp();
      await keys.create(ann, 1);
      const fresh = start();
      keyEncryptionKeys.fail(new ConnectorError('vault_unavailable', { retryAfterSeconds: 7 }));
      await expect(fresh.read(ann, 1)).rejects.toMatchObject({ code: 'vault_unavailable', retryAfterSeconds: 7 });
      expect((await keys.read(ann, 1)).secret[0]).toBe(1);
      keyEncryptionKeys.fail(undefined);
      expect((await fresh.read(ann, 1)).secret[0]).toBe(1);
    });

    it('holds no more keys than allowed', async () => {
      const { keys, calls } = setUp();
      for (let index = 0; index <= DATA_KEY_CACHE_ENTRIES_MAX; index += 1) await keys.create(senderOf(index), 1);
      await keys.read(senderOf(DATA_KEY_CACHE_ENTRIES_MAX), 1);
      await keys.read(senderOf(1), 1);
      expect(calls).not.toContain('read');
      await keys.read(senderOf(0), 1);
      expect(calls.filter((call) => call === 'read')).toHaveLength(1);
    });

    it('wraps a row anew that rests under an older version', async () => {
      const { keys, start, keyEncryptionKeys, clock, labelOf } = setUp();
      await keys.create(ann, 1);
      const before = await labelOf(ann, 1);
      clock.pass(60);
      const version = keyEncryptionKeys.rotate();
      const { secret, key } = await start().read(ann, 1);
      expect(secret[0]).toBe(1);
      expect(`${key.index}.${key.version}`).toBe(before);
      expect(await labelOf(ann, 1)).toBe(`0.${version}`);
      expect((await start().read(ann, 1)).secret[0]).toBe(1);
    });

    it('writes a row of an earlier release again, so that the service unwraps it once', async () => {
      const { start, store, keyEncryptionKeys } = setUp();
      await store.insert(ann, 1, { wrapped: wrapDataKey(Buffer.alloc(32, 9), await keyEncryptionKeys.current()) });
      expect((await start().read(ann, 1)).secret[0]).toBe(9);
      expect(keyEncryptionKeys.unwraps).toHaveLength(1);
      expect((await store.read(ann, 1))?.sealed).toBeDefined();
      expect((await start().read(ann, 1)).secret[0]).toBe(9);
      // The tenant key.
      expect(keyEncryptionKeys.unwraps).toHaveLength(2);
    });

    it('reads a row of an earlier release although no tenant key can be made', async () => {
      const { createKeyParts, keyEncryptionKeys, store, clock } = createVaultFixture();
      await store.insert(ann, 1, { wrapped: wrapDataKey(Buffer.alloc(32, 9), await keyEncryptionKeys.current()) });
      const failing = async () => {
        throw new ConnectorError('storage_unavailable');
      };
      const { storedDataKeys } = createKeyParts(undefined, { tenantKeys: { read: failing, insert: failing } });
      const parts = {
        keyEncryptionKeys,
        dataKeys: store,
        storedDataKeys,
        randomBytes: systemRandomBytes,
        now: clock.now,
      };
      expect((await createDataKeys(parts).read(ann, 1)).secret[0]).toBe(9);
      expect((await store.read(ann, 1))?.sealed).toBeUndefined();
    });

    it('does not write a row that rests under the current or a newer version', async () => {
      const { keys, start, keyEncryptionKeys, clock, labelOf, calls } = setUp();
      const old = await keyEncryptionKeys.current();
      await keys.create(ann, 1);
      await start().read(ann, 1);
      clock.pass(60);
      keyEncryptionKeys.rotate();
      await keys.create(ann, 2);
      const label = await labelOf(ann, 2);
      // An instance whose copy of the public key is up to an hour old.
      keyEncryptionKeys.current = async () => old;
      await start().read(ann, 2);
      expect(await labelOf(ann, 2)).toBe(label);
      expect(calls).not.toContain('replace');
    });

    it.each([
      ['the row changed meanwhile', new ConnectorError('conflict')],
      ['storage does not answer', new ConnectorError('storage_unavailable')],
    ])('reads a row although it cannot be wrapped anew because %s', async (_name, failure) => {
      const { keys, start, keyEncryptionKeys, clock, dataKeys, labelOf } = setUp();
      await keys.create(ann, 1);
      const label = await labelOf(ann, 1);
      clock.pass(60);
      keyEncryptionKeys.rotate();
      const replace = async () => {
        throw failure;
      };
      expect((await start({ ...dataKeys, replace }).read(ann, 1)).secret[0]).toBe(1);
      expect(await labelOf(ann, 1)).toBe(label);
    });

    it('hides no bug of the code that wraps a row anew', async () => {
      const { keys, start, keyEncryptionKeys, clock, dataKeys } = setUp();
      await keys.create(ann, 1);
      clock.pass(60);
      keyEncryptionKeys.rotate();
      const replace = async () => {
        throw new TypeError('a bug');
      };
      await expect(start({ ...dataKeys, replace }).read(ann, 1)).rejects.toThrow(TypeError);
    });

    it('reads a row although the current version cannot be had', async () => {
      const { keys, start, keyEncryptionKeys } = setUp();
      await keys.create(ann, 1);
      keyEncryptionKeys.current = async () => {
        throw new ConnectorError('vault_unavailable');
      };
      expect((await start().read(ann, 1)).secret[0]).toBe(1);
    });
  });

  describe('destroy', () => {
    it('removes rows and copies of every generation, of this sender alone', async () => {
      const { keys, store, calls } = setUp();
      for (const generation of [1, 2]) await keys.create(ann, generation);
      await keys.create(other, 1);
      await keys.destroy(ann);
      await keys.read(other, 1);
      expect(calls).not.toContain('read');
      for (const generation of [1, 2]) await expect(keys.read(ann, generation)).rejects.toSatisfy(isDestroyed);
      expect(await store.read(ann, 1)).toBeUndefined();
      expect((await keys.read(other, 1)).secret[0]).toBe(3);
    });

    it('leaves the generations from `before` on', async () => {
      const { keys, calls } = setUp();
      for (const generation of [1, 2, 3]) await keys.create(ann, generation);
      await keys.create(other, 1);
      await keys.destroy(ann, 2);
      const kept = [await keys.read(ann, 2), await keys.read(ann, 3), await keys.read(other, 1)];
      expect(kept.map(({ secret }) => secret[0])).toEqual([2, 3, 4]);
      // From the copies in memory, which stay.
      expect(calls).not.toContain('read');
      await expect(keys.read(ann, 1)).rejects.toSatisfy(isDestroyed);
    });

    it('removes the row before the copy, and keeps both when the row cannot be removed', async () => {
      const { dataKeys, start, keys, keyEncryptionKeys } = setUp();
      await keys.create(ann, 1);
      const remove = async () => {
        throw new ConnectorError('storage_unavailable');
      };
      const failing = start({ ...dataKeys, remove });
      await failing.read(ann, 1);
      await expect(failing.destroy(ann)).rejects.toMatchObject({ code: 'storage_unavailable' });
      expect((await failing.read(ann, 1)).secret[0]).toBe(1);
      expect(keyEncryptionKeys.unwraps).toHaveLength(1);
    });

    it('does not remember what a reader was unwrapping meanwhile', async () => {
      const { keys, start, keyEncryptionKeys } = setUp();
      await keys.create(ann, 1);
      const fresh = start();
      const unwrap = keyEncryptionKeys.unwrap;
      let release: () => void = () => undefined;
      const started = new Promise<void>((resolve) => {
        keyEncryptionKeys.unwrap = async (...args) => {
          resolve();
          await new Promise<void>((go) => {
            release = go;
          });
          return unwrap(...args);
        };
      });
      const reading = fresh.read(ann, 1);
      await started;
      await fresh.destroy(ann);
      release();
      await reading;
      await expect(fresh.read(ann, 1)).rejects.toSatisfy(isDestroyed);
    });
  });
});
