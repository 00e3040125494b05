/**
 * Inserts a message with the fence of what was read for it, and says what became of that.
 *
 * It is the fence of the message that was expected; a later one of the same key raises none, and relies on no earlier reading.
 */
import { FenceFell, type Fence } from '../fence.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';

/** Throws as MessageStore.insert. */
export async function insertWithFence(
  messages: Pick<MessageStore, 'insert'>,
  message: Message,
  content: Uint8Array | undefined,
  fence: Fence | undefined,
): Promise<VersionedMessage> {
  if (!fence || (!fence.isUp && fence.id !== message.id)) return messages.insert(message, content);
  try {
    const inserted = await messages.insert(message, content, fence);
    fence.settle(true);
    return inserted;
  } catch (error) {
    if (error instanceof FenceFell) fence.settle(false);
    throw error;
  }
}

/** @throws FenceFell where it relies on what was read before */
export function requireReadNow({ fence }: { fence?: Fence | undefined }): void {
  if (fence?.isUp) throw new FenceFell();
}
