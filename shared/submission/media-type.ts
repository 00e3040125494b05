/**
 * Whether a request says that its body is JSON in UTF-8, and nothing else was done to it.
 *
 * `application/json` with any parameters but another charset; any `Content-Encoding` is refused, `identity` too, so that
 * sizes mean the same everywhere. Source: RFC 9110 sections 8.3 and 8.4.
 */
import { ConnectorError, type Fault } from '../errors.ts';
import type { RequestHeaders } from './idempotency-key.ts';

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const jsonType = new RegExp(`^application/json(?:[ \\t]*;(?:[ \\t]*${token}=(?:${token}|"[^"\\\\]*"))?)*[ \\t]*$`, 'i');
const charset = /;[ \t]*charset="?([^";\t ]*)/gi;

/** Returns when the body may be read as JSON. @throws ConnectorError `unsupported_media_type` with its faults. */
export function checkMediaType(headers: RequestHeaders): void {
  const faults: Fault[] = [];
  const type = headers.get('content-type');
  if (!type) faults.push({ pointer: 'header:Content-Type', detail: 'is missing' });
  else if (!jsonType.test(type)) faults.push({ pointer: 'header:Content-Type', detail: 'is not application/json' });
  else if ([...type.matchAll(charset)].some(([, name]) => name?.toLowerCase() !== 'utf-8'))
    faults.push({ pointer: 'header:Content-Type', detail: 'names a charset that is not utf-8' });
  if (headers.get('content-encoding') !== null)
    faults.push({ pointer: 'header:Content-Encoding', detail: 'is not accepted; send the body as it is' });
  if (faults.length > 0) throw new ConnectorError('unsupported_media_type', { faults });
}
