import { hasCode } from '../../../shared/errors.ts';
import type { EnvelopeHeader } from '../../../shared/vault/envelope.ts';
import vectors from './vectors.json' with { type: 'json' };

/** A vector as the functions take it. */
export function readVector(vector: (typeof vectors.envelopes)[number]) {
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  const { name, keyIndex, keyVersion, pepperId, generation, context } = vector;
  const header: EnvelopeHeader = { key: { index: keyIndex, version: keyVersion }, pepperId, generation };
  return {
    name,
    header,
    context,
    secret: bytes(vector.secret),
    pepper: bytes(vector.pepper),
    nonce: bytes(vector.nonce),
    plaintext: bytes(vector.plaintext),
    sealed: bytes(vector.sealed),
  };
}

export const samples = vectors.envelopes.map(readVector);

/** The first sample: tokens of a grant. */
export const [sample] = samples as [(typeof samples)[number]];

export const isRefusal = (error: unknown): boolean => hasCode(error, 'sealed_record_refused');

/** What a reader hears whose data key was destroyed: the sender connects again. */
export const isDestroyed = (error: unknown): boolean => hasCode(error, 'consent_required');
