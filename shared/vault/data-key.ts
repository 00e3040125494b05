/**
 * A key of 32 bytes as the column `wrapped` of a key row stores it, under a key encryption key:
 *
 *   version 1 = 1 | suite 1 = 1 | key reference (key-reference.ts) | time at which that key version was created, in
 *   seconds since 1970, 4, big endian | wrapped key
 *
 * Suite 1 is RSA-OAEP with SHA-256 (RFC 8017 section 7.1, no label) around 32 bytes; the wrapped key is as long as the
 * modulus: 256, 384 or 512 bytes. Wrapping does not prove who wrapped: what is sealed under the key also needs the
 * pepper. The time only orders versions, so that an instance that has not seen the newest one never goes back.
 */
import { constants, publicEncrypt } from 'node:crypto';
import { SECRET_BYTES } from './envelope.ts';
import type { KeyEncryptionKeys, KeyReference } from './key-encryption-key.ts';
import { BROWSER_HELD, formatKeyReference, parseKeyReference } from './key-reference.ts';
import { createRefusal } from './refusal.ts';

const VERSION = 1;
const SUITE = 1;
const WRAPPED_BYTES = [256, 384, 512];

export type CurrentKey = Awaited<ReturnType<KeyEncryptionKeys['current']>>;

export interface WrappedDataKey {
  key: KeyReference;
  /** Whole seconds since 1970. */
  keyCreatedSeconds: number;
  wrapped: Uint8Array;
}

/** Wraps with the public key, locally. @throws RangeError for a key of another size or kind. */
export function wrapDataKey(dataKey: Uint8Array, { reference, publicKey, createdAt }: CurrentKey): Buffer {
  if (dataKey.length !== SECRET_BYTES) throw new RangeError('A data key has another size than 32 bytes.');
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const wrapped = publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, dataKey);
  if (!WRAPPED_BYTES.includes(wrapped.length))
    throw new RangeError('A key encryption key has a size that is not used.');
  const created = Buffer.alloc(4);
  created.writeUInt32BE(secondsOf(createdAt));
  return Buffer.concat([Buffer.from([VERSION, SUITE]), formatKeyReference(reference), created, wrapped]);
}

/** @throws ConnectorError `sealed_record_refused` */
export function parseWrappedDataKey(row: Uint8Array): WrappedDataKey {
  const bytes = Buffer.from(row.buffer, row.byteOffset, row.byteLength);
  if (bytes[0] !== VERSION) throw createRefusal('unknown version of a key row');
  if (bytes[1] !== SUITE) throw createRefusal('unknown suite of a key row');
  const parsed = parseKeyReference(bytes, 2);
  if (!parsed || parsed.reference.index === BROWSER_HELD.index)
    throw createRefusal('unknown key reference of a key row');
  const wrapped = bytes.subarray(parsed.end + 4);
  if (!WRAPPED_BYTES.includes(wrapped.length)) throw createRefusal('wrong length of a key row');
  return { key: parsed.reference, keyCreatedSeconds: bytes.readUInt32BE(parsed.end), wrapped };
}

/** Unwraps in the service. Throws as `KeyEncryptionKeys.unwrap`. */
export async function unwrapDataKey(
  keyEncryptionKeys: KeyEncryptionKeys,
  { key, wrapped }: WrappedDataKey,
): Promise<Uint8Array> {
  const dataKey = await keyEncryptionKeys.unwrap(key, wrapped);
  if (dataKey.length !== SECRET_BYTES) throw createRefusal('a wrapped key has another size than 32 bytes');
  return dataKey;
}

/** Whether a row is wrapped under an older version than this one; false for this one and for newer ones. */
export function isSuperseded(
  { key, keyCreatedSeconds }: Pick<WrappedDataKey, 'key' | 'keyCreatedSeconds'>,
  { reference, createdAt }: CurrentKey,
): boolean {
  if (key.index < reference.index) return true;
  const isSameKey = key.index === reference.index;
  return isSameKey && key.version !== reference.version && keyCreatedSeconds <= secondsOf(createdAt);
}

/** Whole seconds since 1970. */
export function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
