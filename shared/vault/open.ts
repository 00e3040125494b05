/**
 * Opens an envelope as envelope.ts specifies: returns the whole plaintext of exactly this record, or refuses. A refusal never
 * shows what it would have read, and there is no second attempt.
 */
import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import { deriveKeys, encodeContext, TAG_BYTES, type Envelope, type EnvelopeContext } from './envelope.ts';
import { createRefusal } from './refusal.ts';

export interface OpenRequest {
  envelope: Envelope;
  context: EnvelopeContext;
  /** 32 bytes. */
  secret: Uint8Array;
  /** The one that the envelope names. */
  pepper: Uint8Array;
}

/** @throws ConnectorError `sealed_record_refused` */
export function openEnvelope({ envelope, context, secret, pepper }: OpenRequest): Buffer {
  const { headerBytes, nonce, ciphertext, tag } = envelope;
  const bound = encodeContext(headerBytes, context);
  const { key, commitment } = deriveKeys(secret, pepper, nonce, bound);
  // AES-GCM alone lets one ciphertext open under two keys; the commitment does not.
  if (!timingSafeEqual(commitment, envelope.commitment)) throw createRefusal('another key or another context');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound);
  decipher.setAuthTag(tag);
  const opened = decipher.update(ciphertext);
  try {
    decipher.final();
  } catch {
    throw createRefusal('the authentication tag does not fit');
  }
  return opened;
}
