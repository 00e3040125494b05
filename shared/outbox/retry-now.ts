/**
 * Tries a message that waits now, for an administrator of its host tenant: its next attempt is due at once, or what holds it is looked at.
 *
 * It overrides nothing: binding, expiry, `notBefore`, pauses and the limit of the mailbox count when it is tried. A held message is looked
 * at as the sweep looks at it, so it is queued where its sender is connected again, and otherwise stays; one that is parked stays, too.
 * Nothing is sent here.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX } from '../limits.ts';
import type { DeliverWaiting } from './deliver-waiting.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { parkMessage } from './message-state.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';
import { isParkedCode } from './parked.ts';
import { readMessageOfTenant } from './read-message.ts';
import { enqueue, waiting } from './waiting.ts';

export interface RetryNowDependencies {
  messages: Pick<MessageStore, 'read' | 'replace'>;
  deliverWaiting: Pick<DeliverWaiting, 'look'>;
  queue: DeliveryQueue;
  now: () => Date;
}

/**
 * Resolves to the message as it is afterwards.
 * @throws ConnectorError `not_found`, also for the message of another tenant; `message_state` when it does not wait, or is not to go yet;
 *   `conflict`
 */
export type RetryNow = (hostTenantId: string, id: string) => Promise<Message>;

export function createRetryNow({ messages, deliverWaiting, queue, now }: RetryNowDependencies): RetryNow {
  async function hasten(message: VersionedMessage): Promise<Message> {
    const at = now();
    // One that is due already may have lost its queue item.
    const isDue = !message.nextAt || message.nextAt <= at;
    const written = isDue ? message : await messages.replace(message, dueAt(message, at));
    await enqueue(queue, { ...written, nextAt: at }, at);
    return written;
  }

  async function look(message: VersionedMessage): Promise<Message> {
    if (message.error && isParkedCode(message.error.code)) return message;
    const looked = await deliverWaiting.look(message);
    // Somebody else has just written it.
    if (!looked || looked === 'unknown') throw new ConnectorError('conflict', { retryAfterSeconds: 1 });
    return looked.message;
  }

  return async (hostTenantId, id) => {
    for (let attempt = 0; attempt < CONFLICT_RETRIES_MAX; attempt++) {
      const message = await readMessageOfTenant(messages, hostTenantId, id);
      requireWaiting(message, now());
      try {
        return await (message.status === 'held' ? look(message) : hasten(message));
      } catch (error) {
        if (!hasCode(error, 'conflict')) throw error;
      }
    }
    throw new ConnectorError('conflict', { retryAfterSeconds: 1 });
  };
}

function requireWaiting({ status, notBefore }: Message, at: Date): void {
  if (status !== 'queued' && status !== 'held')
    throw new ConnectorError('message_state', {
      detail: `The message is ${status}, so there is nothing to try again.`,
    });
  if (notBefore && notBefore > at)
    throw new ConnectorError('message_state', {
      detail: `The message is not to go before ${notBefore.toISOString()}.`,
    });
}

/** As it waits, but for the time. */
function dueAt(message: Message, at: Date): Message {
  const { attempts, deferrals, error } = message;
  const kept = { attempts, ...(deferrals !== undefined && { deferrals }), ...(error && { error }) };
  return parkMessage(message, 'release', { ...waiting('queued', { at }), ...kept }, at);
}
