/**
 * Deletes the draft that an attempt left in the mailbox, by its id, or where nobody knows that, by its marker.
 *
 * Only of an attempt that has certainly not sent it. It writes no message.
 */
import type { LoadGraphDrafts } from '../graph/load-graph-drafts.ts';
import type { AskWithToken } from './ask-with-token.ts';
import type { Message } from './message.ts';
import type { SenderToken } from './sender-tokens.ts';

export interface ClearDraftDependencies<Token extends SenderToken> {
  loadDrafts: LoadGraphDrafts;
  askWithToken: AskWithToken<Token>;
}

/** Whether nothing of it is left, as far as Graph knows; false also where Graph could not say. Never throws a ConnectorError. */
export type ClearDraft<Token extends SenderToken> = (
  message: Pick<Message, 'id' | 'draft'>,
  token: Token,
) => Promise<boolean>;

export function createClearDraft<Token extends SenderToken>({
  loadDrafts,
  askWithToken,
}: ClearDraftDependencies<Token>): ClearDraft<Token> {
  return async ({ id, draft }, token) => {
    if (!draft) return true;
    const drafts = await loadDrafts();
    const remove = async (draftId: string): Promise<boolean> =>
      (await askWithToken(token, ({ accessToken }) => drafts.deleteDraft(accessToken, draftId))).outcome.kind ===
      'deleted';
    if (draft.id !== undefined) return remove(draft.id);
    const { outcome } = await askWithToken(token, ({ accessToken }) => drafts.findDrafts(accessToken, id));
    if (outcome.kind !== 'found') return false;
    let isGone = true;
    for (const draftId of outcome.draftIds) isGone = (await remove(draftId)) && isGone;
    return isGone;
  };
}
