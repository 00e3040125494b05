/**
 * The cursor of a list: where the service says the next page begins, in a form that callers may carry about.
 *
 * Base64url of the SDK's continuation token, `{"nextPartitionKey","nextRowKey"}`. It comes back from outside, so it is checked
 * for shape; it says where to go on, never what a caller may see.
 */
import { ConnectorError } from '../errors.ts';

const CURSOR_MAX_CHARACTERS = 4_096;

/** From the SDK's continuation token. */
export function formatCursor(continuationToken: string): string {
  return Buffer.from(continuationToken, 'base64').toString('base64url');
}

/** To the SDK's continuation token. @throws ConnectorError `invalid_request` */
export function parseCursor(cursor: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor) || cursor.length > CURSOR_MAX_CHARACTERS) throw invalidCursor();
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, partition, row] =
    /^\{"nextPartitionKey":"([\x20-\x7e]{1,1024}?)"(?:,"nextRowKey":"([\x20-\x7e]{1,1024}?)")?\}$/.exec(text) ?? [];
  if (!partition || /["\\]/.test(partition + (row ?? ''))) throw invalidCursor();
  return Buffer.from(text).toString('base64');
}

export function invalidCursor(cause?: unknown): ConnectorError {
  const detail = 'The cursor is not one that this API gave; start the list again without it.';
  return new ConnectorError('invalid_request', { cause, faults: [{ pointer: 'query:cursor', detail }] });
}
