/** What every KeyEncryptionKeys promises. */
import { constants, publicEncrypt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { KeyEncryptionKeys } from '../../shared/vault/key-encryption-key.ts';

/** A service with one key of one version, and what its operator can do to it. */
export interface KeyEncryptionKeysSubject {
  /** An instance that remembers nothing yet. */
  open(): KeyEncryptionKeys;
  /** Makes a new version, a while after the last one; returns it. */
  rotate(): Promise<string>;
  setEnabled(version: string, isEnabled: boolean): void;
}

const dataKey = Buffer.alloc(32, 7);

async function wrapWith(keys: KeyEncryptionKeys) {
  const { reference, publicKey } = await keys.current();
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return { reference, wrapped: publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, dataKey) };
}

export function describeKeyEncryptionKeys(create: () => Promise<KeyEncryptionKeysSubject>): void {
  describe('KeyEncryptionKeys', () => {
    it('gives an RSA public key with its position, version and time of creation', async () => {
      const keys = (await create()).open();
      const { reference, publicKey, createdAt } = await keys.current();
      expect(reference.index).toBe(0);
      expect(reference.version).toMatch(/^[0-9A-Za-z-]{1,64}$/);
      expect([publicKey.type, publicKey.asymmetricKeyType]).toEqual(['public', 'rsa']);
      expect(publicKey.asymmetricKeyDetails?.modulusLength).toBeGreaterThanOrEqual(2048);
      expect(createdAt.getTime()).toBeGreaterThan(Date.UTC(2020, 0, 1));
    });

    it('unwraps what was wrapped with the public key', async () => {
      const keys = (await create()).open();
      const { reference, wrapped } = await wrapWith(keys);
      expect(Buffer.from(await keys.unwrap(reference, wrapped)).equals(dataKey)).toBe(true);
    });

    it('moves to a new version, later created, and still unwraps with the old one', async () => {
      const subject = await create();
      const before = await wrapWith(subject.open());
      const { createdAt } = await subject.open().current();
      const version = await subject.rotate();
      const keys = subject.open();
      const after = await keys.current();
      expect(after.reference).toEqual({ index: 0, version });
      expect(after.createdAt.getTime()).toBeGreaterThan(createdAt.getTime());
      expect(Buffer.from(await keys.unwrap(before.reference, before.wrapped)).equals(dataKey)).toBe(true);
    });

    it('takes the newest enabled version when the newest is disabled', async () => {
      const subject = await create();
      const first = (await subject.open().current()).reference.version;
      const [second, third] = [await subject.rotate(), await subject.rotate()];
      subject.setEnabled(third, false);
      expect((await subject.open().current()).reference.version).toBe(second);
      subject.setEnabled(second, false);
      expect((await subject.open().current()).reference.version).toBe(first);
      subject.setEnabled(third, true);
      expect((await subject.open().current()).reference.version).toBe(third);
    });

    it('refuses access when no version is enabled', async () => {
      const subject = await create();
      subject.setEnabled((await subject.open().current()).reference.version, false);
      await expect(subject.open().current()).rejects.toMatchObject({ code: 'vault_access_refused' });
    });

    it('refuses access to a disabled version until it is enabled again', async () => {
      const subject = await create();
      const keys = subject.open();
      const { reference, wrapped } = await wrapWith(keys);
      subject.setEnabled(reference.version, false);
      await expect(keys.unwrap(reference, wrapped)).rejects.toMatchObject({ code: 'vault_access_refused' });
      subject.setEnabled(reference.version, true);
      expect(Buffer.from(await keys.unwrap(reference, wrapped)).equals(dataKey)).toBe(true);
    });

    it('refuses access to a version that it does not have', async () => {
      const keys = (await create()).open();
      const { wrapped } = await wrapWith(keys);
      const reference = { index: 0, version: 'f'.repeat(32) };
      await expect(keys.unwrap(reference, wrapped)).rejects.toMatchObject({ code: 'vault_access_refused' });
    });

    it('refuses a record that names a key which is not configured', async () => {
      const keys = (await create()).open();
      const { reference, wrapped } = await wrapWith(keys);
      for (const index of [1, 15, 255]) {
        const unwrap = keys.unwrap({ ...reference, index }, wrapped);
        await expect(unwrap).rejects.toMatchObject({ code: 'sealed_record_refused' });
      }
    });

    it('refuses bytes that are not of this version', async () => {
      const subject = await create();
      const { wrapped } = await wrapWith(subject.open());
      await subject.rotate();
      const keys = subject.open();
      const { reference, wrapped: own } = await wrapWith(keys);
      const flipped = Buffer.from(own);
      flipped[100] = (flipped[100] ?? 0) ^ 1;
      for (const bytes of [wrapped, flipped, own.subarray(1), own.subarray(0, -1), Buffer.alloc(256)])
        await expect(keys.unwrap(reference, bytes)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    });
  });
}
