/**
 * What one mailbox is sending, and has sent in the last minutes, over all instances: whether one more may begin, and what is kept then.
 * Pure.
 *
 * At most MAILBOX_CONCURRENCY_MAX are in flight; a slot ends with its lease, so a process that was killed gives its own back. Within any
 * minute begin at most so many as the settings say, within any five minutes at most MAILBOX_BYTES_MAX; these two do not hold for
 * one that is forced, which counts all the same. Nothing begins within a pause.
 */
import { MAILBOX_CONCURRENCY_MAX, SENDING_LEASE_SECONDS } from '../limits.ts';
import {
  MAILBOX_BUSY_SECONDS,
  MAILBOX_BYTES_BUCKET_SECONDS,
  MAILBOX_BYTES_MAX,
  MAILBOX_BYTES_WINDOW_SECONDS,
  MAILBOX_PAUSE_MAX_SECONDS,
  MAILBOX_RATE_BUCKET_SECONDS,
} from '../waiting-limits.ts';
import { addToBucket, endOfBuckets, findOpening, pruneBuckets, type Bucket, type RateWindow } from './rate-window.ts';

/** Times are in milliseconds since the epoch. */
export interface MailboxLoad {
  slots: readonly Slot[];
  /** How many began. */
  sends: readonly Bucket[];
  bytes: readonly Bucket[];
  /** 0: there is no pause. */
  pausedUntil: number;
}

export type Slot = readonly [permitId: string, leaseEndsAt: number];

export const EMPTY_LOAD: MailboxLoad = Object.freeze({ slots: [], sends: [], bytes: [], pausedUntil: 0 });

export interface SlotRequest {
  /** Of nobody else. */
  permitId: string;
  bytes: number;
  isForced: boolean;
  messagesPerMinute: number;
}

/** `opensAt`: not before. `mayHaveOpened`: another instance can have made room that this load does not know of. */
export type SlotDecision = { load: MailboxLoad } | { opensAt: number; mayHaveOpened: boolean };

const bytesWindow: RateWindow = {
  lengthSeconds: MAILBOX_BYTES_WINDOW_SECONDS,
  bucketSeconds: MAILBOX_BYTES_BUCKET_SECONDS,
  max: MAILBOX_BYTES_MAX,
};
const sendsWindow = (messagesPerMinute: number): RateWindow => ({
  lengthSeconds: 60,
  bucketSeconds: MAILBOX_RATE_BUCKET_SECONDS,
  max: messagesPerMinute,
});
const mailboxLimits: readonly MailboxLimit[] = ['in_flight', 'messages', 'bytes'];
/** Where no amount matters. */
const minute = sendsWindow(0);

/** The load with one more in flight, or when to ask again. */
export function takeSlot(given: MailboxLoad, request: SlotRequest, now: Date): SlotDecision {
  const { permitId, bytes, isForced, messagesPerMinute } = request;
  const time = now.getTime();
  const load = pruneLoad(given, now);
  if (load.pausedUntil > time) return { opensAt: load.pausedUntil, mayHaveOpened: false };
  const sends = sendsWindow(messagesPerMinute);
  const opensAt = Math.max(findOpening(load.sends, sends, 1, now), findOpening(load.bytes, bytesWindow, bytes, now));
  if (opensAt > time && !isForced) return { opensAt, mayHaveOpened: false };
  if (load.slots.length >= MAILBOX_CONCURRENCY_MAX)
    return { opensAt: time + MAILBOX_BUSY_SECONDS * 1000, mayHaveOpened: true };
  return {
    load: {
      ...load,
      slots: [...load.slots, [permitId, time + SENDING_LEASE_SECONDS * 1000]],
      sends: addToBucket(load.sends, sends, 1, now),
      bytes: addToBucket(load.bytes, bytesWindow, bytes, now),
    },
  };
}

export function hasSlot({ slots }: MailboxLoad, permitId: string): boolean {
  return slots.some(([id]) => id === permitId);
}

export function freeSlot(load: MailboxLoad, permitId: string, now: Date): MailboxLoad {
  return pruneLoad({ ...load, slots: load.slots.filter(([id]) => id !== permitId) }, now);
}

/** A pause never becomes shorter, and is a day at most. */
export function pauseLoad(given: MailboxLoad, until: Date, now: Date): MailboxLoad {
  const load = pruneLoad(given, now);
  const end = Math.min(until.getTime(), now.getTime() + MAILBOX_PAUSE_MAX_SECONDS * 1000);
  return end > Math.max(load.pausedUntil, now.getTime()) ? { ...load, pausedUntil: end } : load;
}

/** From then on the load says nothing any more. */
export function endOfLoad({ slots, sends, bytes, pausedUntil }: MailboxLoad): Date {
  const leases = slots.map(([, leaseEndsAt]) => leaseEndsAt);
  return new Date(Math.max(pausedUntil, endOfBuckets(sends, minute), endOfBuckets(bytes, bytesWindow), ...leases));
}

export type MailboxLimit = 'in_flight' | 'messages' | 'bytes';

/** What a load comes to at a moment. */
export interface LoadReport {
  /** Nothing begins before. */
  pausedUntil?: Date;
  inFlight: number;
  /** Began within the last minute; up to a bucket longer. */
  messagesLastMinute: number;
  /** Of those of the last five minutes; up to a bucket longer. */
  bytesLastFiveMinutes: number;
  /** What is used up. */
  reached: MailboxLimit[];
}

export function describeLoad(given: MailboxLoad, messagesPerMinute: number, now: Date): LoadReport {
  const { slots, sends, bytes, pausedUntil } = pruneLoad(given, now);
  const sum = (buckets: readonly Bucket[]) => buckets.reduce((total, [, amount]) => total + amount, 0);
  const [messagesLastMinute, bytesLastFiveMinutes] = [sum(sends), sum(bytes)];
  const used: Record<MailboxLimit, boolean> = {
    in_flight: slots.length >= MAILBOX_CONCURRENCY_MAX,
    messages: messagesLastMinute >= messagesPerMinute,
    bytes: bytesLastFiveMinutes >= MAILBOX_BYTES_MAX,
  };
  return {
    ...(pausedUntil > 0 && { pausedUntil: new Date(pausedUntil) }),
    inFlight: slots.length,
    messagesLastMinute,
    bytesLastFiveMinutes,
    reached: mailboxLimits.filter((limit) => used[limit]),
  };
}

/** False for a row of doors/door-quota.ts: what begins in a mailbox has bytes as well, and they are counted for longer. */
export function isOfMailbox({ sends, bytes }: Pick<MailboxLoad, 'sends' | 'bytes'>): boolean {
  return sends.length === 0 || bytes.length > 0;
}

function pruneLoad({ slots, sends, bytes, pausedUntil }: MailboxLoad, now: Date): MailboxLoad {
  const time = now.getTime();
  return {
    slots: slots.filter(([, leaseEndsAt]) => leaseEndsAt > time),
    sends: pruneBuckets(sends, minute, now),
    bytes: pruneBuckets(bytes, bytesWindow, now),
    pausedUntil: pausedUntil > time ? pausedUntil : 0,
  };
}
