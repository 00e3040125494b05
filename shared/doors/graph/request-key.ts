/**
 * The idempotency key of a request that gives none itself: its `client-request-id` together with what it says.
 *
 * Together, because some programs give one id to many mails. Key = "graph", the id and SHA-256 over the canonical content (base64url),
 * between spaces, which no caller's key can have (idempotency-key.ts). Messages are found by it, so it must not change.
 */
import { createHash } from 'node:crypto';
import type { RequestHeaders } from '../../submission/idempotency-key.ts';
import { readClientRequestId } from './client-request-id.ts';

/** `content` as canonical-content.ts writes it. Undefined without an id. */
export function deriveRequestKey(headers: RequestHeaders, content: string): string | undefined {
  const id = readClientRequestId(headers);
  if (id === undefined) return undefined;
  return `graph ${id} ${createHash('sha256').update(content).digest('base64url')}`;
}
