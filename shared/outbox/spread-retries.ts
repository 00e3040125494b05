/**
 * When those come back who wait for a mailbox: each at a time of its own, so that many do not come at once and are refused again.
 *
 * One after the other at the pace of the mailbox, jittered, as far as this process has promised; beyond MAILBOX_SPREAD_SECONDS by
 * chance alone. It knows nothing of other processes, and keeps nobody's place.
 */
import { createCache } from '../cache.ts';
import { formatSender, type Sender } from '../sender.ts';
import {
  MAILBOX_PAUSE_MAX_SECONDS,
  MAILBOX_ROWS_CACHE_ENTRIES_MAX,
  MAILBOX_SPREAD_SECONDS,
} from '../waiting-limits.ts';

export interface SpreadRetriesDependencies {
  messagesPerMinute: number;
  now: () => Date;
  /** From 0 to below 1. */
  random: () => number;
}

/** Returns a function that gives a time after `opensAt`, in milliseconds since the epoch. */
export function createSpreadRetries({ messagesPerMinute, now, random }: SpreadRetriesDependencies) {
  // The last time that somebody was told.
  const promised = createCache<number>({
    entriesMax: MAILBOX_ROWS_CACHE_ENTRIES_MAX,
    lifetimeSeconds: MAILBOX_PAUSE_MAX_SECONDS,
    now,
  });

  return (sender: Sender, opensAt: number): Date => {
    const key = formatSender(sender);
    const spread = MAILBOX_SPREAD_SECONDS * 1000;
    const pause = (60_000 / messagesPerMinute) * (0.5 + random());
    const at = Math.max(opensAt, promised.peek(key) ?? 0) + pause;
    if (at > opensAt + spread) return new Date(opensAt + spread * (0.5 + random() / 2));
    promised.set(key, at);
    return new Date(at);
  };
}
