/**
 * What stands before every call to a mailbox, in Graph's order: permission, mailbox, limits of the mailbox.
 *
 * A refused call is not carried out. A mailbox on premises is asked in the types of another API, so that every message is
 * refused as unreadable; a call without a message finds no mailbox there.
 */
import type { Account } from './authenticate.ts';
import { GraphError } from './graph-error.ts';
import { unreadable } from './odata-types.ts';
import type { GraphState } from './state.ts';

export interface MailboxEntry {
  account: Account;
  /** One of these is needed. */
  scopes: string[];
  /** The body of the request is a message. */
  hasMessage?: boolean;
}

/** Runs the work in the mailbox; throws what Graph refuses before. */
export async function enterMailbox<T>(
  { concurrency, throttles }: Pick<GraphState, 'concurrency' | 'throttles'>,
  { account, scopes, hasMessage = false }: MailboxEntry,
  work: () => T,
): Promise<T> {
  if (!account.scopes.some((scope) => scopes.includes(scope))) {
    throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
  if (!account.hasMailbox || (account.isMailboxOnPremises && !hasMessage)) {
    const text = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';
    throw new GraphError(404, 'MailboxNotEnabledForRESTAPI', text);
  }
  if (account.isMailboxOnPremises) {
    throw unreadable(
      "A type named 'microsoft.graph.message' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.",
    );
  }
  throttles.check(account.mail);
  return concurrency.run(account.mail, work);
}
