/**
 * Timer: removes what expired, finishes what stopped half way, moves keys to the newest version, and measures what Azure's
 * metrics do not show. Neither half stops the other.
 */
import type { TimerHandler } from '@azure/functions';
import { QUEUE_AGE_ALARM_SECONDS } from '../shared/limits.ts';
import type { Connector } from './compose.ts';
import { createSettle, timer, type TimerResult } from './timer.ts';

export function sweepHandler(connector: Pick<Connector, 'operations' | 'contests' | 'activity'>): TimerHandler {
  const { contests, operations } = connector;
  return timer(createSettle(contests), createSweepRun(connector), () => operations.noteRun('sweep'), connector);
}

/** One sweep with its measures; `failure` is that of sweeping. */
export function createSweepRun({ operations, activity }: Pick<Connector, 'operations' | 'activity'>) {
  return async (): Promise<TimerResult> => {
    const [[swept], { values, notMeasured, alarms }] = await Promise.all([
      Promise.allSettled([operations.sweep()]),
      operations.measure(),
    ]);
    const measured = { ...values, ...(Object.keys(notMeasured).length > 0 && { notMeasured }) };
    if (swept.status === 'rejected') return { ids: measured, alarms, failure: swept.reason };
    const { keys, directory, ...counts } = swept.value;
    activity.noteDueAge(counts.overdueSeconds);
    const isMoved = Object.values(directory).some((count) => count > 0);
    const { rewrapped, countByVersion: keyVersions, isComplete: onlyCurrentKeyVersion } = keys;
    const isLate = counts.overdueSeconds > QUEUE_AGE_ALARM_SECONDS;
    return {
      ids: { ...counts, ...(isMoved && { directory }), rewrapped, keyVersions, onlyCurrentKeyVersion, ...measured },
      alarms: [...(isLate ? (['queue_age'] as const) : []), ...alarms],
    };
  };
}
