/**
 * The refusal of a body that is too large to be read: how large it is, and how large it may be.
 *
 * Not being read, it says nothing of what makes it large. A submission may be longer than the message in it, so the limit of that is said, too.
 */
import { ConnectorError } from './errors.ts';
import { GRAPH_REQUEST_MAX_BYTES } from './limits.ts';

export function bodyTooLarge(foundBytes: number, maximumBytes: number): ConnectorError {
  const graphs =
    maximumBytes > GRAPH_REQUEST_MAX_BYTES
      ? `, and the message in it, attachments in base64 included, the ${formatBytes(GRAPH_REQUEST_MAX_BYTES)} that Microsoft Graph accepts`
      : '';
  const detail = `has ${formatBytes(foundBytes)}; a request may have ${formatBytes(maximumBytes)}${graphs}`;
  return new ConnectorError('request_too_large', { faults: [{ pointer: '', detail }] });
}

/** `4,194,304 bytes` */
export function formatBytes(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes`;
}
