/**
 * The cursor of a list: where the service says the next page begins, in a form that callers may carry about.
 *
 * Base64url of `{"nextPartitionKey","nextRowKey"}`. It comes back from outside, so it is checked for shape; it says where to go
 * on, never what a caller may see.
 */
import { ConnectorError } from '../errors.ts';

const CURSOR_MAX_CHARACTERS = 4_096;

/** As the service gives it: opaque texts. */
export interface Continuation {
  nextPartitionKey: string;
  nextRowKey?: string;
}

export function formatCursor(continuation: Continuation): string {
  return Buffer.from(JSON.stringify(continuation)).toString('base64url');
}

/** @throws ConnectorError `invalid_request` */
export function parseCursor(cursor: string): Continuation {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor) || cursor.length > CURSOR_MAX_CHARACTERS) throw invalidCursor();
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, nextPartitionKey, nextRowKey] =
    /^\{"nextPartitionKey":"([\x20-\x7e]{1,1024}?)"(?:,"nextRowKey":"([\x20-\x7e]{1,1024}?)")?\}$/.exec(text) ?? [];
  if (!nextPartitionKey || /["\\]/.test(nextPartitionKey + (nextRowKey ?? ''))) throw invalidCursor();
  return { nextPartitionKey, ...(nextRowKey !== undefined && { nextRowKey }) };
}

export function invalidCursor(cause?: unknown): ConnectorError {
  const detail = 'The cursor is not one that this API gave; start the list again without it.';
  return new ConnectorError('invalid_request', { cause, faults: [{ pointer: 'query:cursor', detail }] });
}
