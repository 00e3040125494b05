/**
 * Reads what was counted, for the administrator's pages; loaded when somebody first asks for that.
 *
 * Costs a query for each month, or part of one. A day without rows has zeros, whether nothing happened or nothing was counted yet. It
 * writes nothing.
 */
import { ACTIVITY_DAYS } from '../activity-limits.ts';
import { ConnectorError } from '../errors.ts';
import type { ActivityStore } from './activity-store.ts';
import { APP_SCOPE, dayOf, EMPTY_TALLY, mergeTallies, type Tally } from './tally.ts';

/** Messages that were accepted, and that came into each state; one that is tried again comes into `queued` again. */
export const countedNames = [
  'accepted',
  'queued',
  'held',
  'sent',
  'failed',
  'expired',
  'cancelled',
  'unknown',
] as const;

export type CountedName = (typeof countedNames)[number];

export interface DayActivity extends Record<CountedName, number> {
  /** The date in UTC. */
  day: string;
}

export interface AlarmActivity {
  /** `other`: of several codes. */
  code: string;
  count: number;
  lastAt: Date;
  /** Those on which it was logged, in their order. */
  days: { day: string; count: number }[];
}

/** Of the days of both times and between, at most ACTIVITY_DAYS. @throws ConnectorError `invalid_request`; what storage throws */
export interface ReadActivity {
  /** Of a host tenant; or OTHER: of those that did not fit. */
  read(hostTenantId: string, from: Date, to: Date): Promise<DayActivity[]>;
  /** Of the whole app, the latest first; and by how much the most overdue message of each day was late. */
  readAlarms(
    from: Date,
    to: Date,
  ): Promise<{ alarms: AlarmActivity[]; dueAges: { day: string; oldestDueSeconds: number }[] }>;
}

export function createReadActivity(store: Pick<ActivityStore, 'list'>): ReadActivity {
  async function readDays(scope: string, from: Date, to: Date): Promise<[day: string, tally: Tally][]> {
    const days = listDays(from, to);
    const tallies = new Map<string, Tally>(days.map((day) => [day, EMPTY_TALLY]));
    for (const { day, tally } of await store.list(scope, { from: dayOf(from), to: dayOf(to) }))
      tallies.set(day, mergeTallies(tallies.get(day) ?? EMPTY_TALLY, tally));
    return [...tallies];
  }

  return {
    async read(hostTenantId, from, to) {
      const days = await readDays(hostTenantId, from, to);
      return days.map(([day, { counts }]) => {
        const counted = Object.fromEntries(countedNames.map((name) => [name, counts.get(name) ?? 0]));
        return { day, ...(counted as Record<CountedName, number>) };
      });
    },
    async readAlarms(from, to) {
      const days = await readDays(APP_SCOPE, from, to);
      const dueAges = days.map(([day, { oldestDueSeconds }]) => ({ day, oldestDueSeconds }));
      return { alarms: listAlarms(days), dueAges };
    },
  };
}

function listAlarms(days: readonly [day: string, tally: Tally][]): AlarmActivity[] {
  const alarms = new Map<string, AlarmActivity>();
  for (const [day, { counts, lastAt }] of days)
    for (const [code, count] of counts) {
      const alarm = alarms.get(code) ?? { code, count: 0, lastAt: new Date(0), days: [] };
      alarms.set(code, alarm);
      alarm.count += count;
      alarm.lastAt = new Date(Math.max(alarm.lastAt.getTime(), lastAt.get(code) ?? 0));
      alarm.days.push({ day, count });
    }
  return [...alarms.values()].sort((one, other) => other.lastAt.getTime() - one.lastAt.getTime());
}

function listDays(from: Date, to: Date): string[] {
  const start = Date.parse(dayOf(from));
  const length = (Date.parse(dayOf(to)) - start) / 86_400_000 + 1;
  if (length < 1 || length > ACTIVITY_DAYS)
    throw new ConnectorError('invalid_request', {
      faults: [
        { pointer: 'query:from', detail: `must be a day at most ${ACTIVITY_DAYS - 1} days before the last one` },
      ],
    });
  return Array.from({ length }, (_, index) => dayOf(new Date(start + index * 86_400_000)));
}
