/**
 * Permits to send as a mailbox, over all instances, for work that can wait: what may be is decided in mailbox-load.ts, and kept in one
 * row of each mailbox.
 *
 * A permit that nobody else contests costs one write, and giving it back another. Who has to wait is told a time of their own. It
 * never sleeps, and whoever sends without a permit is not counted.
 */
import { createCache } from '../cache.ts';
import { CONFLICT_RETRIES_MAX } from '../limits.ts';
import { formatSender, type Sender } from '../sender.ts';
import { MAILBOX_PAUSE_MAX_SECONDS, MAILBOX_ROWS_CACHE_ENTRIES_MAX, RELEASE_CONFLICTS_MAX } from '../waiting-limits.ts';
import { createListPauses, type ListPauses } from './list-pauses.ts';
import type { MailboxLoadRows } from './mailbox-load-rows.ts';
import { EMPTY_LOAD, freeSlot, hasSlot, pauseLoad, takeSlot, type MailboxLoad } from './mailbox-load.ts';
import { createSpreadRetries } from './spread-retries.ts';
import { createUpdateLoad } from './update-load.ts';

export interface Permit {
  sender: Sender;
  /** Of this permit alone. */
  id: string;
}

export interface PermitRequest {
  /** Of the message; two permits for one message are two. */
  id: string;
  /** Of the request to Graph. */
  bytes: number;
  /** After too many deferrals: rate limits no longer hold, concurrency and pause still do. */
  isForced: boolean;
}

/** Every method that returns a promise throws ConnectorError `storage_…`, or `sealed_record_refused` for a malformed row. */
export interface MailboxPermits {
  /** A permit, or when to try again. One that is never given back ends after SENDING_LEASE_SECONDS. */
  take(sender: Sender, request: PermitRequest): Promise<{ permit: Permit } | { retryAt: Date }>;
  /** Gives a permit back; one that has ended is none. Where it throws, the permit ends with its lease. */
  release(permit: Permit): Promise<void>;
  /** Nobody takes a permit before then, a day at most; this process knows at once, also where it throws. */
  pause(sender: Sender, until: Date): Promise<void>;
  /** What this process has seen, without storage. */
  pausedUntil(sender: Sender): Date | undefined;
  /** Which mailboxes of a host tenant are paused or have reached a limit. */
  listPauses: ListPauses;
  /** Deletes up to `top` rows of mailboxes that are idle; returns how many. */
  sweep(top: number): Promise<number>;
}

export interface MailboxPermitsDependencies {
  rows: MailboxLoadRows;
  messagesPerMinute: number;
  now: () => Date;
  /** From 0 to below 1. */
  random: () => number;
}

export function createMailboxPermits(dependencies: MailboxPermitsDependencies): MailboxPermits {
  const { rows, messagesPerMinute, now, random } = dependencies;
  const pauses = createCache<number>({
    entriesMax: MAILBOX_ROWS_CACHE_ENTRIES_MAX,
    lifetimeSeconds: MAILBOX_PAUSE_MAX_SECONDS,
    now,
  });
  const spread = createSpreadRetries({ messagesPerMinute, now, random });
  const update = createUpdateLoad({ rows, now, notice });

  function notice(sender: Sender, { pausedUntil }: MailboxLoad): void {
    const seen = pauses.peek(formatSender(sender)) ?? 0;
    if (pausedUntil > Math.max(seen, now().getTime())) pauses.set(formatSender(sender), pausedUntil);
  }

  return {
    async take(sender, { id: messageId, bytes, isForced }) {
      const id = `${messageId}.${Math.floor(random() * 2 ** 32).toString(16)}`;
      type End = { permit: Permit } | { opensAt: number };
      const end = await update<End>(sender, CONFLICT_RETRIES_MAX, (load, isRead) => {
        const granted = { end: { permit: { sender, id } } };
        // Our own write, of which another's conflict told us.
        if (hasSlot(load, id)) return granted;
        const decision = takeSlot(load, { permitId: id, bytes, isForced, messagesPerMinute }, now());
        if ('load' in decision) return { load: decision.load, ...granted };
        return decision.mayHaveOpened && !isRead ? 'look' : { end: decision };
      });
      if (end && 'permit' in end) return end;
      return { retryAt: spread(sender, end?.opensAt ?? now().getTime()) };
    },
    async release({ sender, id }) {
      await update(sender, RELEASE_CONFLICTS_MAX, (load, isRead) => {
        if (hasSlot(load, id)) return { load: freeSlot(load, id, now()), end: true };
        return isRead ? { end: true } : 'look';
      });
    },
    async pause(sender, until) {
      notice(sender, pauseLoad(EMPTY_LOAD, until, now()));
      await update(sender, RELEASE_CONFLICTS_MAX, (load) => {
        const paused = pauseLoad(load, until, now());
        return paused.pausedUntil > load.pausedUntil ? { load: paused, end: true } : { end: true };
      });
    },
    pausedUntil(sender) {
      const until = pauses.peek(formatSender(sender)) ?? 0;
      return until > now().getTime() ? new Date(until) : undefined;
    },
    listPauses: createListPauses({ rows, messagesPerMinute, now }),
    sweep: (top) => rows.sweep(now(), top),
  };
}
