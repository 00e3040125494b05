/**
 * Counts the requests in progress per mailbox and refuses more than Exchange allows at a time.
 *
 * A refused request is not carried out. Answers are instant unless a latency is set, so only then can requests meet.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphError } from './graph-error.ts';

const RETRY_AFTER_SECONDS = '1';

export interface ConcurrencySettings {
  /** Requests of one mailbox at a time; 4 in Exchange Online. */
  concurrencyMax: number;
  /** How long a request to a mailbox takes. */
  latencyMilliseconds: number;
}

export interface Concurrency {
  /** Throws 429 `ApplicationThrottled` when the mailbox is busy. */
  run<T>(mailbox: string, work: () => T): Promise<T>;
  /** The most that were in progress at once, not counting refused ones. */
  peaks(): Record<string, number>;
  clear(): void;
}

/** Creates the count; the settings are read at each request. */
export function createConcurrency(settings: ConcurrencySettings): Concurrency {
  const inWork = new Map<string, number>();
  const peaks = new Map<string, number>();
  return {
    async run(mailbox, work) {
      const count = (inWork.get(mailbox) ?? 0) + 1;
      if (count > settings.concurrencyMax) {
        const text = 'Application is over its MailboxConcurrency limit.';
        throw new GraphError(429, 'ApplicationThrottled', text, { 'Retry-After': RETRY_AFTER_SECONDS });
      }
      inWork.set(mailbox, count);
      peaks.set(mailbox, Math.max(count, peaks.get(mailbox) ?? 0));
      try {
        if (settings.latencyMilliseconds > 0) await sleep(settings.latencyMilliseconds);
        return work();
      } finally {
        inWork.set(mailbox, (inWork.get(mailbox) ?? 1) - 1);
      }
    },
    peaks: () => Object.fromEntries(peaks),
    clear: () => peaks.clear(),
  };
}
