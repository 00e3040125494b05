/**
 * Where the load of each mailbox is kept: the contract of the store, and the text of a load.
 *
 * Text: JSON of `[1, slots, sends, bytes, pausedUntil]` as in mailbox-load.ts; the first is the version. A row is guarded by its
 * ETag, so that of two instances which read the same load one writes.
 */
import { MAILBOX_BUCKETS_MAX } from '../waiting-limits.ts';
import type { Sender } from '../sender.ts';
import type { MailboxLoad, Slot } from './mailbox-load.ts';
import type { Bucket } from './rate-window.ts';

/** Every method throws ConnectorError `storage_…`. */
export interface MailboxLoadRows {
  /** @throws ConnectorError `sealed_record_refused` for what we cannot have written */
  read(sender: Sender): Promise<{ load: MailboxLoad; etag: string } | undefined>;
  /** Inserts (no `etag`) or replaces; returns the ETag. @throws ConnectorError `conflict` */
  write(sender: Sender, load: MailboxLoad, etag?: string): Promise<string>;
  /** False when the row is not there or not as read. */
  remove(sender: Sender, etag: string): Promise<boolean>;
  /** One page of the mailboxes of one host tenant, in key order; without those of which nothing was to be said any more before `now`. */
  list(
    hostTenantId: string,
    now: Date,
    top: number,
    cursor?: string,
  ): Promise<{ loads: { sender: Sender; load: MailboxLoad }[]; cursor?: string }>;
  /** Deletes up to `top` rows that said nothing any more before `now`; returns how many. */
  sweep(now: Date, top: number): Promise<number>;
}

const VERSION = 1;

/** @throws Error for a load that could not be read again */
export function formatMailboxLoad({ slots, sends, bytes, pausedUntil }: MailboxLoad): string {
  const value = [VERSION, slots, sends, bytes, pausedUntil];
  if (!parseMailboxLoad(value)) throw new Error('The load of a mailbox is malformed.');
  return JSON.stringify(value);
}

/** Undefined for what `formatMailboxLoad` does not write, as parsed from JSON. */
export function parseMailboxLoad(value: unknown): MailboxLoad | undefined {
  if (!Array.isArray(value) || value.length !== 5 || value[0] !== VERSION) return undefined;
  const [, slots, sends, bytes, pausedUntil] = value as unknown[];
  const isSound = isListOf(slots, isSlot) && isListOf(sends, isBucket) && isListOf(bytes, isBucket);
  return isSound && isTime(pausedUntil) ? { slots, sends, bytes, pausedUntil } : undefined;
}

function isListOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.length <= MAILBOX_BUCKETS_MAX && value.every(isItem);
}

function isSlot(value: unknown): value is Slot {
  return isPair(value) && typeof value[0] === 'string' && /^[\w.-]{1,64}$/.test(value[0]) && isTime(value[1]);
}

function isBucket(value: unknown): value is Bucket {
  return isPair(value) && isTime(value[0]) && isTime(value[1]);
}

function isPair(value: unknown): value is [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}

/** Whole, and as large as a date can be. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 8.64e15;
}
