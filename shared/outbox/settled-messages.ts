/**
 * The message store, made to settle what this process knows about its own attempts and storage has not recorded.
 *
 * An insert without an answer may have been carried out, now or later, although Graph is never asked: its row becomes
 * `failed`, so that everyone who saw it learns that nothing was sent, and its key is free. A result that was not written is
 * written later; of a message that was to wait for some while others have it, that it was sent and to whom. A reader in this process finds such a message settled first. Only rows of the same attempt are touched,
 * always by ETag. A process that ends forgets, and then the lease decides. It never sends.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { SETTLE_PAUSES_SECONDS, UNSETTLED_ATTEMPTS_MAX } from '../waiting-limits.ts';
import { assertChange, changes, endMessage, messageStates } from './message-state.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';

export interface SettledMessages extends MessageStore {
  /**
   * Writes how an attempt ended, now or later, and `content` beside a message that waits from now on. Returns the message as others see
   * it: as it was where nothing could be written. No ConnectorError: storage cannot fail it.
   */
  settle(message: VersionedMessage, result: Message, content?: Uint8Array): Promise<Message>;
}

export interface SettledMessagesOptions {
  historyDays: number;
  now: () => Date;
}

export function createSettledMessages(messages: MessageStore, options: SettledMessagesOptions): SettledMessages {
  /** Results by attempt id. */
  const unsettled = new Map<string, Message>();

  async function write(stored: VersionedMessage, result: Message, content?: Uint8Array): Promise<VersionedMessage> {
    assertChange(stored.status, 'settle', result.status);
    return messages.replace(stored, result, content);
  }

  /** The row as `result` leaves it. */
  async function settleStored(stored: VersionedMessage, known: Message) {
    // Too late to wait: others may have heard that it may have been sent, and now it is certain whether it was.
    const isLate = stored.status === 'unknown' && !messageStates[known.status].isTerminal;
    const result = isLate ? endUnsent(stored, known, options) : known;
    if (!canSettle(stored, result)) return stored;
    try {
      return await write(stored, result);
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

  /** What is remembered of a result that needs content beside it: whoever does not have the message does not get it. */
  const remembered = (message: VersionedMessage, result: Message, content: Uint8Array | undefined) =>
    content ? endUnsent(message, result, options) : result;

  return {
    ...messages,
    read,
    async insert(message, ...rest) {
      assertChange('absent', 'submit', message.status);
      try {
        return await messages.insert(message, ...rest);
      } catch (error) {
        // Results come first: that nothing was sent is also told by the lease, only less exactly.
        const places = UNSETTLED_ATTEMPTS_MAX / 2;
        if (hasCode(error, 'storage_unavailable')) void keepAt(message, notSent(message, options), places);
        throw error;
      }
    },
    async settle(message, result, content) {
      try {
        return await write(message, result, content);
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        const left = remembered(message, result, content);
        void keepAt(message, left, UNSETTLED_ATTEMPTS_MAX);
        if (error.code !== 'conflict') return content ? message : left;
        // Graph has answered, so whatever fails here must not hide that from the caller; the next round tries again.
        const stored = await messages.read(message.id).catch(() => undefined);
        if (stored?.attemptId !== message.attemptId) return left;
        return (await settleStored(stored, left).catch(() => undefined)) ?? left;
      }
    },
  };
}

/** Whether this attempt's result may still be written: nobody has taken the message on since, and it is not there already. */
function canSettle(stored: Message, result: Message): boolean {
  if (stored.status === result.status) return false;
  return changes.some(
    ({ from, cause, to }) => from === stored.status && cause === 'settle' && to.includes(result.status),
  );
}

/** The end of what was to wait, as `known` says it: `sent` where somebody has it. */
function endUnsent(message: Message, known: Message, { historyDays, now }: SettledMessagesOptions): Message {
  const { attempts, error, recipients } = known;
  const last = attempts.at(-1);
  const { nextAt: _nextAt, ...made } = last ?? {};
  const all = last ? [...attempts.slice(0, -1), made as typeof last] : attempts;
  return endMessage(
    { ...message, ...(recipients && { recipients }) },
    'settle',
    { status: 'failed', attempts: all, ...(error && { error }) },
    { at: now(), historyDays },
  );
}

function notSent(message: Message, { historyDays, now }: SettledMessagesOptions): Message {
  const { attempts } = message;
  const result = { status: 'failed', attempts, error: { code: 'storage_unavailable' } } as const;
  return endMessage(message, 'settle', result, { at: now(), historyDays });
}
