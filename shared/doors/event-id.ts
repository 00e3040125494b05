/**
 * What tells one event from another, and makes its repetitions the same message.
 */
import { createHash } from 'node:crypto';

/** Of a body without an id or a time: it counts as the same event while one of these lasts. */
const SAME_BODY_SECONDS = 600;

/** Of any texts, in this order. */
export function digestOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts)
    hash.update(`${typeof part === 'string' ? Buffer.byteLength(part) : part.byteLength}:`).update(part);
  return hash.digest('base64url');
}

/** Of an event that has no id of its own: its body, and where that has no time either, the time at which it came. */
export function bodyId(body: Uint8Array, hasTime: boolean, receivedAt: Date): string {
  const period = hasTime ? '' : String(Math.floor(receivedAt.getTime() / (SAME_BODY_SECONDS * 1000)));
  return digestOf('body', body, period);
}
