/**
 * The idempotency key of a submission: the header `Idempotency-Key`, or `idempotencyKey` in the body.
 *
 * 1 to 256 visible ASCII characters without spaces. A repeated header arrives joined by a comma (RFC 9110 section 5.3), so
 * the header must not have a comma; the body may. Header and body may both give the key if they agree. It does not know which
 * keys were used.
 */
import type { Fault } from '../errors.ts';
import { IDEMPOTENCY_KEY_MAX_CHARACTERS } from '../limits.ts';

/** The part of the Fetch standard's `Headers` that parsing needs. */
export interface RequestHeaders {
  get(name: string): string | null;
}

/** What is wrong with a key, as the end of a sentence; undefined when nothing is. */
export function findIdempotencyKeyProblem(key: string): string | undefined {
  if (key === '') return 'is empty';
  if (key.length > IDEMPOTENCY_KEY_MAX_CHARACTERS) return `is longer than ${IDEMPOTENCY_KEY_MAX_CHARACTERS} characters`;
  return /^[\x21-\x7e]+$/.test(key) ? undefined : 'has a space or a character that is not visible ASCII';
}

/** Faults of the header, and of the body's key against it; a bad key in the body is left to the schema. */
export function findIdempotencyKeyFaults(header: string | null, bodyKey: unknown): Fault[] {
  if (header === null) return [];
  const detail = header.includes(',') ? 'is given twice, or has a comma' : findIdempotencyKeyProblem(header);
  if (detail) return [{ pointer: 'header:Idempotency-Key', detail }];
  return typeof bodyKey === 'string' && bodyKey !== header
    ? [{ pointer: '/idempotencyKey', detail: 'is not the same as the header Idempotency-Key' }]
    : [];
}
