/**
 * Seals a record as envelope.ts specifies. Pure: the caller passes the nonce, and must never pass one twice with the same secret,
 * or the seal protects nothing. It chooses neither keys nor addresses.
 */
import { createCipheriv } from 'node:crypto';
import {
  deriveKeys,
  encodeContext,
  formatEnvelope,
  formatHeader,
  type EnvelopeContext,
  type EnvelopeHeader,
} from './envelope.ts';

export interface SealRequest {
  header: EnvelopeHeader;
  context: EnvelopeContext;
  /** 32 bytes. */
  secret: Uint8Array;
  /** At least 32 bytes. */
  pepper: Uint8Array;
  /** 12 random bytes, new for every record. */
  nonce: Uint8Array;
  plaintext: Uint8Array;
}

/** @throws RangeError for anything that could not be opened again, which is a bug, not an outcome */
export function sealEnvelope({ header, context, secret, pepper, nonce, plaintext }: SealRequest): Buffer {
  const headerBytes = formatHeader(header);
  const bound = encodeContext(headerBytes, context);
  const { key, commitment } = deriveKeys(secret, pepper, nonce, bound);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return formatEnvelope({ headerBytes, commitment, nonce: Buffer.from(nonce), ciphertext, tag: cipher.getAuthTag() });
}
