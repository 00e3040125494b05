/**
 * Lets a form be posted once: what a page gave it is used up by the first post, on every instance, as the state of a sign-in is.
 *
 * It is `{seconds}.{id}`: when the page was made, in seconds since the epoch, and a random id. Only its digest is kept,
 * with what the form was for, in the bucket of the time until which the page's session can last.
 */
import { createHash } from 'node:crypto';
import { ADMINISTRATOR_SESSION_SECONDS } from '../console-limits.ts';
import { TRANSACTION_BUCKET_SECONDS } from '../limits.ts';
import type { TransactionStore } from './transaction-store.ts';

const ONCE = /^(\d{10})\.[\w-]{1,64}$/;

/** `purpose`: whose form it is, and what it does. */
export type TakeForm = (once: string, purpose: string) => Promise<boolean>;

export interface TakeFormDependencies {
  store: Pick<TransactionStore, 'use'>;
  now: () => Date;
}

export function createTakeForm({ store, now }: TakeFormDependencies): TakeForm {
  return async (once, purpose) => {
    const madeAt = Number(ONCE.exec(once)?.[1] ?? Number.NaN);
    const age = now().getTime() / 1000 - madeAt;
    // Clocks of instances may differ by some seconds.
    if (!(age > -60 && age <= ADMINISTRATOR_SESSION_SECONDS)) return false;
    const endsAt = madeAt + ADMINISTRATOR_SESSION_SECONDS;
    const bucket = String(Math.ceil(endsAt / TRANSACTION_BUCKET_SECONDS) * TRANSACTION_BUCKET_SECONDS);
    return store.use({ bucket, digest: createHash('sha256').update(`form ${once} ${purpose}`).digest('hex') });
  };
}
