/**
 * The progress of rewrapping: one small record, so that a run costs one read when no key was rotated.
 *
 * A pass goes through all key rows once, a step at a time, for one target version and one form of rows. It is stored as JSON with
 * the fields below. The record guards nothing: a change to it only delays rewrapping or repeats it.
 */
import { PUBLIC_KEY_CACHE_SECONDS } from '../limits.ts';
import type { CurrentKey } from './data-key.ts';
import type { KeyReference } from './key-encryption-key.ts';
import { isKeyReference } from './key-reference.ts';

/** The store of the record. */
export interface RewrapProgress {
  /** The text as last written, of less than 16 KiB; undefined before the first write. */
  read(): Promise<{ text: string; etag: string } | undefined>;
  /** Replaces the record read under `etag`, or inserts the first one. @throws ConnectorError `conflict` */
  write(text: string, etag?: string): Promise<void>;
}

export interface RewrapPass {
  /** What a pass leaves in which rows: ROW_FORM; absent in records of releases that knew `wrapped` alone. */
  form?: number;
  target: KeyReference;
  /** Times in whole seconds since 1970. */
  targetCreatedSeconds: number;
  startedSeconds: number;
  /** From then on no instance writes under an older version or in an older form, so a pass that starts later is the last one. */
  settledSeconds: number;
  /** Where the next step starts; opaque. */
  cursor?: string | undefined;
  isDone: boolean;
  /** Rows seen in this pass, by the version under which they are wrapped afterwards. */
  countByVersion: Record<string, number>;
}

/** `wrapped` and `sealed` of data keys (stored-data-key.ts), and content keys as well (stored-content-key.ts). */
const ROW_FORM = 3;
/** For clocks that differ, and for requests under way when the last cached public key expired. */
const SETTLE_MARGIN_SECONDS = 15 * 60;

/** The first step of a pass towards `current`. Other instances know an appended name or a new form only after they restart. */
export function startPass(current: CurrentKey, now: Date, previous?: RewrapPass): RewrapPass {
  const { reference: target, createdAt } = current;
  const startedSeconds = secondsOf(now);
  const isSameTarget = previous && isTarget(previous, current) && hasForm(previous);
  const isAfterRestart = previous !== undefined && (previous.target.index < target.index || !hasForm(previous));
  const writtenSince = isAfterRestart ? Math.max(startedSeconds, secondsOf(createdAt)) : secondsOf(createdAt);
  return {
    form: ROW_FORM,
    target,
    targetCreatedSeconds: secondsOf(createdAt),
    startedSeconds,
    settledSeconds: isSameTarget
      ? previous.settledSeconds
      : writtenSince + PUBLIC_KEY_CACHE_SECONDS + SETTLE_MARGIN_SECONDS,
    isDone: false,
    countByVersion: {},
  };
}

export function isTarget({ target }: RewrapPass, { reference }: CurrentKey): boolean {
  return target.index === reference.index && target.version === reference.version;
}

/** Whether a pass left rows in the form in which they are written now. */
export function hasForm({ form }: RewrapPass): boolean {
  return form === ROW_FORM;
}

export function formatPass(pass: RewrapPass): string {
  return JSON.stringify(pass);
}

/** Undefined for text that `formatPass` did not write; then the work starts again from the beginning. */
export function parsePass(text: string): RewrapPass | undefined {
  let pass: Partial<RewrapPass>;
  // Stryker disable BlockStatement: without this return, nothing has no fields either, and that is no pass.
  try {
    pass = JSON.parse(text) as Partial<RewrapPass>;
  } catch {
    return undefined;
  }
  // Stryker restore BlockStatement
  const { form, target, targetCreatedSeconds, startedSeconds, settledSeconds, cursor, isDone, countByVersion } =
    pass ?? {};
  const times = [targetCreatedSeconds, startedSeconds, settledSeconds];
  const isPass =
    (form === undefined || typeof form === 'number') &&
    typeof target?.version === 'string' &&
    isKeyReference(target) &&
    times.every((time) => Number.isSafeInteger(time)) &&
    (cursor === undefined || typeof cursor === 'string') &&
    typeof isDone === 'boolean' &&
    typeof countByVersion === 'object' &&
    countByVersion !== null &&
    Object.values(countByVersion).every((count) => Number.isSafeInteger(count));
  return isPass ? (pass as RewrapPass) : undefined;
}

export function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
