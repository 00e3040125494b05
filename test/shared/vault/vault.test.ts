import { describe, expect, it } from 'vitest';
import { parseWrappedDataKey, wrapDataKey } from '../../../shared/vault/data-key.ts';
import { parseEnvelope } from '../../../shared/vault/envelope.ts';
import { BROWSER_HELD } from '../../../shared/vault/key-reference.ts';
import { openEnvelope } from '../../../shared/vault/open.ts';
import { sealEnvelope } from '../../../shared/vault/seal.ts';
import { addressOfDataKey } from '../../../shared/key-addresses.ts';
import { addressOfTransaction } from '../../../shared/storage-addresses.ts';
import { createVault, type SealContext } from '../../../shared/vault/vault.ts';
import { isDestroyed, isRefusal } from './envelope-samples.ts';
import { ann, context, createVaultFixture, other } from './vault-fixture.ts';

const plaintext = Buffer.from('{"refreshToken":"an example"}');
const browserSecret = Buffer.alloc(32, 5);
const key = { bucket: '1767602400', digest: 'ab'.repeat(32) };
const transaction = addressOfTransaction(key);

async function setUp() {
  const fixture = createVaultFixture();
  await fixture.vault.createDataKey(ann, 1);
  return fixture;
}

describe('createVault', () => {
  describe('seal and open', () => {
    it('gives back what was sealed, also to another instance', async () => {
      const { vault, createInstance } = await setUp();
      const sealed = await vault.seal(context, plaintext);
      expect(Buffer.from(await vault.open(context, sealed)).equals(plaintext)).toBe(true);
      expect(Buffer.from(await createInstance().open(context, sealed)).equals(plaintext)).toBe(true);
    });

    it('makes other bytes each time', async () => {
      const { vault } = await setUp();
      const [one, two] = [await vault.seal(context, plaintext), await vault.seal(context, plaintext)];
      expect(Buffer.from(one).equals(two)).toBe(false);
      expect(parseEnvelope(one).nonce.equals(parseEnvelope(two).nonce)).toBe(false);
    });

    it('takes the nonce from its source of random bytes', async () => {
      const { createInstance } = await setUp();
      const vault = createInstance({}, (size) => Buffer.alloc(size, 0xab));
      const { nonce } = parseEnvelope(await vault.seal(context, plaintext));
      expect(nonce.toString('hex')).toBe('ab'.repeat(12));
    });

    it('asks neither store nor service again while the key is remembered', async () => {
      const { vault, calls, keyEncryptionKeys } = await setUp();
      const before = [...calls];
      await vault.open(context, await vault.seal(context, plaintext));
      expect(calls).toEqual(before);
      expect(keyEncryptionKeys.unwraps).toEqual([]);
      expect(keyEncryptionKeys.currentCalls).toBe(1);
    });

    it('names in the header the version under which the key rests, the pepper and the generation', async () => {
      const { vault, peppers, keyEncryptionKeys } = await setUp();
      peppers.append();
      const { header } = parseEnvelope(await vault.seal(context, plaintext));
      const { reference } = await keyEncryptionKeys.current();
      expect(header).toEqual({ key: reference, pepperId: 1, generation: 1 });
    });

    it.each<[string, Partial<SealContext>]>([
      ['another sender', { sender: other }],
      ['another home tenant', { homeTenantId: 'a0274317-0000-4000-8000-000000000003' }],
      ['another home account', { homeObjectId: '00000a0e-0000-4000-8000-000000000009' }],
      ['another generation', { generation: 2 }],
      ['another table', { table: 'messages' }],
      ['another partition', { partitionKey: 'moved' }],
      ['another row', { rowKey: 'moved' }],
      ['another purpose', { purpose: 'message' }],
    ])('refuses to open as %s, although keys of that name exist', async (_name, change) => {
      const { vault } = await setUp();
      await vault.createDataKey(other, 1);
      await vault.createDataKey(ann, 2);
      const sealed = await vault.seal(context, plaintext);
      await expect(vault.open({ ...context, ...change }, sealed)).rejects.toSatisfy(isRefusal);
    });

    it('refuses another generation than the header says even under the same key', async () => {
      const { vault, store } = await setUp();
      const sealed = await vault.seal(context, plaintext);
      const row = await store.read(ann, 1);
      await store.insert(ann, 2, { wrapped: row?.wrapped ?? Buffer.alloc(0) });
      await expect(vault.open({ ...context, generation: 2 }, sealed)).rejects.toSatisfy(isRefusal);
    });

    it('refuses a record of which any bit is another, and clear text', async () => {
      const { vault } = await setUp();
      const sealed = await vault.seal(context, plaintext);
      for (let at = 0; at < sealed.length; at += 1) {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ 1;
        await expect(vault.open(context, changed)).rejects.toSatisfy(isRefusal);
      }
      await expect(vault.open(context, plaintext)).rejects.toSatisfy(isRefusal);
      await expect(vault.open(context, Buffer.alloc(0))).rejects.toSatisfy(isRefusal);
    });

    it('refuses to seal and to open without a key row', async () => {
      const { vault } = createVaultFixture();
      await expect(vault.seal(context, plaintext)).rejects.toSatisfy(isDestroyed);
      const sealed = await (await setUp()).vault.seal(context, plaintext);
      await expect(vault.open(context, sealed)).rejects.toSatisfy(isDestroyed);
    });

    it('refuses a record made by somebody who wrote the key row but has no pepper', async () => {
      const { vault, store, peppers, keyEncryptionKeys } = await setUp();
      const current = await keyEncryptionKeys.current();
      const secret = Buffer.alloc(32, 66);
      await store.insert(ann, 7, { wrapped: wrapDataKey(secret, current) });
      const { sender, generation: _first, ...place } = context;
      const forge = (pepper: Uint8Array) =>
        sealEnvelope({
          header: { key: current.reference, pepperId: 0, generation: 7 },
          context: { ...sender, ...place },
          secret,
          pepper,
          nonce: Buffer.alloc(12),
          plaintext,
        });
      const asSealed = { ...context, generation: 7 };
      await expect(vault.open(asSealed, forge(Buffer.alloc(32)))).rejects.toSatisfy(isRefusal);
      const { pepper } = await peppers.current();
      expect(Buffer.from(await vault.open(asSealed, forge(pepper))).equals(plaintext)).toBe(true);
    });

    it.each<[string, Partial<SealContext>]>([
      ['an identity in upper case', { homeTenantId: 'FAB21CA3-0000-4000-8000-000000000002' }],
      ['no home account', { homeObjectId: '' }],
      ['a sender that is no GUID', { sender: { ...ann, hostObjectId: 'ann@fabrikam.com' } }],
      ['no table', { table: '' }],
      ['no row', { rowKey: '' }],
      ['no purpose', { purpose: '' }],
    ])('throws a bug, not an outcome, for %s', async (_name, change) => {
      const { vault } = await setUp();
      const sealed = await vault.seal(context, plaintext);
      await expect(vault.seal({ ...context, ...change }, plaintext)).rejects.toThrow(RangeError);
      await expect(vault.open({ ...context, ...change }, sealed)).rejects.toThrow(RangeError);
    });

    it('seals with the newest pepper and opens with the one that the record names', async () => {
      const { vault, peppers } = await setUp();
      const before = await vault.seal(context, plaintext);
      peppers.append();
      const after = await vault.seal(context, plaintext);
      expect([parseEnvelope(before).header.pepperId, parseEnvelope(after).header.pepperId]).toEqual([0, 1]);
      for (const sealed of [before, after])
        expect(Buffer.from(await vault.open(context, sealed)).equals(plaintext)).toBe(true);
    });

    it('opens what was sealed under an older version, before and after the key was wrapped anew', async () => {
      const { vault, createInstance, keyEncryptionKeys, clock, labelOf } = await setUp();
      const sealed = await vault.seal(context, plaintext);
      const [first] = keyEncryptionKeys.unwraps;
      expect(first).toBeUndefined();
      const old = (await keyEncryptionKeys.current()).reference.version;
      clock.pass(60);
      const version = keyEncryptionKeys.rotate();
      expect(Buffer.from(await createInstance().open(context, sealed)).equals(plaintext)).toBe(true);
      expect(await labelOf(ann, 1)).toBe(`0.${version}`);
      keyEncryptionKeys.setEnabled(old, false);
      expect(Buffer.from(await createInstance().open(context, sealed)).equals(plaintext)).toBe(true);
    });

    it('writes with the newest version at once', async () => {
      const { vault, keyEncryptionKeys, clock, labelOf } = await setUp();
      clock.pass(60);
      const version = keyEncryptionKeys.rotate();
      await vault.createDataKey(ann, 2);
      expect(await labelOf(ann, 2)).toBe(`0.${version}`);
    });

    it('waits for a disabled version and destroys nothing', async () => {
      const { vault, createInstance, keyEncryptionKeys } = await setUp();
      const sealed = await vault.seal(context, plaintext);
      const { version } = (await keyEncryptionKeys.current()).reference;
      keyEncryptionKeys.setEnabled(version, false);
      const fresh = createInstance();
      await expect(fresh.open(context, sealed)).rejects.toMatchObject({ code: 'vault_access_refused' });
      expect(Buffer.from(await vault.open(context, sealed)).equals(plaintext)).toBe(true);
      keyEncryptionKeys.setEnabled(version, true);
      expect(Buffer.from(await fresh.open(context, sealed)).equals(plaintext)).toBe(true);
    });
  });

  describe('destroyDataKeys', () => {
    it('is final for copies of all rows once the versions of their time are disabled', async () => {
      const { vault, createInstance, createKeyParts, store, tenantKeys, keyEncryptionKeys, clock } = await setUp();
      const sealed = await vault.seal(context, plaintext);
      await vault.createDataKey(other, 1);
      const [copy, version] = [await store.read(ann, 1), (await keyEncryptionKeys.current()).reference];
      await vault.destroyDataKeys(ann);
      clock.pass(60);
      keyEncryptionKeys.rotate();
      await createInstance().rewrapDataKeys();
      keyEncryptionKeys.setEnabled(version.version, false);
      if (copy) await store.insert(ann, 1, copy);
      await expect(createInstance().open(context, sealed)).rejects.toMatchObject({ code: 'vault_access_refused' });
      // The key that the copy needs is under no other version.
      const { reference } = await keyEncryptionKeys.current();
      const [before, after] = [version, reference].map((of) => createKeyParts().tenantKeys.read(ann.hostTenantId, of));
      await expect(before).rejects.toMatchObject({ code: 'vault_access_refused' });
      const wrapped = parseWrappedDataKey(copy?.wrapped ?? Buffer.alloc(0));
      const place = { ...ann, address: addressOfDataKey(ann, 1), generation: 1, version };
      const opening = createKeyParts().sealedKeys.open(place, (await after) ?? plaintext, copy?.sealed ?? plaintext);
      await expect(opening).rejects.toSatisfy(isRefusal);
      await expect(keyEncryptionKeys.unwrap(reference, wrapped.wrapped)).rejects.toSatisfy(isRefusal);
      expect(await tenantKeys.read(ann.hostTenantId, version)).toBeDefined();
    });

    it('makes what was sealed unreadable, also when the sealed record comes back', async () => {
      const { vault, createInstance } = await setUp();
      const sealed = await vault.seal(context, plaintext);
      await vault.destroyDataKeys(ann);
      for (const one of [vault, createInstance()]) {
        await expect(one.open(context, sealed)).rejects.toSatisfy(isDestroyed);
        await expect(one.seal(context, plaintext)).rejects.toSatisfy(isDestroyed);
      }
      await vault.createDataKey(ann, 1);
      await expect(vault.open(context, sealed)).rejects.toSatisfy(isRefusal);
    });
  });

  describe('sealForBrowser and openForBrowser', () => {
    it('gives back what was sealed, to the same secret and place only', async () => {
      const { vault } = await setUp();
      const sealed = await vault.sealForBrowser(browserSecret, transaction, plaintext);
      const open = async (secret: Uint8Array, change: Partial<typeof key> = {}, purpose = 'transaction') =>
        vault.openForBrowser(secret, { ...addressOfTransaction({ ...key, ...change }), purpose }, sealed);
      expect(Buffer.from(await open(browserSecret)).equals(plaintext)).toBe(true);
      await expect(open(Buffer.alloc(32, 6))).rejects.toSatisfy(isRefusal);
      await expect(open(Buffer.alloc(31, 5))).rejects.toSatisfy(isRefusal);
      await expect(open(Buffer.alloc(0))).rejects.toSatisfy(isRefusal);
      await expect(open(browserSecret, { bucket: '1767603000' })).rejects.toSatisfy(isRefusal);
      await expect(open(browserSecret, { digest: 'ac'.repeat(32) })).rejects.toSatisfy(isRefusal);
      await expect(open(browserSecret, {}, 'session')).rejects.toSatisfy(isRefusal);
    });

    it('seals a record as its place, and as nobody in person', async () => {
      const { vault, peppers } = await setUp();
      const envelope = parseEnvelope(await vault.sealForBrowser(browserSecret, transaction, plaintext));
      const nobody = { hostTenantId: '', hostObjectId: '', homeTenantId: '', homeObjectId: '' };
      const place = { table: 'transactions', ...transaction.keys, purpose: 'transaction' };
      const { pepper } = await peppers.current();
      const opened = openEnvelope({ envelope, context: { ...nobody, ...place }, secret: browserSecret, pepper });
      expect(opened.equals(plaintext)).toBe(true);
    });

    it('needs no key encryption key, no key row and no earlier call', async () => {
      const { vault, calls, keyEncryptionKeys } = createVaultFixture();
      await vault.openForBrowser(
        browserSecret,
        transaction,
        await vault.sealForBrowser(browserSecret, transaction, plaintext),
      );
      expect([calls, keyEncryptionKeys.unwraps, keyEncryptionKeys.currentCalls]).toEqual([[], [], 0]);
    });

    it('needs the pepper', async () => {
      const { vault, createInstance, peppers } = await setUp();
      const sealed = await vault.sealForBrowser(browserSecret, transaction, plaintext);
      const foreign = { ...peppers, read: async () => Buffer.alloc(32) };
      const stranger = createInstance({ peppers: foreign });
      await expect(stranger.openForBrowser(browserSecret, transaction, sealed)).rejects.toSatisfy(isRefusal);
    });

    it('says in the header that no key encryption key holds the secret', async () => {
      const { vault } = await setUp();
      const sealed = await vault.sealForBrowser(browserSecret, transaction, plaintext);
      expect(parseEnvelope(sealed).header).toEqual({ key: { index: 255, version: '' }, pepperId: 0, generation: 0 });
    });

    it('keeps records of senders and of browsers apart even where the secret is the same', async () => {
      const { createInstance, keyEncryptionKeys } = createVaultFixture();
      const vault = createInstance({}, (size) => Buffer.alloc(size, 5));
      await vault.createDataKey(ann, 1);
      const ofSender = await vault.seal(context, plaintext);
      const ofBrowser = await vault.sealForBrowser(browserSecret, transaction, plaintext);
      await expect(vault.openForBrowser(browserSecret, transaction, ofSender)).rejects.toSatisfy(isRefusal);
      await expect(vault.open(context, ofBrowser)).rejects.toSatisfy(isRefusal);
      expect(keyEncryptionKeys.unwraps).toEqual([]);
    });

    it('keeps them apart by the header even where secret, pepper and place fit', async () => {
      const { vault, store, peppers, keyEncryptionKeys } = await setUp();
      const current = await keyEncryptionKeys.current();
      const { pepper } = await peppers.current();
      const same = { secret: browserSecret, pepper, nonce: Buffer.alloc(12), plaintext };
      await store.insert(ann, 0, { wrapped: wrapDataKey(browserSecret, current) });
      const { sender, generation: _first, ...place } = context;
      const ofSender = sealEnvelope({
        ...same,
        header: { key: BROWSER_HELD, pepperId: 0, generation: 0 },
        context: { ...sender, ...place },
      });
      await expect(vault.open({ ...context, generation: 0 }, ofSender)).rejects.toSatisfy(isRefusal);
      const nobody = { hostTenantId: '', hostObjectId: '', homeTenantId: '', homeObjectId: '' };
      const ofBrowser = sealEnvelope({
        ...same,
        header: { key: current.reference, pepperId: 0, generation: 1 },
        context: { ...nobody, table: 'transactions', ...transaction.keys, purpose: 'transaction' },
      });
      await expect(vault.openForBrowser(browserSecret, transaction, ofBrowser)).rejects.toSatisfy(isRefusal);
    });

    it('throws a bug for a secret or a place that cannot be one', async () => {
      const { vault } = await setUp();
      await expect(vault.sealForBrowser(Buffer.alloc(16), transaction, plaintext)).rejects.toThrow(RangeError);
      await expect(vault.sealForBrowser(browserSecret, { ...transaction, purpose: '' }, plaintext)).rejects.toThrow(
        RangeError,
      );
    });
  });

  it('offers digests under its pepper and needs no source of random bytes', async () => {
    const { keyEncryptionKeys, peppers, now, ...stores } = await setUp();
    const { dataKeys, tenantKeys, contentKeys, rewrapProgress } = stores;
    const ofStores = { dataKeys, tenantKeys, contentKeys, rewrapProgress };
    const vault = createVault({ keyEncryptionKeys, peppers, ...ofStores, now });
    expect(await vault.matchesDigest('a', 'content', await vault.digest('a', 'content'))).toBe(true);
    await vault.createDataKey(ann, 9);
  });
});
