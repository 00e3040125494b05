/**
 * Gives a message that was accepted for a former account of a sender to the account that they have connected now: the person's decision.
 *
 * What was held is queued; what waits for its time goes on waiting. Only what leads to the person by the name that its application used can
 * leave from their mailbox, so nothing else is taken. It opens no content and sends nothing.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX } from '../limits.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { parkMessage } from './message-state.ts';
import type { Message, MessageStore } from './message.ts';
import { readWaiting } from './read-waiting.ts';
import { enqueue, waiting } from './waiting.ts';
import { leadsTo, type WaitingOwner } from './waiting-owner.ts';

export interface RebindWaitingDependencies {
  messages: Pick<MessageStore, 'read' | 'replace'>;
  queue: DeliveryQueue;
  now: () => Date;
}

/**
 * A message that is the person's already stays as it is.
 * @throws ConnectorError `not_found`; `message_state` when it does not wait any more or cannot leave as this person; `conflict`
 */
export type RebindWaiting = (owner: WaitingOwner, id: string) => Promise<Message>;

export function createRebindWaiting({ messages, queue, now }: RebindWaitingDependencies): RebindWaiting {
  return async (owner, id) => {
    for (let attempt = 0; attempt < CONFLICT_RETRIES_MAX; attempt++) {
      const { message, ownership } = await readWaiting(messages, owner, id);
      if (ownership === 'own') return message;
      const { status } = message;
      if ((status !== 'held' && status !== 'queued') || !owner.isConnected || !leadsTo(owner, message))
        throw new ConnectorError('message_state');
      try {
        const rebound = await messages.replace(message, moveTo(owner, message, now()));
        await enqueue(queue, rebound, now());
        return rebound;
      } catch (error) {
        if (!hasCode(error, 'conflict')) throw error;
      }
    }
    throw new ConnectorError('conflict', { retryAfterSeconds: 1 });
  };
}

function moveTo({ account }: WaitingOwner, message: Message, at: Date): Message {
  const { homeTenantId, homeObjectId } = account;
  const { mailboxId, ...rest } = message;
  // A mailbox that needs no person is its own account.
  const isShared = mailboxId !== undefined && mailboxId !== message.account?.homeObjectId;
  const bound = { ...rest, ...(isShared && { mailboxId }), account: { homeTenantId, homeObjectId } };
  if (message.status === 'queued') return { ...bound, updatedAt: at, changedAt: at };
  const { attempts, notBefore } = message;
  return parkMessage(bound, 'release', { ...waiting('queued', { at, notBefore }), attempts }, at);
}
