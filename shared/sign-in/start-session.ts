/**
 * Starts the session of a person's own page: a transaction that can be opened again until it expires.
 */
import type { Session } from './session.ts';
import type { Transactions } from './transaction.ts';

/** Returns the handle that opens it, in the same browser only. */
export async function startSession(
  transactions: Pick<Transactions, 'start'>,
  browserSecret: string,
  session: Session,
): Promise<string> {
  return (await transactions.start(browserSecret, { kind: 'session', session })).state;
}
