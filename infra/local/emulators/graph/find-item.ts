/**
 * Finds the message that a call names, as the call needs it.
 */
import type { MailCall } from './mail-call.ts';
import type { StoredDraft } from './drafts.ts';
import { GraphError } from './graph-error.ts';
import type { MailItem } from './mail-items.ts';
import type { GraphState } from './state.ts';

/** Throws 404 `ErrorItemNotFound`. */
export function findItem({ items }: Pick<GraphState, 'items'>, { account }: MailCall, id: string): MailItem {
  const item = items.find(account.mail, id);
  if (item) return item;
  throw new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
}

/** Also throws 400 `ErrorInvalidRequest` for a message that was sent, or is being sent. */
export function findDraft(state: Pick<GraphState, 'items' | 'drafts'>, call: MailCall, id: string): StoredDraft {
  const item = findItem(state, call, id);
  const draft = state.drafts.find(call.account.mail, item.id);
  if (draft) return draft;
  throw new GraphError(
    400,
    'ErrorInvalidRequest',
    'The operation cannot be performed because the message has been sent.',
  );
}
