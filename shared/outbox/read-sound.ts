/**
 * Reads a message for a list: one that is not ours is passed over, so that it does not hide all others. The sweep raises its alarm.
 */
import { hasCode } from '../errors.ts';
import type { MessageStore, VersionedMessage } from './message.ts';

/** Undefined also when there is none. Throws what storage throws. */
export function readSound(messages: Pick<MessageStore, 'read'>, id: string): Promise<VersionedMessage | undefined> {
  return messages.read(id).catch((error: unknown) => {
    if (!hasCode(error, 'sealed_record_refused')) throw error;
    return undefined;
  });
}
