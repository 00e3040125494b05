/**
 * Timer: keeps idle grants alive. Throws when it could not run at all; the next tick tries again.
 */
import type { TimerHandler } from '@azure/functions';
import type { AlarmCode } from '../shared/outcomes.ts';
import type { Connector } from './compose.ts';
import { timer } from './timer.ts';

/** One log line stays readable. */
const LOGGED_SENDERS_MAX = 20;

export function refreshHandler({ operations }: Pick<Connector, 'operations'>): TimerHandler {
  return timer(
    async () => {
      const { failures, contested, ...counts } = await operations.refresh();
      const alarms = [...Object.keys(failures), ...(contested.length > 0 ? ['name_contested'] : [])] as AlarmCode[];
      const senders = contested.slice(0, LOGGED_SENDERS_MAX).map(({ hostObjectId }) => hostObjectId);
      return { ids: { ...counts, ...failures, ...(senders.length > 0 && { contested: senders }) }, alarms };
    },
    () => operations.noteRun('refresh'),
  );
}
