/**
 * The queue that says which message to look at next, and the text of its items.
 *
 * Item: the base64 of `{"id":"<32 lower-case hex digits>"}`, without white space. Always an object, never a bare id: the Functions host
 * reads an item as JSON where it can, and some ids are numbers there. An item is a hint and no more: it may be lost, doubled or
 * late, and the row of the message decides.
 */
import { DELIVERY_ITEM_MAX_CHARACTERS, QUEUE_DELAY_MAX_SECONDS } from '../waiting-limits.ts';
import { isMessageId } from './message-id.ts';

export interface DeliveryQueue {
  /**
   * Puts an item that becomes visible after this many seconds, rounded up; at most QUEUE_DELAY_MAX_SECONDS, whatever was asked for.
   * After a lost answer it may be there twice.
   * @throws ConnectorError `storage_…`
   */
  enqueue(id: string, delaySeconds: number): Promise<void>;
}

/** The text of an item. @throws Error for what is no id */
export function formatDeliveryItem(id: string): string {
  if (!isMessageId(id)) throw new Error('A message id is 32 hex digits.');
  return Buffer.from(JSON.stringify({ id })).toString('base64');
}

/** Whole seconds from 0 to QUEUE_DELAY_MAX_SECONDS. @throws RangeError for what is no number */
export function boundDelay(delaySeconds: number): number {
  if (Number.isNaN(delaySeconds)) throw new RangeError('A delay is a number of seconds.');
  return Math.min(Math.max(Math.ceil(delaySeconds), 0), QUEUE_DELAY_MAX_SECONDS);
}

/** The id in an item: an object, as the host hands it over, or its JSON text. Undefined for anything that we do not write. */
export function parseDeliveryItem(item: unknown): string | undefined {
  const value = typeof item === 'string' ? parseJson(item) : item;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) return undefined;
  const [name, id] = entry as [string, unknown];
  return name === 'id' && typeof id === 'string' && isMessageId(id) ? id : undefined;
}

function parseJson(text: string): unknown {
  if (text.length > DELIVERY_ITEM_MAX_CHARACTERS) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
