/**
 * The format of sealed content: a stream of chunks under one key, each of which opens in its own place or not at all. This module reads
 * and writes bytes; seal-content.ts and open-content.ts do the cryptography.
 *
 *   version 1 = 1 | suite 1 = 1 | pepper id 1 | day 10, ASCII (2026-11-24) | chunk count 4 | content length 4 |
 *   key commitment 32 | nonce 12 | chunks
 *
 * Numbers are big endian. Everything before the commitment is the header. Content is cut into chunks of 65,520 bytes; the last is as long
 * as what is left, and empty content is one empty chunk. Each is sealed into at most 65,536 bytes, the bound of a table property. Suite 1:
 *
 *   K (32) || commitment (32) = HKDF-SHA-256(ikm = content key || pepper, salt = nonce, info = context), as in envelope.ts
 *   chunk = ciphertext | tag 16 = AES-256-GCM(K, chunk nonce, its part of the content, additional data = context)
 *   chunk nonce (12) = the first 7 bytes of the nonce | number of the chunk from 0, 4 | 1 for the last chunk, else 0
 *   context = each of these, preceded by its length in 4 bytes: "guestmail", header, host tenant id, message id, sender as named,
 *     caller id, "content" (texts in UTF-8)
 *
 * So the number of a chunk and whether it is the last are in its nonce, as in STREAM (Hoang, Reyhanitabar, Rogaway and Vizar, 2015; age uses
 * it), and the number of all chunks is in what each authenticates. The day names the content key, and the row of that key its version.
 * Content has at most CONTENT_MAX_BYTES. There is no other version, no other suite and no fallback.
 */
import { CONTENT_MAX_BYTES } from '../content-limits.ts';
import { addressOfContentKey } from '../key-addresses.ts';
import { GUID } from '../sender.ts';
import { MESSAGE_ID } from '../message-addresses.ts';
import { encodeList, NONCE_BYTES } from './envelope.ts';
import { createRefusal } from './refusal.ts';

export const CONTENT_TAG_BYTES = 16;
export const CHUNK_BYTES = 65_536 - CONTENT_TAG_BYTES;
const PRODUCT = 'guestmail';
const PURPOSE = 'content';
const VERSION = 1;
const SUITE = 1;
const DAY_START = 3;
const DAY_END = 13;
const HEADER_BYTES = 21;
const COMMITMENT_BYTES = 32;
const CHUNKS_START = HEADER_BYTES + COMMITMENT_BYTES + NONCE_BYTES;
const NONCE_PREFIX_BYTES = 7;

/** Whose content it is: it opens under the same context or not at all. */
export interface ContentContext {
  /** A GUID in lower case. */
  hostTenantId: string;
  /** UTC day of acceptance, `2026-11-24`; names the key. */
  day: string;
  messageId: string;
  /** The sender as the caller named it: an object id, or the hash of a name. */
  named: string;
  callerId: string;
}

export interface ContentHeader {
  /** Position of the pepper in TOKEN_PEPPER_NAME. */
  pepperId: number;
  day: string;
  contentBytes: number;
}

export interface SealedContent {
  header: ContentHeader;
  headerBytes: Buffer;
  commitment: Buffer;
  nonce: Buffer;
  /** One after another, as many and as long as the header says. */
  chunks: Buffer;
}

/** How many bytes sealed content of this many bytes has: 65, and 16 for each chunk. */
export function countSealedBytes(contentBytes: number): number {
  return CHUNKS_START + contentBytes + CONTENT_TAG_BYTES * countChunks(contentBytes);
}

export function countChunks(contentBytes: number): number {
  return Math.max(1, Math.ceil(contentBytes / CHUNK_BYTES));
}

/** @throws RangeError for a value that its field cannot hold, and for content that is too long */
export function formatContentHeader({ pepperId, day, contentBytes }: ContentHeader): Buffer {
  if (contentBytes > CONTENT_MAX_BYTES) throw new RangeError('Content is longer than may be sealed.');
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(VERSION, 0);
  header.writeUInt8(SUITE, 1);
  header.writeUInt8(pepperId, 2);
  header.write(day, DAY_START);
  header.writeUInt32BE(countChunks(contentBytes), DAY_END);
  header.writeUInt32BE(contentBytes, DAY_END + 4);
  return header;
}

/**
 * Takes sealed content apart; nothing it says is proven until it is opened.
 * @throws ConnectorError `sealed_record_refused`
 */
export function parseSealedContent(sealed: Uint8Array): SealedContent {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== VERSION) throw createRefusal('unknown version of content');
  if (bytes[1] !== SUITE) throw createRefusal('unknown suite of content');
  if (bytes.length < CHUNKS_START) throw createRefusal('too short');
  const contentBytes = bytes.readUInt32BE(DAY_END + 4);
  if (contentBytes > CONTENT_MAX_BYTES) throw createRefusal('too long');
  if (bytes.readUInt32BE(DAY_END) !== countChunks(contentBytes))
    throw createRefusal('not as many chunks as it is long');
  if (bytes.length !== countSealedBytes(contentBytes)) throw createRefusal('cut or extended');
  return {
    header: { pepperId: bytes.readUInt8(2), day: bytes.toString('latin1', DAY_START, DAY_END), contentBytes },
    headerBytes: bytes.subarray(0, HEADER_BYTES),
    commitment: bytes.subarray(HEADER_BYTES, HEADER_BYTES + COMMITMENT_BYTES),
    nonce: bytes.subarray(HEADER_BYTES + COMMITMENT_BYTES, CHUNKS_START),
    chunks: bytes.subarray(CHUNKS_START),
  };
}

/** @throws RangeError for a context that no content can have */
export function checkContentContext({ hostTenantId, day, messageId, named, callerId }: ContentContext): void {
  if (!GUID.test(hostTenantId))
    throw new RangeError('A context names a tenant by something else than a GUID in lower case.');
  if (!MESSAGE_ID.test(messageId)) throw new RangeError('A message id is 32 hex digits.');
  if (!named || !callerId) throw new RangeError('A context has an empty field.');
  if (!named.isWellFormed() || !callerId.isWellFormed()) throw new RangeError('A context holds half a character.');
  addressOfContentKey(hostTenantId, day);
}

/** The day is in the header. */
export function encodeContentContext(headerBytes: Uint8Array, context: ContentContext): Buffer {
  const { hostTenantId, messageId, named, callerId } = context;
  const texts = [hostTenantId, messageId, named, callerId, PURPOSE];
  return encodeList([Buffer.from(PRODUCT), headerBytes, ...texts.map((text) => Buffer.from(text))]);
}

export function buildChunkNonce(nonce: Uint8Array, index: number, isLast: boolean): Buffer {
  const own = Buffer.alloc(NONCE_BYTES);
  own.set(nonce.subarray(0, NONCE_PREFIX_BYTES));
  own.writeUInt32BE(index, NONCE_PREFIX_BYTES);
  own.writeUInt8(isLast ? 1 : 0, NONCE_BYTES - 1);
  return own;
}
