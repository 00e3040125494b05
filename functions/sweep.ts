/**
 * Timer: removes what expired, finishes what stopped half way, moves keys to the newest version, and measures what Azure's
 * metrics do not show. Neither half stops the other.
 */
import type { TimerHandler } from '@azure/functions';
import type { AlarmCode } from '../shared/outcomes.ts';
import type { Connector } from './compose.ts';
import { timer, type TimerResult } from './timer.ts';

export function sweepHandler(connector: Pick<Connector, 'operations' | 'contests'>): TimerHandler {
  return timer(createSweepRun(connector), () => connector.operations.noteRun('sweep'));
}

/** One sweep with its measures; `failure` is that of sweeping. */
export function createSweepRun({ operations, contests }: Pick<Connector, 'operations' | 'contests'>) {
  return async (): Promise<TimerResult> => {
    const [{ result, contested }, { values, notMeasured, alarms: measuredAlarms }] = await Promise.all([
      contests.collect(() => Promise.allSettled([operations.sweep()])),
      operations.measure(),
    ]);
    const [swept] = result;
    const alarms: AlarmCode[] = [...measuredAlarms, ...(contested.length > 0 ? ['name_contested' as const] : [])];
    const measured = {
      ...values,
      ...(contested.length > 0 && { contested }),
      ...(Object.keys(notMeasured).length > 0 && { notMeasured }),
    };
    if (swept.status === 'rejected') return { ids: measured, alarms, failure: swept.reason };
    const { keys, ...counts } = swept.value;
    const { rewrapped, countByVersion: keyVersions, isComplete: onlyCurrentKeyVersion } = keys;
    return { ids: { ...counts, rewrapped, keyVersions, onlyCurrentKeyVersion, ...measured }, alarms };
  };
}
