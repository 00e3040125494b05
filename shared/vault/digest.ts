/**
 * Keyed digests: they tell whether a content equals an earlier one, and tell a reader of the table nothing.
 *
 *   {pepper id}.{base64url of HMAC-SHA-256(key, content)}
 *   key (32) = HKDF-SHA-256(ikm = pepper, no salt, info = "guestmail", "digest" and purpose, each preceded by its length
 *     in 4 bytes)
 */
import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { encodeList } from './envelope.ts';
import type { Peppers } from './key-encryption-key.ts';
import { createRefusal } from './refusal.ts';

const DIGEST = /^\d{1,3}\.[\w-]{43}$/;

export interface Digests {
  /** With the current pepper; texts in UTF-8. Throws as `Peppers.current`. */
  digest(purpose: string, content: string | Uint8Array): Promise<string>;
  /**
   * Whether `digest` was made of this content for this purpose, under whatever pepper it names.
   * @throws ConnectorError `sealed_record_refused` for text that is no digest or names an unknown pepper; else as
   *   `Peppers.read`.
   */
  matchesDigest(purpose: string, content: string | Uint8Array, digest: string): Promise<boolean>;
}

export function createDigests(peppers: Peppers): Digests {
  // Deriving a key costs more than using it; a key goes with its pepper, which is forgotten in time.
  const derived = new WeakMap<Uint8Array, Map<string, KeyObject>>();

  function authenticate(pepper: Uint8Array, purpose: string, content: string | Uint8Array): Buffer {
    const keys = derived.get(pepper) ?? new Map<string, KeyObject>();
    const key = keys.get(purpose) ?? deriveKey(pepper, purpose);
    // Stryker disable next-line CallExpression: a key that is not remembered is derived again; that costs time and changes nothing.
    derived.set(pepper, keys.set(purpose, key));
    return createHmac('sha256', key).update(content).digest();
  }

  return {
    async digest(purpose, content) {
      const { id, pepper } = await peppers.current();
      return `${id}.${authenticate(pepper, purpose, content).toString('base64url')}`;
    },
    async matchesDigest(purpose, content, digest) {
      if (!DIGEST.test(digest)) throw createRefusal('not a digest');
      const [id, text] = digest.split('.') as [string, string];
      const expected = authenticate(await peppers.read(Number(id)), purpose, content).toString('base64url');
      return timingSafeEqual(Buffer.from(expected), Buffer.from(text));
    },
  };
}

function deriveKey(pepper: Uint8Array, purpose: string): KeyObject {
  const info = encodeList(['guestmail', 'digest', purpose].map((text) => Buffer.from(text)));
  return createSecretKey(Buffer.from(hkdfSync('sha256', pepper, '', info, 32)));
}
