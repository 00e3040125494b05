/**
 * Deletes the draft that an attempt left in the mailbox, by its id, or where nobody knows that, by its marker.
 *
 * What Exchange has sent stays. While it may be sending one, nobody may ask for this. It writes no message.
 */
import type { LoadGraphDrafts } from '../graph/load-graph-drafts.ts';
import type { AskWithToken } from './ask-with-token.ts';
import type { Message } from './message.ts';
import type { SenderToken } from './sender-tokens.ts';

export interface ClearDraftDependencies<Token extends SenderToken> {
  loadDrafts: LoadGraphDrafts;
  askWithToken: AskWithToken<Token>;
}

/** `gone`: nothing of it is left, as far as Graph knows; `sent`: Exchange has sent it, and it stays; `unclear`: nobody could say, or delete it. */
export type Cleared = 'gone' | 'sent' | 'unclear';

/** Never throws a ConnectorError. */
export type ClearDraft<Token extends SenderToken> = (
  message: Pick<Message, 'id' | 'draft'>,
  token: Token,
) => Promise<Cleared>;

export function createClearDraft<Token extends SenderToken>({
  loadDrafts,
  askWithToken,
}: ClearDraftDependencies<Token>): ClearDraft<Token> {
  return async ({ id, draft }, token) => {
    if (!draft) return 'gone';
    const drafts = await loadDrafts();
    const remove = async (draftId: string): Promise<Cleared> => {
      const { outcome } = await askWithToken(token, ({ accessToken }) => drafts.deleteDraft(accessToken, draftId));
      if (outcome.kind === 'sent') return 'sent';
      return outcome.kind === 'deleted' ? 'gone' : 'unclear';
    };
    if (draft.id !== undefined) return remove(draft.id);
    const { outcome } = await askWithToken(token, ({ accessToken }) => drafts.findDrafts(accessToken, id));
    if (outcome.kind !== 'found') return 'unclear';
    let isGone = true;
    for (const draftId of outcome.draftIds) isGone = (await remove(draftId)) === 'gone' && isGone;
    return isGone ? 'gone' : 'unclear';
  };
}
