/**
 * `DELETE …/messages/{id}` and `POST …/messages/{id}/permanentDelete`.
 *
 * A deletion moves the message to Deleted Items, where its immutable id still finds it; what is there already, and what is
 * deleted permanently, is gone. Whoever deletes a message that was accepted stops nothing.
 * Source: learn.microsoft.com/graph/api/message-delete, message-permanentdelete.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { enterMailbox } from './enter-mailbox.ts';
import { findItem } from './find-item.ts';
import { WRITE_SCOPES, type MailCall } from './mail-call.ts';
import type { GraphState } from './state.ts';

/** Answers 204, or 404 `ErrorItemNotFound`. */
export async function deleteMessage(
  state: GraphState,
  call: MailCall,
  { id, isPermanent }: { id: string; isPermanent: boolean },
): Promise<EmulatedAnswer> {
  const { account } = call;
  return enterMailbox(state, { account, scopes: WRITE_SCOPES }, () => {
    const item = findItem(state, call, id);
    const draft = state.drafts.find(account.mail, item.id);
    if (!draft) state.mailboxes.deleteSentItem(item.id);
    else if (isPermanent || draft.folder === 'deleteditems') state.drafts.remove(draft);
    else {
      draft.folder = 'deleteditems';
      draft.movedAt = state.now().toISOString();
    }
    return { status: 204 };
  });
}
