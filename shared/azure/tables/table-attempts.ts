/**
 * Carries out one operation on a table, queue or container within a bounded time: few attempts, each with a limit of its own.
 *
 * A failure that may pass is repeated; a missing table (queue, container) is created once. After an attempt whose answer was lost, a conflict may
 * be our own effect: then `recognize` looks at what is stored, and so it does before the last attempt, for a service that
 * answers no write may answer a read.
 */
import { STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS, STORAGE_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { withTimeLimit } from '../../time-limit.ts';
import { failureOf, type TableFailure } from './table-failure.ts';

/** Pauses before the second and third attempt: long enough for a partition that moves, short enough for a caller. */
const pausesMilliseconds = [100, 300];

export interface TableOperation<Result> {
  send(signal: AbortSignal): Promise<Result>;
  createTable(signal: AbortSignal): Promise<void>;
  /** The result, if what is stored is what `send` wrote; undefined when it is another's. */
  recognize?(signal: AbortSignal): Promise<Result | undefined>;
}

export interface AttemptLimits {
  attemptMilliseconds: number;
  totalMilliseconds: number;
}

const tableLimits: AttemptLimits = {
  attemptMilliseconds: STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS,
  totalMilliseconds: STORAGE_TIMEOUT_MILLISECONDS,
};

/** Runs an operation on one table to its bounded end. @throws ConnectorError */
export type RunOperation = <Result>(operation: Omit<TableOperation<Result>, 'createTable'>) => Promise<Result>;

/** @throws TableFailure within the limits, which are those of tables where none are given. */
export function attempt<Result>(operation: TableOperation<Result>, limits = tableLimits): Promise<Result> {
  return repeat(operation, limits).catch((error: unknown) => {
    throw failureOf(error);
  });
}

/** Each attempt has a limit of its own, and none begins after the end of them all. */
async function repeat<Result>(operation: TableOperation<Result>, limits: AttemptLimits): Promise<Result> {
  const endsAt = performance.now() + limits.totalMilliseconds;
  const left = () => endsAt - performance.now();
  const once = <Type>(action: (signal: AbortSignal) => Promise<Type>) =>
    withTimeLimit(Math.max(1, Math.min(limits.attemptMilliseconds, left())), action);
  let isTableMissing = false;
  let isTableCreated = false;
  let doubtful: TableFailure | undefined;
  for (let failures = 0; ;) {
    try {
      if (doubtful) {
        const own = operation.recognize && (await once(operation.recognize));
        if (own === undefined) throw doubtful;
        return own;
      }
      if (failures === pausesMilliseconds.length && operation.recognize) {
        const own = await once(operation.recognize).catch((error: unknown) => void failureOf(error));
        if (own !== undefined) return own;
      }
      if (isTableMissing) await once(operation.createTable);
      isTableMissing = false;
      return await once(operation.send);
    } catch (error) {
      const failure = failureOf(error);
      const isConflict = failure.kind === 'conflict' || failure.kind === 'missing';
      if (isConflict && failures > 0 && operation.recognize && !doubtful) {
        doubtful = failure;
        continue;
      }
      if (failure.kind === 'table_missing' && !isTableCreated) {
        isTableMissing = isTableCreated = true;
        continue;
      }
      const pause = pausesMilliseconds[failures];
      const mayPass = failure.kind === 'transient' || failure.kind === 'table_missing';
      if (!mayPass || pause === undefined || left() <= pause) throw failure;
      failures += 1;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
