/**
 * The format in which every secret is stored: an authenticated envelope that opens only as the record as which it was sealed.
 * This module reads and writes bytes; seal.ts and open.ts do the cryptography.
 *
 *   version 1 = 1 | suite 1 = 1 | key reference (key-reference.ts) | pepper id 1 | generation 4 |
 *   key commitment 32 | nonce 12 | ciphertext | tag 16
 *
 * Numbers are big endian. Everything before the commitment is the header. Suite 1:
 *
 *   K (32) || commitment (32) = HKDF-SHA-256(ikm = secret || pepper, salt = nonce, info = context)
 *   ciphertext, tag = AES-256-GCM(K, nonce, plaintext, additional data = context)
 *   context = each of these, preceded by its length in 4 bytes: "guestmail", header, host tenant id, host object id,
 *     home tenant id, home object id, table, partition key, row key, purpose (texts in UTF-8)
 *
 * The secret is a data encryption key of 32 bytes, for a key (sealed-key.ts) another one, or with key reference 255 a secret
 * that a browser holds, or the digest of an application (caller-held.ts). The key reference names the version under which the data key was wrapped when the record was sealed; the
 * key row may have been rewrapped since, so the reference is authenticated but not followed. An envelope has at most 65,536 bytes, the bound of a
 * table property. There is no other version, no other suite and no fallback.
 */
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { KeyReference } from './key-encryption-key.ts';
import { BROWSER_HELD, formatKeyReference, parseKeyReference } from './key-reference.ts';
import { createRefusal } from './refusal.ts';

/** Source: Table service data model, Edm.Binary. */
export const SEALED_MAX_BYTES = 65_536;
export const NONCE_BYTES = 12;
export const SECRET_BYTES = 32;
export const PEPPER_MIN_BYTES = 32;
const PRODUCT = 'guestmail';
const VERSION = 1;
const SUITE = 1;
const COMMITMENT_BYTES = 32;
export const TAG_BYTES = 16;

export interface EnvelopeHeader {
  key: KeyReference;
  /** Position of the pepper in TOKEN_PEPPER_NAME. */
  pepperId: number;
  /** Of the data encryption key; 0 without one. */
  generation: number;
}

/** Whose record it is, its address and its purpose. What is not one person's has empty identities. */
export interface EnvelopeContext {
  hostTenantId: string;
  hostObjectId: string;
  homeTenantId: string;
  homeObjectId: string;
  table: string;
  partitionKey: string;
  rowKey: string;
  purpose: string;
}

export interface Envelope {
  header: EnvelopeHeader;
  headerBytes: Buffer;
  commitment: Buffer;
  nonce: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
}

/** @throws RangeError for a value that its field cannot hold. */
export function formatHeader({ key, pepperId, generation }: EnvelopeHeader): Buffer {
  const isBrowserHeld = key.index === BROWSER_HELD.index;
  if (!Number.isInteger(generation) || (isBrowserHeld && generation !== 0))
    throw new RangeError('A generation is no whole number, or there is no data key that it could name.');
  const tail = Buffer.alloc(5);
  tail.writeUInt8(pepperId, 0);
  tail.writeUInt32BE(generation, 1);
  return Buffer.concat([Buffer.from([VERSION, SUITE]), formatKeyReference(key), tail]);
}

/** @throws RangeError when the result is larger than may be stored. */
export function formatEnvelope({ headerBytes, commitment, nonce, ciphertext, tag }: Omit<Envelope, 'header'>): Buffer {
  const sealed = Buffer.concat([headerBytes, commitment, nonce, ciphertext, tag]);
  if (sealed.length > SEALED_MAX_BYTES) throw new RangeError('A sealed record is larger than a table property.');
  return sealed;
}

/**
 * Takes an envelope apart; nothing it says is proven until it is opened.
 * @throws ConnectorError `sealed_record_refused`
 */
export function parseEnvelope(sealed: Uint8Array): Envelope {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length > SEALED_MAX_BYTES) throw createRefusal('too long');
  if (bytes[0] !== VERSION) throw createRefusal('unknown version');
  if (bytes[1] !== SUITE) throw createRefusal('unknown suite');
  const parsed = parseKeyReference(bytes, 2);
  if (!parsed) throw createRefusal('unknown key reference');
  const headerEnd = parsed.end + 5;
  const nonceStart = headerEnd + COMMITMENT_BYTES;
  const ciphertextStart = nonceStart + NONCE_BYTES;
  const tagStart = bytes.length - TAG_BYTES;
  if (tagStart < ciphertextStart) throw createRefusal('too short');
  const header: EnvelopeHeader = {
    key: parsed.reference,
    pepperId: bytes.readUInt8(parsed.end),
    generation: bytes.readUInt32BE(parsed.end + 1),
  };
  return {
    header,
    headerBytes: bytes.subarray(0, headerEnd),
    commitment: bytes.subarray(headerEnd, nonceStart),
    nonce: bytes.subarray(nonceStart, ciphertextStart),
    ciphertext: bytes.subarray(ciphertextStart, tagStart),
    tag: bytes.subarray(tagStart),
  };
}

/** @throws RangeError for text that has no single form in UTF-8. */
export function encodeContext(headerBytes: Uint8Array, context: EnvelopeContext): Buffer {
  const { hostTenantId, hostObjectId, homeTenantId, homeObjectId, table, partitionKey, rowKey, purpose } = context;
  const texts = [hostTenantId, hostObjectId, homeTenantId, homeObjectId, table, partitionKey, rowKey, purpose];
  if (!texts.every((text) => text.isWellFormed())) throw new RangeError('A context holds half a character.');
  return encodeList([Buffer.from(PRODUCT), headerBytes, ...texts.map((text) => Buffer.from(text))]);
}

/** Each part preceded by its length in 4 bytes, so that no two lists have the same bytes. */
export function encodeList(parts: readonly Uint8Array[]): Buffer {
  const encoded = Buffer.alloc(parts.reduce((length, part) => length + 4 + part.length, 0));
  let at = 0;
  for (const part of parts) {
    at = encoded.writeUInt32BE(part.length, at);
    encoded.set(part, at);
    at += part.length;
  }
  return encoded;
}

/** @throws RangeError for a secret, pepper or nonce of the wrong size, and for a context of more than 1,024 bytes (node:crypto). */
export function deriveKeys(
  secret: Uint8Array,
  pepper: Uint8Array,
  nonce: Uint8Array,
  context: Uint8Array,
): { key: KeyObject; commitment: Buffer } {
  // The secret's fixed size is what keeps secret and pepper apart.
  if (secret.length !== SECRET_BYTES) throw new RangeError('A secret has another size than 32 bytes.');
  if (pepper.length < PEPPER_MIN_BYTES) throw new RangeError('A pepper has fewer than 32 bytes.');
  if (nonce.length !== NONCE_BYTES) throw new RangeError('A nonce has another size than 12 bytes.');
  const ikm = createSecretKey(Buffer.concat([secret, pepper]));
  const derived = Buffer.from(hkdfSync('sha256', ikm, nonce, context, 64));
  return { key: createSecretKey(derived.subarray(0, 32)), commitment: derived.subarray(32) };
}
