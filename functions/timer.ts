/**
 * The wrapper of every timer function: one log line, and the failure is thrown on so that the host records it.
 */
import type { TimerHandler } from '@azure/functions';
import { catalogue, type ErrorCode } from '../shared/catalogue.ts';
import { ConnectorError } from '../shared/errors.ts';
import { logLine } from './log-line.ts';

export interface TimerResult {
  ids: Record<string, unknown>;
  /** Codes that happened; those that an operator must act on raise an alarm. */
  alarms: string[];
}

export function timer(run: () => Promise<TimerResult>): TimerHandler {
  return async (_timer, context) => {
    const startedAt = performance.now();
    try {
      const { ids, alarms } = await run();
      const alarm = alarms.find((code) => catalogue[code as ErrorCode].who === 'operator') as ErrorCode | undefined;
      logLine(context, { startedAt, ids, ...(alarm && { error: new ConnectorError(alarm) }) });
    } catch (thrown) {
      const error = thrown instanceof ConnectorError ? thrown : new ConnectorError('internal_error', { cause: thrown });
      logLine(context, { startedAt, error });
      throw thrown;
    }
  };
}
