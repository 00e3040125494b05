/**
 * Whether a request declares its body as a MIME message: `message/rfc822` without a content encoding. It does not look at the body.
 */
import { ConnectorError } from '../errors.ts';
import type { RequestHeaders } from '../submission/idempotency-key.ts';

/** Parameters say nothing about the bytes: each part has its own charset. */
export function isMimeMessage(headers: RequestHeaders): boolean {
  return /^message\/rfc822[ \t]*(?:;|$)/i.test(headers.get('content-type') ?? '');
}

/** @throws ConnectorError `unsupported_media_type` */
export function refuseContentEncoding(headers: RequestHeaders): void {
  if (headers.get('content-encoding') === null) return;
  const faults = [{ pointer: 'header:Content-Encoding', detail: 'is not accepted; send the body as it is' }];
  throw new ConnectorError('unsupported_media_type', { faults });
}
