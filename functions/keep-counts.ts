/**
 * Has what this process has counted written, behind an answer or at the end of a run; never rejects, so that no counting fails anything.
 *
 * What storage does not take now is kept, and the requests that need storage tell of it. Anything else that fails, such as a bug, is told by
 * the next call, in a line under the name `activity`.
 */
import type { InvocationContext } from '@azure/functions';
import { hasCode, type ConnectorError } from '../shared/errors.ts';
import type { Connector } from './compose.ts';
import { alarmsOf, logLine } from './log-line.ts';
import { toError } from './to-error.ts';

/** `isForced`: although the last time was a moment ago. */
export type KeepCounts = (context: InvocationContext, options?: { isForced?: boolean }) => Promise<void>;

export function createKeepCounts({ activity }: Pick<Connector, 'activity'>): KeepCounts {
  let failed: { startedAt: number; error: ConnectorError | undefined } | undefined;

  function tell(context: InvocationContext): void {
    if (!failed) return;
    const entry = { function: 'activity', ...failed };
    failed = undefined;
    alarmsOf(entry).forEach(activity.noteAlarm);
    logLine(context, entry);
  }

  return async (context, options) => {
    tell(context);
    const startedAt = performance.now();
    try {
      await activity.flush(options);
    } catch (error) {
      if (!hasCode(error, 'storage_unavailable', 'conflict')) failed = { startedAt, error: toError(error) };
    }
  };
}
