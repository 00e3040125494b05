/**
 * What happens in a day, counted for charts, alarms and an estimate of the cost: messages by host tenant and the state they came into,
 * alarms by code, and how late the most overdue message was.
 *
 * Counting costs no call. What a process has counted is added to a row of its shard once a minute at most, by ETag; what cannot be
 * written is kept for the next time. A process that is killed loses what it has not written, a minute or, where nothing follows, what came
 * since; so the numbers are for people, and no bill or proof.
 */
import { ACTIVITY_DAYS, ACTIVITY_FLUSH_SECONDS, ACTIVITY_WRITES_AT_ONCE_MAX } from '../activity-limits.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { CONFLICT_RETRIES_MAX, TIMER_BATCH_MAX } from '../limits.ts';
import type { AlarmCode } from '../outcomes.ts';
import { repeatBatches } from '../repeat-batches.ts';
import type { ActivityStore } from './activity-store.ts';
import { createCounter } from './counter.ts';
import type { ReadActivity } from './read-activity.ts';
import { APP_SCOPE, dayOf, EMPTY_TALLY, mergeTallies, tallyOne, type DayTally } from './tally.ts';

export interface Activity extends ReadActivity {
  /** Of every state that is written; a message that has just been accepted is counted as that, too. */
  noteChange(change: { hostTenantId: string; from: string; to: string }): void;
  /** One that is logged. */
  noteAlarm(code: AlarmCode): void;
  /** By how many seconds the most overdue message is late. */
  noteDueAge(seconds: number): void;
  /**
   * Writes what was counted since the last time, unless that was less than ACTIVITY_FLUSH_SECONDS ago; `isForced`: in any case. Without
   * anything to write it calls nobody. What fails is kept. Throws what storage throws.
   */
  flush(options?: { isForced?: boolean }): Promise<void>;
  /** Deletes rows of months that ended ACTIVITY_DAYS ago; returns how many. Throws what storage throws. */
  sweep(): Promise<number>;
}

export interface ActivityDependencies {
  store: ActivityStore;
  now: () => Date;
  /** Of this process, below ACTIVITY_SHARDS. */
  shard: number;
}

export function createActivity({ store, now, shard }: ActivityDependencies): Activity {
  const counter = createCounter();
  let flushedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;

  const add = (scope: string, tally: DayTally['tally']) => counter.add({ scope, day: dayOf(now()), tally });

  async function write({ scope, day, tally }: DayTally): Promise<void> {
    const key = { scope, day, shard };
    for (let attempt = 0; attempt < CONFLICT_RETRIES_MAX; attempt++) {
      const stored = await store.read(key);
      try {
        await store.write(key, mergeTallies(stored?.tally ?? EMPTY_TALLY, tally), stored?.etag);
        return;
      } catch (error) {
        if (!hasCode(error, 'conflict')) throw error;
      }
    }
    throw new ConnectorError('conflict', { retryAfterSeconds: 1 });
  }

  async function writeAll(): Promise<void> {
    flushedAt = now().getTime();
    await forEachConcurrently(counter.take(), ACTIVITY_WRITES_AT_ONCE_MAX, async (counted) => {
      try {
        await write(counted);
      } catch (error) {
        counter.add(counted);
        throw error;
      }
    });
  }

  function isSoon(): boolean {
    const passed = now().getTime() - flushedAt;
    return passed >= 0 && passed < ACTIVITY_FLUSH_SECONDS * 1000;
  }

  const load = async () => (await import('./read-activity.ts')).createReadActivity(store);
  return {
    noteChange({ hostTenantId, from, to }) {
      if (from === 'absent') add(hostTenantId, tallyOne('accepted'));
      if (to !== 'sending') add(hostTenantId, tallyOne(to));
    },
    noteAlarm: (code) => add(APP_SCOPE, tallyOne(code, now().getTime())),
    noteDueAge(seconds) {
      if (seconds > 0) add(APP_SCOPE, { ...EMPTY_TALLY, oldestDueSeconds: seconds });
    },
    async flush({ isForced = false } = {}) {
      if (!isForced && (underWay || isSoon())) return;
      // What another flush could not write is tried again by this one.
      await underWay?.catch(() => undefined);
      if (counter.isEmpty()) return;
      underWay = writeAll().finally(() => (underWay = undefined));
      await underWay;
    },
    async sweep() {
      let deleted = 0;
      const before = dayOf(new Date(now().getTime() - ACTIVITY_DAYS * 86_400_000));
      await repeatBatches(now, async () => {
        const count = await store.sweep(before, TIMER_BATCH_MAX);
        deleted += count;
        return count >= TIMER_BATCH_MAX;
      });
      return deleted;
    },
    read: async (...given) => (await load()).read(...given),
    readAlarms: async (...given) => (await load()).readAlarms(...given),
  };
}
