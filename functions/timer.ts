/**
 * The wrapper of every timer function: notes that it ran, has written what was counted, one log line with the contests and changes that it
 * came across, and the failure is thrown on so that the host records it.
 */
import type { TimerHandler } from '@azure/functions';
import type { AlarmCode } from '../shared/outcomes.ts';
import type { Contests } from './contests.ts';
import type { Connector } from './compose.ts';
import { createKeepCounts } from './keep-counts.ts';
import { alarmsOf, logLine, type LogEntry } from './log-line.ts';
import { tellChanges } from './message-changes.ts';
import { toError } from './to-error.ts';

export interface TimerResult {
  ids: Record<string, unknown>;
  /** Codes that happened; those that an operator must act on raise an alarm. */
  alarms: AlarmCode[];
  /** There is nothing to tell: no line is written unless something failed. */
  isQuiet?: boolean;
  /** What stopped a part of the work, thrown on after the line is written. */
  failure?: unknown;
}

/** Runs one function; never rejects. */
export type Settle = <Result extends TimerResult>(run: () => Promise<Result>) => Promise<Result | TimerResult>;

/** `noteRun`: writes that a run has ended, whatever came of it. */
export function timer(
  settle: Settle,
  run: () => Promise<TimerResult>,
  noteRun: () => Promise<void>,
  connector: Pick<Connector, 'activity'>,
): TimerHandler {
  const keepCounts = createKeepCounts(connector);
  return async (_timer, context) => {
    const startedAt = performance.now();
    const { ids, alarms, isQuiet, failure: stopped } = await settle(run);
    const notNoted = await noteRun().then(undefined, (error: unknown) => error);
    const failure = stopped ?? notNoted;
    const isLogged = !isQuiet || failure !== undefined;
    const entry: LogEntry = { startedAt, error: toError(failure), ids, alarms };
    if (isLogged) alarmsOf(entry).forEach(connector.activity.noteAlarm);
    // The instance of a timer may end before the next run.
    await keepCounts(context, { isForced: true });
    if (isLogged) logLine(context, entry);
    if (failure !== undefined) throw failure;
  };
}

export function createSettle(contests: Contests): Settle {
  return async (run) => {
    const failed = (failure: unknown): TimerResult => ({ ids: {}, alarms: [], failure });
    const { result, contested, changes } = await contests.collect(() => run().catch(failed));
    const told = { ...tellChanges(changes, result.ids), ...(contested.length > 0 && { contested }) };
    if (Object.keys(told).length === 0) return result;
    const alarms: AlarmCode[] = [...result.alarms, ...(contested.length > 0 ? (['name_contested'] as const) : [])];
    return { ...result, isQuiet: false, ids: { ...result.ids, ...told }, alarms };
  };
}
