/**
 * The id that a client of Graph gives its request, `client-request-id`: any short text, though most send a GUID.
 *
 * It comes back in headers, so it is visible ASCII; with a comma it may be two. One that is anything else counts as absent.
 */
import type { RequestHeaders } from '../../submission/idempotency-key.ts';

export function readClientRequestId(headers: RequestHeaders): string | undefined {
  const id = headers.get('client-request-id') ?? '';
  return /^[\x21-\x2b\x2d-\x7e]{1,128}$/.test(id) ? id : undefined;
}
