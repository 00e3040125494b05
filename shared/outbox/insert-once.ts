/**
 * Inserts a message under the first free id of its idempotency key, or finds the message that answers in its place.
 *
 * One insert decides who is first. After a failure the key passes to the next id; the first message records how far it has
 * passed. It sends nothing.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX } from '../limits.ts';
import type { Vault } from '../vault/vault.ts';
import { deriveMessageId, type IdempotencyScope } from './message-id.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';
import { findReplay } from './replay.ts';

export interface InsertOnceDependencies {
  messages: MessageStore;
  vault: Pick<Vault, 'matchesDigest'>;
}

/** Writes a message under the id that it now has. @throws ConnectorError `conflict` when the id exists */
export type Insert = (message: Message) => Promise<VersionedMessage>;

/** @throws ConnectorError `idempotency_key_reused`; `conflict` when other submissions keep taking the next id; else as `insert`. */
export type InsertOnce = (
  message: Message,
  scope: IdempotencyScope,
  content: string,
  insert: Insert,
) => Promise<VersionedMessage | { message: Message; isReplayed: true }>;

export function createInsertOnce({ messages, vault }: InsertOnceDependencies): InsertOnce {
  async function tryInsert(message: Message, insert: Insert): Promise<VersionedMessage | undefined> {
    try {
      return await insert(message);
    } catch (error) {
      if (hasCode(error, 'conflict')) return undefined;
      throw error;
    }
  }

  /** Only spares later submissions a walk through the failures, so its own failure must not stop a stored message. */
  async function remember(firstId: string, resubmissions: number): Promise<void> {
    try {
      const first = await messages.read(firstId);
      if (first) await messages.replace(first, { ...first, resubmissions });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
    }
  }

  return async (message, scope, content, insert) => {
    let place: { resubmission: number; previousId?: string } = { resubmission: 0 };
    for (let attempt = 0; attempt < CONFLICT_RETRIES_MAX; attempt++) {
      const { resubmission, previousId } = place;
      const id = deriveMessageId(scope, resubmission);
      const inserted = await tryInsert({ ...message, id, ...(previousId && { previousId }) }, insert);
      if (inserted) {
        if (resubmission > 0) await remember(deriveMessageId(scope, 0), resubmission);
        return inserted;
      }
      const replay = await findReplay({ messages, vault }, scope, content);
      if ('message' in replay) return replay;
      place = replay;
    }
    throw new ConnectorError('conflict', { retryAfterSeconds: 1 });
  };
}
