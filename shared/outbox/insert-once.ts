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

/** @throws ConnectorError `idempotency_key_reused`; `conflict` when other submissions keep taking the next id. */
export type InsertOnce = (
  message: Message,
  scope: IdempotencyScope,
  content: string,
) => Promise<VersionedMessage | { message: Message; isReplayed: true }>;

export function createInsertOnce({ messages, vault }: InsertOnceDependencies): InsertOnce {
  async function tryInsert(message: Message): Promise<VersionedMessage | undefined> {
    try {
      return await messages.insert(message);
    } catch (error) {
      if (hasCode(error, 'conflict')) return undefined;
      throw error;
    }
  }

  /** Only spares later submissions a walk through the failures, so its own failure must not stop a stored message. */
  async function remember(firstId: string, resubmissions: number): Promise<void> {
    try {
      await messages.recordResubmissions(firstId, resubmissions);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
    }
  }

  return async (message, scope, content) => {
    let place: { resubmission: number; previousId?: string } = { resubmission: 0 };
    for (let attempt = 0; attempt < CONFLICT_RETRIES_MAX; attempt++) {
      const { resubmission, previousId } = place;
      const id = deriveMessageId(scope, resubmission);
      const inserted = await tryInsert({ ...message, id, ...(previousId && { previousId }) });
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
