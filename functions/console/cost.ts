/**
 * `console/cost`: what the whole app is estimated to cost this month and last month, from the messages that were counted.
 */
import { itemizeCost } from '../../shared/activity/itemize-cost.ts';
import { countedNames, type DayActivity } from '../../shared/activity/read-activity.ts';
import { OTHER } from '../../shared/activity/tally.ts';
import { CONSOLE_READS_AT_ONCE } from '../../shared/console-limits.ts';
import { forEachConcurrently } from '../../shared/for-each-concurrently.ts';
import { PRICES_AS_OF } from '../../shared/activity/list-prices.ts';
import { renderCostPage } from '../../shared/pages/console/operation/cost-page.ts';
import type { CostMonth } from '../../shared/pages/console/operation/operation-views.ts';
import { operationTexts } from '../../shared/pages/console/operation/operation-texts.ts';
import type { Connector } from '../compose.ts';
import type { ConsolePage } from './console-page.ts';

const DAY_MILLISECONDS = 86_400_000;

export function costPage({ activity, now }: Pick<Connector, 'activity' | 'now'>): ConsolePage {
  /** Of all host tenants, because timers and free grants are of the app. */
  async function readDays(tenantIds: readonly string[], from: Date, to: Date): Promise<DayActivity[]> {
    const read: DayActivity[] = [];
    await forEachConcurrently([...tenantIds, OTHER], CONSOLE_READS_AT_ONCE, async (scope) => {
      read.push(...(await activity.read(scope, from, to)));
    });
    return read;
  }

  return {
    async show({ view }) {
      const at = now();
      const [current, last] = [startOfMonth(at, 0), startOfMonth(at, -1)];
      const days = await readDays(
        view.tenants.map(({ id }) => id),
        last,
        at,
      );
      const months = [
        estimate(days, { start: current, end: at, isCurrent: true }),
        estimate(days, { start: last, end: current, isCurrent: false }),
      ];
      return {
        title: operationTexts(view).cost.title,
        main: renderCostPage(view, { months, pricesAsOf: new Date(PRICES_AS_OF) }),
      };
    },
  };
}

function estimate(
  days: readonly DayActivity[],
  { start, end, isCurrent }: { start: Date; end: Date; isCurrent: boolean },
): CostMonth {
  const month = start.toISOString().slice(0, 7);
  const counted = days.filter(({ day }) => day.startsWith(month));
  const sum = (name: 'accepted' | 'queued') => counted.reduce((all, one) => all + one[name], 0);
  const [accepted, queued] = [sum('accepted'), sum('queued')];
  const over = (end.getTime() - start.getTime()) / DAY_MILLISECONDS;
  const isCounted = counted.some((day) => countedNames.some((name) => day[name] > 0));
  // Of a month before the installation, only idle work would be left, which is assumed.
  const items = isCounted ? itemizeCost({ messages: accepted, queued, days: over }) : undefined;
  return { start, isCurrent, accepted, queued, items };
}

function startOfMonth(at: Date, months: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
}
