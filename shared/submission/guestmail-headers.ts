/**
 * The headers by which a MIME message says what a JSON submission says beside its message. In a request with JSON each is a fault: it was
 * meant, and what is for later would leave at once.
 */
import type { Fault } from '../errors.ts';
import type { RequestHeaders } from './idempotency-key.ts';

export const guestmailHeaders = Object.freeze({
  sender: 'Guestmail-Sender',
  reference: 'Guestmail-Reference',
  notBefore: 'Guestmail-Not-Before',
  expiresAt: 'Guestmail-Expires-At',
});

/** In a request with JSON. */
export function findGuestmailHeaderFaults(headers: RequestHeaders): Fault[] {
  return Object.entries(guestmailHeaders).flatMap(([property, name]) =>
    headers.get(name) === null
      ? []
      : [{ pointer: `header:${name}`, detail: `is for messages in MIME; in JSON, say ${property} in the body` }],
  );
}
