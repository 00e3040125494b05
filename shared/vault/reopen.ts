/**
 * Opens envelopes, and remembers for each secret in memory the last one opened with it: the same bytes need not be opened again.
 *
 * Only equal inputs bring a remembered plaintext: secret and pepper by identity, so it goes with the copy of the key in memory, and
 * every byte of the envelope and every field of the context. Refusals are not remembered. What it returns must not be changed.
 */
import type { EnvelopeContext } from './envelope.ts';
import { openEnvelope, type OpenRequest } from './open.ts';

interface Opened {
  sealed: Uint8Array;
  context: EnvelopeContext;
  pepper: Uint8Array;
  plaintext: Buffer;
}

/** `sealed`: the bytes that `envelope` was parsed from. @throws ConnectorError `sealed_record_refused` */
export type Reopen = (sealed: Uint8Array, request: OpenRequest) => Buffer;

export function createReopen(): Reopen {
  const opened = new WeakMap<Uint8Array, Opened>();
  return (sealed, request) => {
    const { secret, pepper, context } = request;
    const last = opened.get(secret);
    if (last && last.pepper === pepper && isSameContext(last.context, context) && isSameBytes(last.sealed, sealed))
      return last.plaintext;
    const plaintext = openEnvelope(request);
    opened.set(secret, { sealed: Uint8Array.from(sealed), context, pepper, plaintext });
    return plaintext;
  };
}

function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function isSameContext(one: EnvelopeContext, other: EnvelopeContext): boolean {
  return (Object.keys(one) as (keyof EnvelopeContext)[]).every((field) => one[field] === other[field]);
}
