/**
 * The wrapper of every timer function: one log line, and the failure is thrown on so that the host records it.
 */
import type { TimerHandler } from '@azure/functions';
import type { AlarmCode } from '../shared/outcomes.ts';
import { ConnectorError } from '../shared/errors.ts';
import { logLine } from './log-line.ts';

export interface TimerResult {
  ids: Record<string, unknown>;
  /** Codes that happened; those that an operator must act on raise an alarm. */
  alarms: AlarmCode[];
  /** What stopped a part of the work, thrown on after the line is written. */
  failure?: unknown;
}

export function timer(run: () => Promise<TimerResult>): TimerHandler {
  return async (_timer, context) => {
    const startedAt = performance.now();
    const result = await run().catch((failure: unknown): TimerResult => ({ ids: {}, alarms: [], failure }));
    const { ids, alarms, failure } = result;
    if (failure === undefined) return logLine(context, { startedAt, ids, alarms });
    const error =
      failure instanceof ConnectorError ? failure : new ConnectorError('internal_error', { cause: failure });
    logLine(context, { startedAt, error, ids, alarms });
    throw failure;
  };
}
