/**
 * Mailboxes that Exchange limits for a while: until then it refuses every message of theirs and says how long.
 *
 * A refused request is not carried out, and asking again neither shortens nor lengthens the time. Other mailboxes do not notice.
 */
import { GraphError } from './graph-error.ts';

export interface Throttles {
  /** Limits this mailbox for so many seconds from now; 0 ends it. */
  set(mailbox: string, seconds: number): void;
  /** Throws 429 `ApplicationThrottled` with `Retry-After` in whole seconds. */
  check(mailbox: string): void;
  clear(): void;
}

export function createThrottles(now: () => Date): Throttles {
  const until = new Map<string, number>();
  return {
    set: (mailbox, seconds) => void until.set(mailbox.toLowerCase(), now().getTime() + seconds * 1000),
    check(mailbox) {
      const seconds = Math.ceil(((until.get(mailbox.toLowerCase()) ?? 0) - now().getTime()) / 1000);
      if (seconds <= 0) return;
      const text = 'Application is over its MailboxRequestRate limit.';
      throw new GraphError(429, 'ApplicationThrottled', text, { 'Retry-After': String(seconds) });
    },
    clear: () => until.clear(),
  };
}
