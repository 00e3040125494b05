/**
 * The bytes of a MIME message that was posted as base64 in `text/plain`, as Graph takes them; line breaks do not count. A space does: it may have been
 * a + that was lost on the way.
 */
import type { findBase64Problem } from '../../submission/attachment.ts';

/** Undefined where it is not base64, or empty. */
export function readMimeText(body: Uint8Array, findProblem: typeof findBase64Problem): Buffer | undefined {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    .toString('latin1')
    .trim()
    .replace(/[\r\n]+/g, '');
  return text === '' || findProblem(text) ? undefined : Buffer.from(text, 'base64');
}
