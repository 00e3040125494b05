/**
 * Puts a file to its upload session range by range, in the order that the session asks for. While one is on its way the next one is read,
 * so two are in memory.
 *
 * A session gets as many requests as the file has ranges, and a few more, however often it changes its mind.
 */
import { DRAFT_REPEATS_MAX, UPLOAD_RANGE_BYTES } from '../draft-limits.ts';
import type { DraftParts } from './draft-parts.ts';
import { stopped } from './draft-requests.ts';
import type { ByteRange } from './expected-ranges.ts';
import type { GraphFile } from './graph-file.ts';
import type { Refused } from './judge-refusal.ts';
import type { Patience } from './patience.ts';
import { putRange } from './put-range.ts';
import { readFileRange } from './read-file-range.ts';
import { isPassing, outOfTime, timeoutOf } from './repeat-request.ts';
import type { StartedUpload } from './start-upload.ts';

export type PutAllOutcome =
  | { kind: 'finished' }
  /** The session is over; `isLastSent`: its last range has been sent, so the file may be attached all the same. */
  | { kind: 'ended'; isLastSent: boolean }
  | Refused;

/** @throws what the file throws */
export async function putRanges(
  parts: DraftParts,
  patience: Patience,
  file: GraphFile,
  { address, first }: Pick<StartedUpload, 'address' | 'first'>,
): Promise<PutAllOutcome> {
  const { size } = file;
  let expected = first;
  let held: HeldRange | undefined;
  let ahead: Promise<HeldRange> | undefined;
  let isLastSent = false;
  let repetition = 0;
  const requestsMax = Math.ceil(size / UPLOAD_RANGE_BYTES) + DRAFT_REPEATS_MAX;
  for (let request = 0; request < requestsMax; request++) {
    const { start } = expected;
    const end = Math.min(expected.end, start + UPLOAD_RANGE_BYTES);
    if (held?.start !== start || held.end !== end) {
      // Let go before it waits, so that there are never three.
      held = undefined;
      held = await ahead;
      if (held?.start !== start || held.end !== end) held = await readRange(file, start, end);
      ahead = undefined;
    }
    const timeoutMilliseconds = timeoutOf(patience);
    if (timeoutMilliseconds === 0) return outOfTime();
    isLastSent ||= end === size;
    if (!isLastSent) ahead ??= readAhead(file, end, Math.min(size, end + UPLOAD_RANGE_BYTES));
    const put = await putRange(parts, { address, ...held, size, timeoutMilliseconds });
    if (put.kind === 'finished') return end === size ? put : stopped('an upload ended before its last range');
    if (put.kind === 'gone') return { kind: 'ended', isLastSent };
    if (put.kind === 'refused' && !isPassing(put)) return put;
    if (put.kind === 'next') expected = put.range;
    if (expected.start >= size) return { kind: 'ended', isLastSent };
    if (expected.start > start) repetition = 0;
    else if (!(await patience.pause(repetition++, put.kind === 'refused' ? put.retryAfterSeconds : undefined)))
      return put.kind === 'refused' ? put : stopped('an upload went back');
  }
  return stopped('an upload needed too many requests');
}

interface HeldRange extends ByteRange {
  bytes: Uint8Array;
}

async function readRange(file: GraphFile, start: number, end: number): Promise<HeldRange> {
  return { start, end, bytes: await readFileRange(file, start, end) };
}

/** What it throws is thrown to whoever waits for it, or to nobody. */
function readAhead(file: GraphFile, start: number, end: number): Promise<HeldRange> {
  const read = readRange(file, start, end);
  read.catch(() => undefined);
  return read;
}
