/**
 * The refusal of a body that is too large to be read: how large it is, and how large it may be.
 *
 * Not being read, it says nothing of what makes it large. A submission may be longer than the message in it, so the limit of that is said, too, and
 * how a file gets here that does not fit into one.
 */
import { ConnectorError } from './errors.ts';
import { BODY_SMALL_BYTES, GRAPH_REQUEST_MAX_BYTES } from './limits.ts';

export function bodyTooLarge(foundBytes: number, maximumBytes: number): ConnectorError {
  const graphs =
    maximumBytes > GRAPH_REQUEST_MAX_BYTES
      ? `, and the message in it, attachments in base64 included, the ${formatBytes(GRAPH_REQUEST_MAX_BYTES)} that Microsoft Graph accepts`
      : '';
  const files =
    maximumBytes > BODY_SMALL_BYTES
      ? '. Upload larger files first, with PUT /attachments/{name}, and name their ids in the message'
      : '';
  const detail = `has ${formatBytes(foundBytes)}; a request may have ${formatBytes(maximumBytes)}${graphs}${files}`;
  return new ConnectorError('request_too_large', { faults: [{ pointer: '', detail }] });
}

/** `4,194,304 bytes` */
export function formatBytes(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes`;
}
