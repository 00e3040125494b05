/**
 * Timer: keeps idle grants alive. Throws when it could not run at all; the next tick tries again.
 */
import type { TimerHandler } from '@azure/functions';
import type { AlarmCode } from '../shared/outcomes.ts';
import type { Connector } from './compose.ts';
import { createSettle, timer } from './timer.ts';

export function refreshHandler(connector: Pick<Connector, 'operations' | 'contests' | 'activity'>): TimerHandler {
  const { operations, contests } = connector;
  return timer(
    createSettle(contests),
    async () => {
      const { failures, ...counts } = await operations.refresh();
      return { ids: { ...counts, ...failures }, alarms: Object.keys(failures) as AlarmCode[] };
    },
    () => operations.noteRun('refresh'),
    connector,
  );
}
