/**
 * Opens sealed content as content-stream.ts specifies: returns the whole content of exactly this message, or refuses. Nothing is handed
 * out before the last chunk is verified, and there is no second attempt.
 */
import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import {
  buildChunkNonce,
  CHUNK_BYTES,
  CONTENT_TAG_BYTES,
  countChunks,
  encodeContentContext,
  type ContentContext,
  type SealedContent,
} from './content-stream.ts';
import { deriveKeys } from './envelope.ts';
import { createRefusal } from './refusal.ts';

export interface OpenContentRequest {
  sealed: SealedContent;
  context: ContentContext;
  /** 32 bytes. */
  contentKey: Uint8Array;
  /** The one that the header names. */
  pepper: Uint8Array;
}

/** @throws ConnectorError `sealed_record_refused` */
export function openContentStream({ sealed, context, contentKey, pepper }: OpenContentRequest): Buffer {
  const { header, headerBytes, nonce, chunks } = sealed;
  if (header.day !== context.day) throw createRefusal('content of another day');
  const bound = encodeContentContext(headerBytes, context);
  const { key, commitment } = deriveKeys(contentKey, pepper, nonce, bound);
  // AES-GCM alone lets one ciphertext open under two keys; the commitment does not.
  if (!timingSafeEqual(commitment, sealed.commitment)) throw createRefusal('another key or another context');
  const content = Buffer.alloc(header.contentBytes);
  const count = countChunks(header.contentBytes);
  for (let index = 0; index < count; index += 1) {
    const start = index * CHUNK_BYTES;
    const chunk = chunks
      .subarray(index * (CHUNK_BYTES + CONTENT_TAG_BYTES))
      .subarray(0, CHUNK_BYTES + CONTENT_TAG_BYTES);
    const chunkNonce = buildChunkNonce(nonce, index, index === count - 1);
    const decipher = createDecipheriv('aes-256-gcm', key, chunkNonce, { authTagLength: CONTENT_TAG_BYTES }).setAAD(
      bound,
    );
    decipher.setAuthTag(chunk.subarray(-CONTENT_TAG_BYTES));
    content.set(decipher.update(chunk.subarray(0, -CONTENT_TAG_BYTES)), start);
    try {
      decipher.final();
    } catch {
      throw createRefusal('the authentication tag of a chunk does not fit');
    }
  }
  return content;
}
