/**
 * Where it is kept when a person sent test messages to themselves. Types only.
 */
import type { Sender } from '../sender.ts';

export interface TestTimesStore {
  read(sender: Sender): Promise<{ times: Date[]; expiresAt: Date; etag: string } | undefined>;
  /** Inserts (no `etag`) or replaces. @throws ConnectorError `conflict` */
  write(sender: Sender, row: { times: Date[]; expiresAt: Date }, etag?: string): Promise<void>;
  /** Deletes up to `top` rows that had expired before `now`; returns how many. */
  sweep(now: Date, top: number): Promise<number>;
}
