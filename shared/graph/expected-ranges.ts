/**
 * Reads `nextExpectedRanges` of an answer about an upload session: which bytes of the file it still misses. Pure.
 *
 * Outlook writes where the next range begins (`2097152`), the type uploadSession also `2097152-` and `0-25`, and there may be
 * several. The body is untrusted: unless every one of them is a range of this file, none counts.
 * Source: Graph v1.0 resource type uploadSession, and its page on large attachments.
 */
import { EXPECTED_RANGES_MAX } from '../draft-limits.ts';
import { readObject } from './draft-requests.ts';

/** From `start` to before `end`, in bytes. */
export interface ByteRange {
  start: number;
  end: number;
}

/** The first range that is missing of a file of that size; undefined when the answer does not say, or nothing is missing. */
export function readExpectedRange(body: Buffer, size: number): ByteRange | undefined {
  const listed = parseRanges(body);
  if (!Array.isArray(listed) || listed.length === 0 || listed.length > EXPECTED_RANGES_MAX) return undefined;
  const ranges = listed.map((text: unknown) => parseRange(text, size));
  let first: ByteRange | undefined;
  for (const range of ranges) {
    if (!range) return undefined;
    if (!first || range.start < first.start) first = range;
  }
  return first;
}

function parseRange(text: unknown, size: number): ByteRange | undefined {
  const [, from, dash, to] = (typeof text === 'string' && /^(\d{1,15})(-(\d{1,15})?)?$/.exec(text)) || [];
  if (from === undefined) return undefined;
  const start = Number(from);
  // Inclusive in the answer.
  const end = dash !== undefined && to !== undefined ? Math.min(Number(to) + 1, size) : size;
  return start < end ? { start, end } : undefined;
}

function parseRanges(body: Buffer): unknown {
  const names = Object.entries(readObject(body));
  // Outlook's own API writes some of its names with a capital.
  return names.find(([name]) => name.toLowerCase() === 'nextexpectedranges')?.[1];
}
