/**
 * Where a message's id comes from: the idempotency key, so that one insert decides who is first; without a key, chance.
 *
 * id = first 16 bytes of SHA-256 over length-prefixed ("guestmail message 1", host tenant, calling application, key, number
 * of earlier messages of the key), as 32 hex digits. The key itself is not stored.
 */
import { createHash, randomUUID } from 'node:crypto';
import { MESSAGE_ID } from '../message-addresses.ts';

/** Two tenants, or two applications, may use the same key for different messages. */
export interface IdempotencyScope {
  hostTenantId: string;
  callerId: string;
  idempotencyKey: string;
}

/** `resubmission` is 0 for the first message of a key. */
export function deriveMessageId(
  { hostTenantId, callerId, idempotencyKey }: IdempotencyScope,
  resubmission: number,
): string {
  const hash = createHash('sha256');
  for (const part of ['guestmail message 1', hostTenantId, callerId, idempotencyKey, String(resubmission)]) {
    hash.update(`${Buffer.byteLength(part)}:${part}`);
  }
  return hash.digest('hex').slice(0, 32);
}

/** The one message that is sent in place of another, so that a repeated request sends it once. */
export function deriveResentId(id: string): string {
  return createHash('sha256').update(`17:guestmail resend 1${id.length}:${id}`).digest('hex').slice(0, 32);
}

/** A random id: 122 bits, which Node draws many at a time. */
export function createMessageId(): string {
  return randomUUID().replaceAll('-', '');
}

/** Whether a text can be an id at all. */
export function isMessageId(text: string): boolean {
  return MESSAGE_ID.test(text);
}
