/**
 * Key references as bytes, the same in sealed records and in key rows:
 *
 *   index 1 | version length 1 | version, ASCII [0-9A-Za-z-]
 *
 * Index 0 to 15 is a position in TOKEN_KEY_NAME and has a version of 1 to 64 characters. Index 255 has no version and means
 * that there is no key encryption key: a browser holds the secret. Every reference has exactly one form.
 */
import type { KeyReference } from './key-encryption-key.ts';

/** TOKEN_KEY_NAME takes up to 16 names. */
const KEY_INDEX_MAX = 15;
const KEY_VERSION = /^[0-9A-Za-z-]{1,64}$/;

/** No key encryption key is involved: a browser's cookie holds the secret. */
export const BROWSER_HELD: Readonly<KeyReference> = Object.freeze({ index: 255, version: '' });

/** Whether this reference may be written. */
export function isKeyReference({ index, version }: KeyReference): boolean {
  if (index === BROWSER_HELD.index) return version === '';
  return Number.isInteger(index) && index >= 0 && index <= KEY_INDEX_MAX && KEY_VERSION.test(version);
}

/** @throws RangeError for a reference that may not be written */
export function formatKeyReference(reference: KeyReference): Buffer {
  if (!isKeyReference(reference)) throw new RangeError('A key reference is out of range.');
  const { index, version } = reference;
  return Buffer.concat([Buffer.from([index, version.length]), Buffer.from(version)]);
}

/** The reference at `offset` and the offset after it; undefined when there is none. */
export function parseKeyReference(bytes: Buffer, offset: number): { reference: KeyReference; end: number } | undefined {
  const start = offset + 2;
  if (bytes.length < start) return undefined;
  const end = start + bytes.readUInt8(offset + 1);
  if (end > bytes.length) return undefined;
  const reference = { index: bytes.readUInt8(offset), version: bytes.toString('latin1', start, end) };
  return isKeyReference(reference) ? { reference, end } : undefined;
}

/** `{index}.{version}`, as counted and logged. */
export function formatKeyLabel({ index, version }: KeyReference): string {
  return `${index}.${version}`;
}
