/**
 * What an idempotency key leads to: a message that answers the repetition, or the place for a new one.
 *
 * After a failure the key starts a new message, with the same body or another; before that, only the same body is answered.
 * Writes nothing.
 */
import { ConnectorError } from '../errors.ts';
import { RESUBMISSIONS_MAX } from '../limits.ts';
import type { Vault } from '../vault/vault.ts';
import { deriveMessageId, type IdempotencyScope } from './message-id.ts';
import { messageStates } from './message-state.ts';
import type { Message, MessageStore } from './message.ts';

export interface ReplayDependencies {
  messages: Pick<MessageStore, 'read'>;
  vault: Pick<Vault, 'matchesDigest'>;
}

/** @throws ConnectorError `idempotency_key_reused` */
export async function findReplay(
  { messages, vault }: ReplayDependencies,
  scope: IdempotencyScope,
  content: string,
): Promise<{ message: Message; isReplayed: true } | { resubmission: number; previousId?: string }> {
  let previousId: string | undefined;
  for (let resubmission = 0; resubmission <= RESUBMISSIONS_MAX;) {
    const message = await messages.read(deriveMessageId(scope, resubmission));
    if (!message) return { resubmission, ...(previousId && { previousId }) };
    if (!messageStates[message.status].isKeyFree) {
      const isSame = await vault.matchesDigest('message content', content, message.contentDigest);
      if (!isSame) throw new ConnectorError('idempotency_key_reused');
      return { message, isReplayed: true };
    }
    previousId = message.id;
    // The first message records how far the key has passed, so a long history is not walked through.
    resubmission = Math.max(resubmission + 1, message.resubmissions ?? 0);
  }
  throw new ConnectorError('idempotency_key_reused');
}
