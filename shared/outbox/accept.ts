/**
 * Accepts a message to be sent later: its content sealed and stored first, then its row, then the queue item.
 *
 * Once the row is there the message cannot be lost: whatever fails afterwards, the sweep finds it. It is bound to whom the caller named
 * and, where that sender had connected a mailbox, to that account. It sends nothing.
 */
import { hasCode } from '../errors.ts';
import { FenceFell, type Fence } from '../fence.ts';
import { targetOf } from './binding.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import type { HeldHints } from './held-hints.ts';
import { insertWithFence } from './insert-with-fence.ts';
import type { MessageContent, MessageContents } from './message-content.ts';
import { dueWhileKept } from './message-state.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';
import { enqueue } from './waiting.ts';

export interface AcceptDependencies {
  messages: Pick<MessageStore, 'insert'>;
  contents: Pick<MessageContents, 'seal' | 'drop'>;
  queue: DeliveryQueue;
  hints: Pick<HeldHints, 'put'>;
  now: () => Date;
}

/**
 * `message` has an id; `fence`: of its binding.
 * @throws ConnectorError `conflict` when it exists; FenceFell; else as the stores and the vault, and then it is not accepted
 */
export type Accept = (message: Message, content: MessageContent, fence?: Fence) => Promise<VersionedMessage>;

export function createAccept({ messages, contents, queue, hints, now }: AcceptDependencies): Accept {
  return async (message, content, fence) => {
    const { fields, row } = await contents.seal(message, content);
    const stored = dueWhileKept({ ...message, ...fields });
    if (stored.status === 'held') await hints.put(targetOf(stored), { id: stored.id, at: stored.createdAt });
    const inserted = await insertWithFence(messages, stored, row, fence).catch(async (error: unknown) => {
      // A row without an answer may be there all the same, and its content must be, too.
      if (error instanceof FenceFell || hasCode(error, 'conflict')) await contents.drop(stored);
      throw error;
    });
    await enqueue(queue, inserted, now());
    return inserted;
  };
}
