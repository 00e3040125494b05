/**
 * Checks that a request declares its body as JSON in UTF-8 without a content encoding.
 *
 * `application/json` with any parameters except another charset (`utf8` is an old name of UTF-8); every `Content-Encoding` is refused, even `identity`, so that
 * sizes mean the same everywhere. It does not look at the body. Source: RFC 9110 sections 8.3 and 8.4.
 */
import { ConnectorError, type Fault } from '../errors.ts';
import type { RequestHeaders } from './idempotency-key.ts';

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const jsonType = new RegExp(`^application/json(?:[ \\t]*;(?:[ \\t]*${token}=(?:${token}|"[^"\\\\]*"))?)*[ \\t]*$`, 'i');
const charset = /;[ \t]*charset="?([^";\t ]*)/gi;

/** Returns if the body may be read as JSON. @throws ConnectorError `unsupported_media_type` with its faults. */
export function checkMediaType(headers: RequestHeaders): void {
  const faults: Fault[] = [];
  const type = headers.get('content-type');
  if (!type) faults.push({ pointer: 'header:Content-Type', detail: 'is missing' });
  else if (!jsonType.test(type)) faults.push({ pointer: 'header:Content-Type', detail: 'is not application/json' });
  else if ([...type.matchAll(charset)].some(([, name = '']) => !/^utf-?8$/i.test(name)))
    faults.push({ pointer: 'header:Content-Type', detail: 'names a charset that is not utf-8' });
  if (headers.get('content-encoding') !== null)
    faults.push({ pointer: 'header:Content-Encoding', detail: 'is not accepted; send the body as it is' });
  if (faults.length > 0) throw new ConnectorError('unsupported_media_type', { faults });
}
