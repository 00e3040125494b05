/**
 * The contract of the store that keeps what was counted: a row for each day, scope and shard.
 */
import type { Tally } from './tally.ts';

export interface ActivityKey {
  /** A host tenant, or a fixed word. */
  scope: string;
  day: string;
  shard: number;
}

/** Throws what storage throws. */
export interface ActivityStore {
  read(key: ActivityKey): Promise<{ tally: Tally; etag: string } | undefined>;
  /** Inserts the row, or replaces the one that was read. @throws ConnectorError `conflict` */
  write(key: ActivityKey, tally: Tally, etag?: string): Promise<void>;
  /** Every shard of these days, the last one included; days in their order, those without rows left out. */
  list(scope: string, days: { from: string; to: string }): Promise<{ day: string; tally: Tally }[]>;
  /** Deletes at most `top` rows of months before that of the day; returns how many went. Costs one query where there are none. */
  sweep(day: string, top: number): Promise<number>;
}
