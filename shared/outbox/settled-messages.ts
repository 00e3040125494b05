/**
 * The message store, made to settle what this process knows about its own attempts and storage has not recorded.
 *
 * An insert without an answer may have been carried out, now or later, although Graph is never asked: its row becomes
 * `failed`, so that everyone who saw it learns that nothing was sent, and its key is free. A result that was not written is
 * written later. A reader in this process finds such a message settled first. Only rows of the same attempt are touched,
 * always by ETag. A process that ends forgets, and then the lease decides. It never sends.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { SETTLE_PAUSES_SECONDS, UNSETTLED_ATTEMPTS_MAX } from '../limits.ts';
import { assertChange, endMessage } from './message-state.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';

export interface SettledMessages extends MessageStore {
  /** Writes how an attempt ended, now or later. No ConnectorError: storage cannot fail it. */
  settle(message: VersionedMessage, result: Message): Promise<void>;
}

export interface SettledMessagesOptions {
  historyDays: number;
  now: () => Date;
}

export function createSettledMessages(messages: MessageStore, options: SettledMessagesOptions): SettledMessages {
  /** Results by attempt id. */
  const unsettled = new Map<string, Message>();

  async function write(stored: VersionedMessage, result: Message): Promise<void> {
    assertChange(stored.status, 'settle', result.status);
    await messages.replace(stored, result);
  }

  /** The row as `result` leaves it. */
  async function settleStored(stored: VersionedMessage, result: Message) {
    if (stored.status === result.status) return stored;
    try {
      await write(stored, result);
      return await messages.read(stored.id);
    } catch (error) {
      // The sweep or another reader has just written it.
      if (hasCode(error, 'conflict')) return messages.read(stored.id);
      if (!(error instanceof ConnectorError)) throw error;
      return { ...result, etag: stored.etag };
    }
  }

  async function read(id: string): Promise<VersionedMessage | undefined> {
    const stored = await messages.read(id);
    const result = stored && unsettled.get(stored.attemptId);
    return result ? settleStored(stored, result) : stored;
  }

  /** Remembered to the end even when it is settled, because a lost insert may still be carried out. */
  async function keepAt({ id, attemptId }: Message, result: Message, places: number): Promise<void> {
    if (unsettled.size >= places) return;
    unsettled.set(attemptId, result);
    for (const seconds of SETTLE_PAUSES_SECONDS) {
      await new Promise((resolve) => void setTimeout(resolve, seconds * 1000).unref());
      // No request waits for this that could be told; the next round tries again.
      await read(id).catch(() => undefined);
    }
    unsettled.delete(attemptId);
  }

  return {
    ...messages,
    read,
    async insert(message) {
      assertChange('absent', 'submit', message.status);
      try {
        return await messages.insert(message);
      } catch (error) {
        // Results come first: that nothing was sent is also told by the lease, only less exactly.
        const places = UNSETTLED_ATTEMPTS_MAX / 2;
        if (hasCode(error, 'storage_unavailable')) void keepAt(message, notSent(message, options), places);
        throw error;
      }
    },
    async settle(message, result) {
      try {
        await write(message, result);
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        void keepAt(message, result, UNSETTLED_ATTEMPTS_MAX);
        if (error.code !== 'conflict') return;
        // Graph has answered, so whatever fails here must not hide that from the caller; the next round tries again.
        const stored = await messages.read(message.id).catch(() => undefined);
        if (stored?.attemptId === message.attemptId) await settleStored(stored, result).catch(() => undefined);
      }
    },
  };
}

function notSent(message: Message, { historyDays, now }: SettledMessagesOptions): Message {
  const { attempts } = message;
  const result = { status: 'failed', attempts, error: { code: 'storage_unavailable' } } as const;
  return endMessage(message, 'settle', result, { at: now(), historyDays });
}
