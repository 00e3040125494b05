/**
 * Seals content as content-stream.ts specifies. Pure: the caller passes the nonce, and must never pass one twice with the same key and
 * context, or the seal protects nothing. It chooses no keys, and holds content and result in memory at once.
 */
import { createCipheriv } from 'node:crypto';
import {
  buildChunkNonce,
  CHUNK_BYTES,
  checkContentContext,
  countChunks,
  countSealedBytes,
  encodeContentContext,
  formatContentHeader,
  type ContentContext,
} from './content-stream.ts';
import { deriveKeys } from './envelope.ts';

export interface SealContentRequest {
  context: ContentContext;
  /** 32 bytes: that of the context's tenant and day. */
  contentKey: Uint8Array;
  pepperId: number;
  /** At least 32 bytes. */
  pepper: Uint8Array;
  /** 12 random bytes, new for every content. */
  nonce: Uint8Array;
  content: Uint8Array;
}

/** @throws RangeError for anything that could not be opened again, which is a bug, not an outcome */
export function sealContentStream(request: SealContentRequest): Buffer {
  const { context, contentKey, pepperId, pepper, nonce, content } = request;
  checkContentContext(context);
  const headerBytes = formatContentHeader({ pepperId, day: context.day, contentBytes: content.length });
  const bound = encodeContentContext(headerBytes, context);
  const { key, commitment } = deriveKeys(contentKey, pepper, nonce, bound);
  const sealed = Buffer.alloc(countSealedBytes(content.length));
  let end = 0;
  const append = (bytes: Uint8Array) => {
    sealed.set(bytes, end);
    end += bytes.length;
  };
  for (const part of [headerBytes, commitment, nonce]) append(part);
  const count = countChunks(content.length);
  for (let index = 0; index < count; index += 1) {
    const start = index * CHUNK_BYTES;
    const cipher = createCipheriv('aes-256-gcm', key, buildChunkNonce(nonce, index, index === count - 1)).setAAD(bound);
    append(cipher.update(content.subarray(start, start + CHUNK_BYTES)));
    append(cipher.final());
    append(cipher.getAuthTag());
  }
  return sealed;
}
