/**
 * Settles what a message that has ended left in the mailbox: a draft that is to be deleted, or one that may have been sent.
 *
 * It only looks and deletes. A draft that turns out to have been sent makes an `unknown` message `sent`; one that is still a draft long
 * after it was to be sent is deleted, so that it cannot be sent later by mistake, and the message stays `unknown`.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { DRAFT_LOOK_SECONDS, DRAFT_LOOKED_DAYS } from '../waiting-limits.ts';
import { isBoundTo } from './binding.ts';
import type { ClearDraft } from './clear-draft.ts';
import type { MessageContents } from './message-content.ts';
import { dueAfterEnd, endMessage } from './message-state.ts';
import type { MessageStore, VersionedMessage } from './message.ts';
import { addAttempt } from './retry-schedule.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';

export interface SettleDraftDependencies<Token extends SenderToken> {
  historyDays: number;
  messages: Pick<MessageStore, 'replace'>;
  contents: Pick<MessageContents, 'drop'>;
  senderTokens: Pick<SenderTokens<Token>, 'read'>;
  clearDraft: ClearDraft<Token>;
  now: () => Date;
}

/** Of a message that has ended and has a draft. @throws ConnectorError `conflict`, or as the stores */
export type SettleDraft = (message: VersionedMessage) => Promise<void>;

export function createSettleDraft<Token extends SenderToken>(
  dependencies: SettleDraftDependencies<Token>,
): SettleDraft {
  const { historyDays, messages, contents, senderTokens, clearDraft, now } = dependencies;

  /** Undefined where nobody may look into that mailbox now. */
  async function readToken({ hostTenantId, sender, ...message }: VersionedMessage): Promise<Token | undefined> {
    if (!sender) return undefined;
    try {
      const token = await senderTokens.read(hostTenantId, sender.hostObjectId, undefined, { patience: 'patient' });
      return isBoundTo({ ...message, sender }, token.grant) ? token : undefined;
    } catch (error) {
      if (error instanceof ConnectorError && !hasCode(error, 'storage_unavailable', 'storage_access_refused'))
        return undefined;
      throw error;
    }
  }

  return async (message) => {
    const token = await readToken(message);
    const found = token ? await clearDraft(message, token) : 'unclear';
    const { draft: _draft, ...rest } = message;
    const at = now();
    if (found === 'sent' && message.status === 'unknown') {
      const attempts = addAttempt(message.attempts, { at, outcome: 'sent' });
      const sent = endMessage(rest, 'sweep', { status: 'sent', attempts }, { at, historyDays });
      await messages.replace(message, sent);
      await contents.drop(message);
      return;
    }
    const isGivenUp = at.getTime() - message.updatedAt.getTime() > DRAFT_LOOKED_DAYS * 86_400_000;
    if (found !== 'unclear' || isGivenUp) {
      await messages.replace(message, dueAfterEnd(rest, historyDays));
      return;
    }
    await messages.replace(message, { ...message, dueAt: new Date(at.getTime() + DRAFT_LOOK_SECONDS * 1000) });
  };
}
