/**
 * `console/overview`: what an administrator sees first: today's numbers, charts by day, recent alarms, the link for people.
 */
import { countedNames, type AlarmActivity, type DayActivity } from '../../shared/activity/read-activity.ts';
import { dayOf } from '../../shared/activity/tally.ts';
import { CHART_DAYS, RECENT_ALARM_DAYS } from '../../shared/console-limits.ts';
import { consentUrl } from '../../shared/grants/describe-sender.ts';
import { renderOverviewPage } from '../../shared/pages/console/overview/overview-page.ts';
import type { Connector } from '../compose.ts';
import type { ConsolePage } from './console-page.ts';

const DAY_MILLISECONDS = 86_400_000;
const RANGE_DEFAULT = 30;

export function overviewPage({ config, activity, now }: Pick<Connector, 'config' | 'activity' | 'now'>): ConsolePage {
  return {
    async show({ view, tenant, query }) {
      const range = CHART_DAYS.find((days) => String(days) === query.get('days')) ?? RANGE_DEFAULT;
      const to = now();
      const from = daysBefore(to, range - 1);
      const [days, { alarms, dueAges }] = await Promise.all([
        activity.read(tenant.id, from, to),
        activity.readAlarms(from, to),
      ]);
      const main = renderOverviewPage(view, {
        state: tenant.state,
        consentUrl: consentUrl(config, tenant.id),
        range,
        days,
        dueAges,
        countedFrom: findFirstCounted(days, alarms, dueAges) ?? dayOf(to),
        alarms: alarms.flatMap((alarm) => countSince(alarm, dayOf(daysBefore(to, RECENT_ALARM_DAYS - 1)))),
      });
      return { title: view.words.sections.overview, main };
    },
  };
}

/** Messages of this host tenant, alarms, or a message that was late. */
function findFirstCounted(
  days: readonly DayActivity[],
  alarms: readonly AlarmActivity[],
  dueAges: readonly { day: string; oldestDueSeconds: number }[],
): string | undefined {
  const counted = [
    ...days.filter((day) => countedNames.some((name) => day[name] > 0)),
    ...alarms.flatMap((alarm) => alarm.days),
    ...dueAges.filter(({ oldestDueSeconds }) => oldestDueSeconds > 0),
  ];
  return counted.map(({ day }) => day).toSorted()[0];
}

/** Nothing for an alarm that is older. */
function countSince({ days, ...alarm }: AlarmActivity, firstDay: string): Omit<AlarmActivity, 'days'>[] {
  const count = days.filter(({ day }) => day >= firstDay).reduce((sum, counted) => sum + counted.count, 0);
  return count > 0 ? [{ ...alarm, count }] : [];
}

function daysBefore(time: Date, days: number): Date {
  return new Date(time.getTime() - days * DAY_MILLISECONDS);
}
