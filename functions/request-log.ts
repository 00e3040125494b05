/**
 * What is logged of requests: one line each, but what strangers are refused is only counted, and told in one line a minute.
 *
 * What only the operator can repair is an alarm once in ALARM_PAUSE_SECONDS, however often it is met. A fault of our own keeps
 * its line, whoever met it. The counts are written by the next request of this process after the minute.
 */
import type { InvocationContext } from '@azure/functions';
import { ALARM_PAUSE_SECONDS, ANONYMOUS_REFUSALS_SECONDS } from '../shared/limits.ts';
import { isAlarm, type AlarmCode } from '../shared/outcomes.ts';
import { logLine, type LogEntry } from './log-line.ts';

export interface RequestLog {
  /** `isStranger`: nothing is known of who asked, and nothing was done for them. */
  write(context: InvocationContext, entry: LogEntry, isStranger: boolean): void;
}

/** `noteAlarm` is told of every code that is logged as an alarm. */
export function createRequestLog(now: () => Date, noteAlarm: (code: AlarmCode) => void): RequestLog {
  const counts = new Map<string, number>();
  let countedSince = 0;
  const alarmedAt = new Map<AlarmCode, number>();

  /** Whether the code may raise an alarm now; if so, it counts as raised. */
  function takeAlarm(code: AlarmCode): boolean {
    if (!isAlarm(code)) return false;
    const time = now().getTime();
    const last = alarmedAt.get(code);
    if (last !== undefined && time - last < ALARM_PAUSE_SECONDS * 1000 && time >= last) return false;
    alarmedAt.set(code, time);
    return true;
  }

  function count(key: string): void {
    if (counts.size === 0) countedSince = now().getTime();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  function tellCounts(context: InvocationContext): void {
    const seconds = Math.round((now().getTime() - countedSince) / 1000);
    if (counts.size === 0 || seconds < ANONYMOUS_REFUSALS_SECONDS) return;
    context.log(JSON.stringify({ function: 'strangers', outcome: 'refused', seconds, ...Object.fromEntries(counts) }));
    counts.clear();
  }

  return {
    write(context, entry, isStranger) {
      const { error, shown = error, alarms = [] } = entry;
      const raised = new Set([...(error ? [error.code] : []), ...alarms].filter(takeAlarm));
      raised.forEach((code) => noteAlarm(code));
      const isBug = error?.code === 'internal_error';
      if (shown && isStranger && raised.size === 0 && !isBug) count(`${context.functionName} ${shown.code}`);
      else logLine(context, { ...entry, mayAlarm: (code) => raised.has(code) });
      tellCounts(context);
    },
  };
}
