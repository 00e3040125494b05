/**
 * Puts one range of a file to the address of its upload session, and reads what the session wants next.
 *
 * There is no token in the request, because the address is one. A session that expects another offset is obeyed, whatever the status,
 * so a range whose answer was lost is simply put again: nothing says how a session of Outlook is asked where it is.
 * Source: https://learn.microsoft.com/graph/outlook-large-attachments
 */
import { GRAPH_RESPONSE_MAX_BYTES } from '../limits.ts';
import type { DraftParts } from './draft-parts.ts';
import { readExpectedRange, type ByteRange } from './expected-ranges.ts';
import type { Refused } from './judge-refusal.ts';
import { isAnswer } from './reply.ts';

export interface RangeRequest extends ByteRange {
  /** A secret. */
  address: string;
  bytes: Uint8Array;
  /** Of the whole file. */
  size: number;
  timeoutMilliseconds: number;
}

export type PutOutcome =
  /** The file is attached. */
  | { kind: 'finished' }
  /** A range that begins at the end of the file: the session misses nothing, and has not said that the file is attached. */
  | { kind: 'next'; range: ByteRange }
  /** The session has ended, or it cannot be gone on with. */
  | { kind: 'gone' }
  | Refused;

/** Without an offset in the answer, the session is of no use any more. */
const goneStatuses: readonly number[] = [401, 404, 409, 410, 412, 416];

export async function putRange(
  { upload, judgeRefusal, now }: DraftParts,
  { address, start, end, bytes, size, timeoutMilliseconds }: RangeRequest,
): Promise<PutOutcome> {
  const reply = await upload({
    url: address,
    method: 'PUT',
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/octet-stream',
      'Content-Range': `bytes ${start}-${end - 1}/${size}`,
    },
    body: bytes,
    timeoutMilliseconds,
    responseMaxBytes: GRAPH_RESPONSE_MAX_BYTES,
  });
  if (isAnswer(reply)) {
    if (reply.status === 201) return { kind: 'finished' };
    const expected = readExpectedRange(reply.body, size);
    const isTaken = reply.status === 200 || reply.status === 202;
    if (isTaken) return { kind: 'next', range: expected ?? { start: end, end: size } };
    if (expected && expected.start !== start) return { kind: 'next', range: expected };
    if (goneStatuses.includes(reply.status)) return { kind: 'gone' };
  }
  const failure = judgeRefusal(reply, { now: now() });
  return failure.kind === 'refused' ? failure : { kind: 'gone' };
}
