/**
 * Inserts a message under the first free id of its idempotency key, or finds the message that answers in its place.
 *
 * One insert decides who is first. After a failure the key passes to the next id; the first message records how far it has
 * passed, and is kept as long as the newest one. It sends nothing.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX } from '../limits.ts';
import type { Vault } from '../vault/vault.ts';
import { deriveMessageId, type IdempotencyScope } from './message-id.ts';
import { keepForKey } from './message-state.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';
import { findReplay } from './replay.ts';

export interface InsertOnceDependencies {
  messages: MessageStore;
  vault: Pick<Vault, 'matchesDigest'>;
  historyDays: number;
}

/** Writes a message under the id that it now has. @throws ConnectorError `conflict` when the id exists */
export type Insert = (message: Message) => Promise<VersionedMessage>;

/** `passOn` is called before anything says that the key leads to a later message, and may throw. @throws ConnectorError `idempotency_key_reused`; `conflict` when other submissions keep taking the next id; else as `insert`. */
export type InsertOnce = (
  message: Message,
  scope: IdempotencyScope,
  content: string,
  insert: Insert,
  passOn?: () => void,
) => Promise<VersionedMessage | { message: Message; isReplayed: true }>;

export function createInsertOnce({ messages, vault, historyDays }: InsertOnceDependencies): InsertOnce {
  async function tryInsert(message: Message, insert: Insert): Promise<VersionedMessage | undefined> {
    try {
      return await insert(message);
    } catch (error) {
      if (hasCode(error, 'conflict')) return undefined;
      throw error;
    }
  }

  /** Before the new message is there, because its key leads to it through the first one alone. False when that has just changed. */
  async function keepFirst(scope: IdempotencyScope, resubmissions: number, next: Message): Promise<boolean> {
    const first = await messages.read(deriveMessageId(scope, 0));
    if (!first) return false;
    try {
      await messages.replace(first, keepForKey(first, resubmissions, next, historyDays));
      return true;
    } catch (error) {
      if (hasCode(error, 'conflict')) return false;
      throw error;
    }
  }

  return async (message, scope, content, insert, passOn) => {
    let place: { resubmission: number; previousId?: string } = { resubmission: 0 };
    for (let attempt = 0; attempt < CONFLICT_RETRIES_MAX; attempt++) {
      const { resubmission, previousId } = place;
      const id = deriveMessageId(scope, resubmission);
      const isKept = resubmission === 0 || (await keepFirst(scope, resubmission, message));
      const inserted = isKept && (await tryInsert({ ...message, id, ...(previousId && { previousId }) }, insert));
      if (inserted) return inserted;
      const replay = await findReplay({ messages, vault }, scope, content);
      if ('message' in replay) return replay;
      passOn?.();
      place = replay;
    }
    throw new ConnectorError('conflict', { retryAfterSeconds: 1 });
  };
}
