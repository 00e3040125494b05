/**
 * The signature of Standard Webhooks, version 1: HMAC-SHA256 over `{id}.{timestamp}.{body}`, the bytes of the body as they are. Pure.
 *
 * The headers are read more strictly than the packages of the specification do: a header that came twice arrives joined as `a, b`, which
 * is none of these forms. Source: Standard Webhooks specification, "Signature scheme".
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { SIGNATURE_TOLERANCE_SECONDS, SIGNATURES_MAX } from '../webhook-limits.ts';

/** The part of the Fetch standard's `Headers` that is needed here. */
export interface SignatureHeaders {
  get(name: string): string | null;
}

export interface WebhookHeaders {
  id: string;
  timestamp: string;
  /** Digests of version 1 that are 32 bytes in base64; any other version is left out. */
  digests: Buffer[];
}

/** The names by which a request says that it is signed. */
export const signatureHeaders = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const TIMESTAMP = /^\d{10}$/;
/** A version, a comma and what that version makes of it. */
const ENTRY = /^[A-Za-z0-9]+,[A-Za-z0-9+/=_-]+$/;
const DIGEST = /^v1,([A-Za-z0-9+/]{43}=)$/;

/** The headers, or what is wrong with the first that is: its name and the end of a sentence. */
export function readWebhookHeaders(
  headers: SignatureHeaders,
  now: Date,
): { header: WebhookHeaders; fault?: never } | { header?: never; fault: string } {
  const [id, timestamp, signature] = signatureHeaders.map((name) => headers.get(name) ?? '') as [
    string,
    string,
    string,
  ];
  if (!ID.test(id))
    return { fault: 'webhook-id is missing, given twice, or not 1 to 64 letters, digits, hyphens and underscores' };
  if (!TIMESTAMP.test(timestamp))
    return { fault: 'webhook-timestamp is missing, given twice, or not whole seconds since 1970 in ten digits' };
  const entries = signature.split(' ');
  if (entries.length > SIGNATURES_MAX || !entries.every((entry) => ENTRY.test(entry)))
    return {
      fault: `webhook-signature is missing, given twice, or not at most ${SIGNATURES_MAX} signatures with a space between them`,
    };
  const digests = entries.flatMap((entry) => DIGEST.exec(entry)?.[1] ?? []);
  if (digests.length === 0) return { fault: 'webhook-signature has no signature of version v1' };
  const secondsOff = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (secondsOff > SIGNATURE_TOLERANCE_SECONDS)
    return {
      fault: `webhook-timestamp is more than ${SIGNATURE_TOLERANCE_SECONDS} seconds off; sign again for every attempt`,
    };
  return { header: { id, timestamp, digests: digests.map((digest) => Buffer.from(digest, 'base64')) } };
}

/** 32 bytes. */
export function computeSignature(
  key: Uint8Array,
  { id, timestamp, body }: { id: string; timestamp: string; body: string | Uint8Array },
): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

/** Whether one of the digests is made with one of the keys. Every pair is compared, so the time says nothing of which. */
export function matchesSignature(keys: readonly Uint8Array[], header: WebhookHeaders, body: Uint8Array): boolean {
  let isMatch = false;
  for (const key of keys) {
    const expected = computeSignature(key, { ...header, body });
    for (const digest of header.digests) isMatch = timingSafeEqual(expected, digest) || isMatch;
  }
  return isMatch;
}

/** The value of `webhook-signature`: one signature for each key. */
export function formatSignature(
  keys: readonly Uint8Array[],
  signed: { id: string; timestamp: string; body: string | Uint8Array },
): string {
  return keys.map((key) => `v1,${computeSignature(key, signed).toString('base64')}`).join(' ');
}
