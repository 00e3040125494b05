/**
 * The timers run: what Azure lists and shows as enabled may never be started, so this reads what the runs themselves wrote.
 *
 * A sweep that a request ran in place of the timer does not count. Where tables cannot be read, their own check says why.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { REFRESH_LATE_SECONDS, SWEEP_LATE_SECONDS } from '../limits.ts';
import type { RunTime, RunTimes } from './run-times.ts';

export interface TimersDependencies {
  readRunTime: RunTimes['read'];
  now: () => Date;
}

/** Says when they last ran. @throws ConnectorError `internal_error` for a timer that is late, `sealed_record_refused` */
export async function checkTimers({ readRunTime, now }: TimersDependencies): Promise<string> {
  const runs = await Promise.all([readRunTime('sweep'), readRunTime('refresh')]).catch((error: unknown) => {
    if (hasCode(error, 'storage_access_refused', 'storage_unavailable')) return undefined;
    throw error;
  });
  if (!runs) return 'Whether the timers run cannot be seen before tables can be read.';
  const [sweep, refresh] = runs;
  if (!sweep || sweep.ageSeconds > SWEEP_LATE_SECONDS) throw late('sweep');
  const knownSeconds = (now().getTime() - sweep.since.getTime()) / 1000;
  if ((refresh?.ageSeconds ?? knownSeconds) > REFRESH_LATE_SECONDS) throw late('refresh');
  const lastRefresh = refresh ? `the last refresh at ${format(refresh, now())}` : 'the first refresh is not due yet';
  return `The timers run: the last sweep ended at ${format(sweep, now())}, ${lastRefresh}.`;
}

function late(name: string): ConnectorError {
  return new ConnectorError('internal_error', { cause: new Error(`No ${name} has ended.`) });
}

function format({ ageSeconds }: RunTime, now: Date): string {
  const text = new Date(now.getTime() - ageSeconds * 1000).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
