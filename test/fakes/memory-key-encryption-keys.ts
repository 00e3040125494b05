import { constants, generateKeyPairSync, privateDecrypt, type KeyObject } from 'node:crypto';
import { readWaitingPair, type RsaKeyPair } from '../../infra/local/emulators/kit/rsa-key-pair.ts';
import { ConnectorError } from '../../shared/errors.ts';
import type { KeyEncryptionKeys, KeyReference } from '../../shared/vault/key-encryption-key.ts';

export interface MemoryKeyEncryptionKeys extends KeyEncryptionKeys {
  /** A new version of the last key, enabled and current at once; returns its version. */
  rotate(): string;
  /** A new key behind all others, with a first version. */
  appendKey(): void;
  setEnabled(version: string, isEnabled: boolean): void;
  /** Every call fails with this until it is taken back. */
  fail(error: Error | undefined): void;
  /** References that were unwrapped with, in order. */
  unwraps: KeyReference[];
  currentCalls: number;
}

interface Version {
  reference: KeyReference;
  createdAt: Date;
  isEnabled: boolean;
  publicKey: KeyObject;
  privateKey: KeyObject;
}

// Making an RSA key takes a fifth of a second, so the fakes of one process share them.
const keyPairs: RsaKeyPair[] = [];

/** Key encryption keys in memory; starts with one key of one version. */
export function createMemoryKeyEncryptionKeys(now: () => Date): MemoryKeyEncryptionKeys {
  const versions: Version[] = [];
  // Private operations take a millisecond each, and suites unwrap the same bytes by the hundred.
  const opened = new Map<string, Buffer>();
  let index = 0;
  let failure: Error | undefined;

  function add(): string {
    const pair = (keyPairs[versions.length] ??=
      readWaitingPair(2048, versions.length) ?? generateKeyPairSync('rsa', { modulusLength: 2048 }));
    const version = versions.length.toString(16).padStart(32, '0');
    versions.push({ reference: { index, version }, createdAt: now(), isEnabled: true, ...pair });
    return version;
  }

  add();
  const keys: MemoryKeyEncryptionKeys = {
    unwraps: [],
    currentCalls: 0,
    rotate: add,
    appendKey() {
      index += 1;
      add();
    },
    setEnabled(version, isEnabled) {
      for (const one of versions) if (one.reference.version === version) one.isEnabled = isEnabled;
    },
    fail(error) {
      failure = error;
    },
    async current() {
      keys.currentCalls += 1;
      if (failure) throw failure;
      const newest = versions.findLast((one) => one.isEnabled && one.reference.index === index);
      if (!newest) throw new ConnectorError('vault_access_refused');
      const { reference, publicKey, createdAt } = newest;
      return { reference, publicKey, createdAt };
    },
    async unwrap(reference, wrapped) {
      keys.unwraps.push(reference);
      if (failure) throw failure;
      if (reference.index > index) throw new ConnectorError('sealed_record_refused');
      const found = versions.find(
        (one) => one.reference.index === reference.index && one.reference.version === reference.version,
      );
      if (!found?.isEnabled) throw new ConnectorError('vault_access_refused');
      const { privateKey: key } = found;
      const modulusBytes = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
      if (wrapped.length !== modulusBytes) throw new ConnectorError('sealed_record_refused');
      const cacheKey = `${versions.indexOf(found)} ${Buffer.from(wrapped).toString('base64')}`;
      try {
        const secret =
          opened.get(cacheKey) ??
          privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, wrapped);
        opened.set(cacheKey, secret);
        return Buffer.from(secret);
      } catch (cause) {
        throw new ConnectorError('sealed_record_refused', { cause });
      }
    },
  };
  return keys;
}
