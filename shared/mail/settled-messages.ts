/**
 * The message store, made to settle what this process knows of its own attempts and storage did not take.
 *
 * An insert without an answer may stand, or come to stand, although Graph is not asked for it: it is taken back, so that its key
 * is free. A result that was not written is written later. Whoever reads such a message here finds it settled first. Only rows of
 * the same attempt are touched, always by ETag. A process that ends forgets, and then the lease decides. It never sends.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { SETTLE_PAUSES_SECONDS, UNSETTLED_ATTEMPTS_MAX } from '../limits.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';

export interface SettledMessages extends MessageStore {
  /** Writes how an attempt ended, now or later; without `result` nothing was sent and the row goes. Storage cannot fail it. */
  settle(message: VersionedMessage, result?: Message): Promise<void>;
}

export function createSettledMessages(messages: MessageStore): SettledMessages {
  /** Results by attempt id, or undefined where nothing was sent. */
  const unsettled = new Map<string, Message | undefined>();

  async function write(stored: VersionedMessage, result: Message | undefined): Promise<void> {
    if (result) await messages.replace(stored, result);
    else await messages.remove(stored);
  }

  async function read(id: string): Promise<VersionedMessage | undefined> {
    const stored = await messages.read(id);
    if (!stored || !unsettled.has(stored.attemptId)) return stored;
    const result = unsettled.get(stored.attemptId);
    if (stored.status === result?.status) return stored;
    try {
      await write(stored, result);
    } catch (error) {
      // The sweep or another reader has just written it.
      if (!hasCode(error, 'conflict')) throw error;
    }
    return messages.read(id);
  }

  /** Remembered to the end even when it is settled: a lost insert may still come to stand. */
  async function keepAt({ id, attemptId }: Message, result: Message | undefined): Promise<void> {
    if (unsettled.size >= UNSETTLED_ATTEMPTS_MAX) return;
    unsettled.set(attemptId, result);
    for (const seconds of SETTLE_PAUSES_SECONDS) {
      await new Promise((resolve) => void setTimeout(resolve, seconds * 1000).unref());
      // Nobody waits for this who could be told; the next round tries again.
      await read(id).catch(() => undefined);
    }
    unsettled.delete(attemptId);
  }

  return {
    ...messages,
    read,
    async insert(message) {
      try {
        return await messages.insert(message);
      } catch (error) {
        if (error instanceof ConnectorError && error.code !== 'conflict') void keepAt(message, undefined);
        throw error;
      }
    },
    async settle(message, result) {
      try {
        await write(message, result);
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        void keepAt(message, result);
        if (error.code === 'conflict') await read(message.id).catch(() => undefined);
      }
    },
  };
}
