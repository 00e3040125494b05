/**
 * The message store, made to expire what waits and has expired when it is read, so that nobody is told of a message that will never be
 * sent as of one that waits, and its key is free from then on.
 *
 * Whoever reads it writes the end first: what one reader is told, another cannot send. The sweep ends what nobody reads. It leaves alone
 * what is `sending`, and lists of what is due.
 */
import { hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX } from '../limits.ts';
import { createExpire, type ExpireDependencies } from './expire.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';

export interface ExpiredMessagesDependencies extends Omit<ExpireDependencies, 'messages'> {
  messages: Pick<MessageStore, 'read' | 'replace'>;
}

/** `read` throws as the store. */
export function createExpiredMessages(dependencies: ExpiredMessagesDependencies): Pick<MessageStore, 'read'> {
  const { messages, now } = dependencies;
  const expire = createExpire(dependencies);

  /** Undefined: somebody else has just written it. */
  async function tryExpire(message: VersionedMessage): Promise<VersionedMessage | undefined> {
    try {
      return await expire(message, 'sweep');
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
      return undefined;
    }
  }

  return {
    async read(id) {
      for (let attempt = 1; ; attempt++) {
        const message = await messages.read(id);
        if (!message || !hasExpired(message, now())) return message;
        const expired = await tryExpire(message);
        if (expired || attempt >= CONFLICT_RETRIES_MAX) return expired ?? message;
      }
    },
  };
}

function hasExpired({ status, expiresAt }: Message, now: Date): boolean {
  return (status === 'queued' || status === 'held') && expiresAt <= now;
}
