/**
 * The cursor of a list: where the service says the next page begins, in a form that callers may carry about.
 *
 * Base64url of `{"nextPartitionKey","nextRowKey"}`. It comes back from outside, so it is checked for shape; it says where to go
 * on, never what a caller may see.
 */
import { ConnectorError } from '../../errors.ts';

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
  const continuation = parseContinuation(Buffer.from(cursor, 'base64url').toString());
  if (!continuation || formatCursor(continuation) !== cursor) throw invalidCursor();
  return continuation;
}

function parseContinuation(text: string): Continuation | undefined {
  try {
    const { nextPartitionKey, nextRowKey } = JSON.parse(text) as Record<string, unknown>;
    if (!isPosition(nextPartitionKey)) return undefined;
    return { nextPartitionKey, ...(isPosition(nextRowKey) && { nextRowKey }) };
  } catch {
    // No JSON, or null.
    return undefined;
  }
}

function isPosition(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,1024}$/.test(value);
}

export function invalidCursor(cause?: unknown): ConnectorError {
  const detail = 'The cursor is not one that this API gave; start the list again without it.';
  return new ConnectorError('invalid_request', { cause, faults: [{ pointer: 'query:cursor', detail }] });
}
