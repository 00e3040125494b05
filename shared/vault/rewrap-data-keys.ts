/**
 * Rewraps every data encryption key and content key under the current version of the key encryption key, one bounded step per run.
 *
 * Several runs make a pass through all rows; rewrap-progress.ts keeps the place. Another pass follows one that began while other
 * instances could still write as before, and a pass that left rows behind is repeated a day later. The service unwraps the key of
 * a tenant and rows of an earlier release, nothing else. A row that cannot be read stays as it is and is counted. An ETag guards every write, so two runs at once are harmless. It destroys nothing.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { REWRAP_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { isSuperseded, type CurrentKey } from './data-key.ts';
import type { KeyEncryptionKeys } from './key-encryption-key.ts';
import { formatKeyLabel } from './key-reference.ts';
import type { KeyRow, KeyRows } from './key-rows.ts';
import {
  formatPass,
  hasForm,
  isTarget,
  parsePass,
  secondsOf,
  startPass,
  type RewrapPass,
  type RewrapProgress,
} from './rewrap-progress.ts';

export interface RewrapReport {
  /** In this run. */
  rewrapped: number;
  /** Rows seen so far in this pass (or in the last one) by `{key index}.{version}`, `unreadable` or `other`. */
  countByVersion: Record<string, number>;
  /** Every row is under the current version, and no other version is needed any more. */
  isComplete: boolean;
}

export interface RewrapDependencies {
  keyEncryptionKeys: Pick<KeyEncryptionKeys, 'current'>;
  keyRows: KeyRows;
  progress: RewrapProgress;
  now: () => Date;
}

/** Rows that could not be unwrapped are tried again after this, because a disabled version may be enabled again. */
const LEFTOVERS_RETRY_SECONDS = 24 * 3600;
/** An installation has few versions; only rows that were written by hand make more. */
const VERSIONS_COUNTED_MAX = 64;

/** Throws what stores, progress and `KeyEncryptionKeys` throw; the next run goes on from the same place. */
export function createRewrapDataKeys(dependencies: RewrapDependencies) {
  const { keyEncryptionKeys, keyRows, progress, now } = dependencies;
  return async (): Promise<RewrapReport> => {
    const current = await keyEncryptionKeys.current();
    const stored = await progress.read();
    const previous = stored && parsePass(stored.text);
    if (previous && isNothingDue(previous, current, now())) return report(0, previous);
    const pass = previous && isUnderWay(previous, current) ? previous : startPass(current, now(), previous);

    const { rows, cursor } = await keyRows.list(REWRAP_BATCH_MAX, pass.cursor).catch(async (error: unknown) => {
      // The cursor was changed, or the store no longer knows it: start again, which costs reads only.
      if (!hasCode(error, 'invalid_request')) throw error;
      pass.countByVersion = {};
      return keyRows.list(REWRAP_BATCH_MAX);
    });
    const step = createStep(pass, current);
    await forEachConcurrently(rows, TIMER_CONCURRENCY_MAX, step.take);
    const next: RewrapPass = { ...pass, cursor, isDone: cursor === undefined };
    try {
      await progress.write(formatPass(next), stored?.etag);
    } catch (error) {
      // Another run has just done the same, and goes on.
      if (!hasCode(error, 'conflict')) throw error;
    }
    return report(step.rewrapped(), next);
  };
}

function isNothingDue(previous: RewrapPass, current: CurrentKey, now: Date): boolean {
  if (!isTarget(previous, current)) {
    const { target: key, targetCreatedSeconds: keyCreatedSeconds } = previous;
    // Other instances rewrap to a version that this one has not seen yet.
    return !isSuperseded({ key, keyCreatedSeconds }, current);
  }
  if (!hasForm(previous) || !previous.isDone) return false;
  const { startedSeconds, settledSeconds } = previous;
  const isLast = startedSeconds >= settledSeconds;
  const isDueFrom = isLast ? startedSeconds + LEFTOVERS_RETRY_SECONDS : settledSeconds;
  return isComplete(previous) || secondsOf(now) < isDueFrom;
}

/** What an earlier release counted says nothing about what rows have to hold now. */
function isUnderWay(previous: RewrapPass, current: CurrentKey): boolean {
  return isTarget(previous, current) && hasForm(previous) && !previous.isDone;
}

function isComplete({ target, startedSeconds, settledSeconds, isDone, countByVersion }: RewrapPass): boolean {
  const hasLeftovers = Object.keys(countByVersion).some((label) => label !== formatKeyLabel(target));
  return isDone && startedSeconds >= settledSeconds && !hasLeftovers;
}

function report(rewrapped: number, pass: RewrapPass): RewrapReport {
  return { rewrapped, countByVersion: { ...pass.countByVersion }, isComplete: isComplete(pass) };
}

function createStep({ countByVersion }: RewrapPass, current: CurrentKey) {
  const refusedVersions = new Set<string>();
  let rewrapped = 0;
  let isStopped = false;

  function count(label: string): void {
    const isKnown = label in countByVersion || Object.keys(countByVersion).length < VERSIONS_COUNTED_MAX;
    const counted = isKnown ? label : 'other';
    countByVersion[counted] = (countByVersion[counted] ?? 0) + 1;
  }

  /** The key of a row; undefined when this row, or its version, is refused. */
  async function open(row: KeyRow, label: string): Promise<Uint8Array | undefined> {
    try {
      return await row.open();
    } catch (error) {
      if (!hasCode(error, 'vault_access_refused', 'sealed_record_refused')) throw error;
      if (error.code === 'vault_access_refused') refusedVersions.add(label);
      return undefined;
    }
  }

  async function rewrap(row: KeyRow): Promise<void> {
    const { version, isOutdated } = row.judge(current);
    const label = formatKeyLabel(version);
    if (!isOutdated || refusedVersions.has(label)) return count(label);
    const key = await open(row, label);
    if (!key) return count(label);
    let rewrittenUnder;
    try {
      rewrittenUnder = await row.replace(key);
    } catch (error) {
      // It was destroyed or rewrapped meanwhile.
      if (hasCode(error, 'conflict')) return;
      throw error;
    }
    rewrapped += 1;
    return count(formatKeyLabel(rewrittenUnder));
  }

  return {
    rewrapped: () => rewrapped,
    async take(row: KeyRow): Promise<void> {
      // What is down for one row is down for all.
      if (isStopped) return;
      try {
        await rewrap(row);
      } catch (error) {
        if (error instanceof ConnectorError && error.code === 'sealed_record_refused') return count('unreadable');
        isStopped = true;
        throw error;
      }
    },
  };
}
