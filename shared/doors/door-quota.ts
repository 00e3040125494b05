/**
 * How many events a door, and all doors of a host tenant, let in within any hour: counted in a row for each, over all instances.
 *
 * The rows are of the kind that counts what a mailbox sends (outbox/mailbox-load-rows.ts), under an id made of the name of the door: what
 * began is in `sends`, there are no `bytes`, and `pausedUntil` says how long the row is needed. Where the hour is full, an event whose sender repeats it is
 * refused, and any other one is put off to the next time with room, which it then takes up. A repetition of what was accepted is not
 * counted.
 */
import { createHash } from 'node:crypto';
import { ConnectorError } from '../errors.ts';
import { CONFLICT_RETRIES_MAX } from '../limits.ts';
import { DOOR_PUT_OFF_MAX_SECONDS, DOOR_QUOTA_BUCKET_SECONDS, TENANT_EVENTS_PER_HOUR_MAX } from '../door-limits.ts';
import type { MailboxLoadRows } from '../outbox/mailbox-load-rows.ts';
import { EMPTY_LOAD } from '../outbox/mailbox-load.ts';
import { addToBucket, endOfBuckets, findOpening, pruneBuckets, type RateWindow } from '../outbox/rate-window.ts';
import { createUpdateLoad } from '../outbox/update-load.ts';
import type { Sender } from '../sender.ts';
import type { DoorName } from './authenticate-door.ts';

/**
 * Counts one event and resolves to when it may be sent: now, or later where `mayWait`.
 * @throws ConnectorError `too_many_requests` with the time until there is room; `conflict`; else as the rows
 */
export type TakeQuota = (door: DoorName, eventsPerHour: number, mayWait: boolean) => Promise<Date>;

export interface DoorQuotaDependencies {
  rows: MailboxLoadRows;
  now: () => Date;
}

const DETAIL = 'This door has let in as many events as it may within an hour. Nothing was stored; send it again later.';

export function createDoorQuota({ rows, now }: DoorQuotaDependencies): TakeQuota {
  const updateLoad = createUpdateLoad({ rows, now, notice: () => undefined });

  async function take(counted: Sender, max: number, mayWait: boolean): Promise<Date> {
    const window: RateWindow = { lengthSeconds: 3_600, bucketSeconds: DOOR_QUOTA_BUCKET_SECONDS, max };
    const waitMaxSeconds = mayWait ? DOOR_PUT_OFF_MAX_SECONDS : 0;
    const end = await updateLoad<{ opensAt: Date } | { waitSeconds: number }>(
      counted,
      CONFLICT_RETRIES_MAX,
      (load, isRead) => {
        const at = now();
        const buckets = pruneBuckets(load.sends, window, at);
        const opensAt = new Date(findOpening(buckets, window, 1, at));
        const waitSeconds = (opensAt.getTime() - at.getTime()) / 1000;
        if (waitSeconds > waitMaxSeconds) return isRead ? { end: { waitSeconds } } : 'look';
        const sends = addToBucket(buckets, window, 1, opensAt);
        return { load: { ...EMPTY_LOAD, sends, pausedUntil: endOfBuckets(sends, window) }, end: { opensAt } };
      },
    );
    if (!end) throw new ConnectorError('conflict', { retryAfterSeconds: 1 });
    if ('opensAt' in end) return end.opensAt;
    throw new ConnectorError('too_many_requests', { detail: DETAIL, retryAfterSeconds: end.waitSeconds });
  }

  return async ({ hostTenantId, name }, eventsPerHour, mayWait) => {
    const own = await take(countedAs(hostTenantId, `door ${name}`), eventsPerHour, mayWait);
    // After its own, so that what one door refuses takes up nothing of what all have.
    const ofAll = await take(countedAs(hostTenantId, 'all doors'), TENANT_EVENTS_PER_HOUR_MAX, mayWait);
    return own > ofAll ? own : ofAll;
  };
}

/** The first 128 bits of the SHA-256 of the text, as a GUID: no person has it. */
function countedAs(hostTenantId: string, text: string): Sender {
  const digits = createHash('sha256').update(`guestmail quota of ${text}`).digest('hex');
  const hostObjectId = [0, 8, 12, 16, 20]
    .map((from, index) => digits.slice(from, [8, 12, 16, 20, 32][index]))
    .join('-');
  return { hostTenantId, hostObjectId };
}
