/**
 * The delivery queue in Queue Storage: one Put Message for each item.
 *
 * An item never expires, because the row of its message decides what it still means. Text: outbox/delivery-queue.ts. Taking items is the
 * Functions host's. Source: Queue Storage REST API, "Put Message", "Create Queue".
 */
import { ConnectorError } from '../../errors.ts';
import { boundDelay, formatDeliveryItem, type DeliveryQueue } from '../../outbox/delivery-queue.ts';
import { DELIVERY_QUEUE } from '../../storage-names.ts';
import { createRepeatRequest } from '../storage/repeat-request.ts';
import type { SendToStorage } from '../storage/storage-requests.ts';

/** `send`: to the queue service of the data account. */
export function createDeliveryQueue(send: SendToStorage): DeliveryQueue {
  const repeat = createRepeatRequest({ send, make: { method: 'PUT', path: `/${DELIVERY_QUEUE}` } });
  return {
    async enqueue(id, delaySeconds) {
      const path = `/${DELIVERY_QUEUE}/messages?visibilitytimeout=${boundDelay(delaySeconds)}&messagettl=-1`;
      const body = `<QueueMessage><MessageText>${formatDeliveryItem(id)}</MessageText></QueueMessage>`;
      if (await repeat({ method: 'POST', path, body })) return;
      throw new ConnectorError('storage_unavailable', { cause: new Error('A queue that is there is missing.') });
    },
  };
}
