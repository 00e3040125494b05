/**
 * `console/alarms`: the alarms of the last days, and the readiness checks with `?check=1`.
 */
import { ALARM_DAYS } from '../../shared/console-limits.ts';
import { renderAlarmsPage } from '../../shared/pages/console/operation/alarms-page.ts';
import { operationTexts } from '../../shared/pages/console/operation/operation-texts.ts';
import type { Connector } from '../compose.ts';
import type { ConsolePage } from './console-page.ts';

export function alarmsPage({
  activity,
  operations,
  now,
}: Pick<Connector, 'activity' | 'operations' | 'now'>): ConsolePage {
  return {
    async show({ view, query }) {
      const days = ALARM_DAYS.find((count) => String(count) === query.get('days')) ?? ALARM_DAYS[0];
      const until = now();
      // Today is one of them.
      const from = new Date(until.getTime() - (days - 1) * 86_400_000);
      const [{ alarms, dueAges }, readiness] = await Promise.all([
        activity.readAlarms(from, until),
        query.get('check') === '1' ? operations.checkReadiness() : undefined,
      ]);
      return {
        title: operationTexts(view).alarms.title,
        main: renderAlarmsPage(view, {
          days,
          alarms,
          oldestDueSeconds: Math.max(0, ...dueAges.map(({ oldestDueSeconds }) => oldestDueSeconds)),
          checks: readiness?.checks,
        }),
        ids: { count: alarms.length, ...readiness?.reasons },
      };
    },
  };
}
