import { describe, expect, it } from 'vitest';
import { UPLOAD_RANGE_BYTES } from '../../../shared/draft-limits.ts';
import type { DraftParts } from '../../../shared/graph/draft-parts.ts';
import { judgeRefusal } from '../../../shared/graph/judge-refusal.ts';
import { createPatience } from '../../../shared/graph/patience.ts';
import { putRanges } from '../../../shared/graph/put-ranges.ts';

const RANGE = UPLOAD_RANGE_BYTES;
const SIZE = 3 * RANGE;

type Answer = { status: number; expected?: number };

/** Puts a file of three ranges, each filled with its own number; `answer` is asked as each range arrives. */
function put(answer: (start: number) => Answer | Promise<Answer>, fail: (start: number) => void = () => undefined) {
  const read: number[] = [];
  const arrived: { start: number; first: number | undefined }[] = [];
  const now = () => new Date(0);
  const sleep = async () => undefined;
  const parts: Pick<DraftParts, 'upload' | 'judgeRefusal' | 'now'> = {
    judgeRefusal,
    now,
    async upload({ headers, body }) {
      const start = Number(/\d+/.exec(headers['Content-Range'] ?? '')?.[0]);
      arrived.push({ start, first: (body as Uint8Array)[0] });
      const { status, expected } = await answer(start);
      const json = expected === undefined ? '' : JSON.stringify({ nextExpectedRanges: [`${expected}-`] });
      return { status, headers: { 'request-id': 'r' }, body: Buffer.from(json), isComplete: true };
    },
  };
  const file = {
    name: 'report.pdf',
    size: SIZE,
    async read(start: number, end: number) {
      read.push(start);
      fail(start);
      return Buffer.alloc(end - start, start / RANGE);
    },
  };
  const patience = createPatience(new Date(60_000), { now, sleep });
  const first = { start: 0, end: SIZE };
  const outcome = putRanges(parts as DraftParts, patience, file, { address: 'https://outlook.office.com/x', first });
  return { outcome, read, arrived };
}

const take = (start: number): Answer =>
  start + RANGE === SIZE ? { status: 201 } : { status: 200, expected: start + RANGE };

describe('putRanges', () => {
  it('reads the next range while one is on its way, and none beyond', async () => {
    let release = (_answer: Answer): void => undefined;
    const { outcome, read, arrived } = put((start) =>
      start === 0 ? new Promise((resolve) => (release = resolve)) : take(start),
    );
    await expect.poll(() => [arrived.length, read]).toEqual([1, [0, RANGE]]);
    release(take(0));
    expect(await outcome).toEqual({ kind: 'finished' });
    expect(read).toEqual([0, RANGE, 2 * RANGE]);
    expect(arrived).toEqual([0, 1, 2].map((number) => ({ start: number * RANGE, first: number })));
  });

  it('puts what the session asks for, whatever was read ahead', async () => {
    let isFirst = true;
    const { outcome, arrived } = put((start) => {
      if (!isFirst) return take(start);
      isFirst = false;
      return { status: 200, expected: 2 * RANGE };
    });
    expect(await outcome).toEqual({ kind: 'finished' });
    expect(arrived).toEqual([0, 2].map((number) => ({ start: number * RANGE, first: number })));
  });

  it('puts a range again without reading it again', async () => {
    let failures = 1;
    const { outcome, read, arrived } = put((start) => (failures-- > 0 ? { status: 503 } : take(start)));
    expect(await outcome).toEqual({ kind: 'finished' });
    expect([read.length, arrived.length]).toEqual([3, 4]);
  });

  it('fails with a range that cannot be read, once that is wanted', async () => {
    const fail = (start: number) => {
      if (start === RANGE) throw new Error('gone');
    };
    const { outcome, arrived } = put(take, fail);
    await expect(outcome).rejects.toThrow('gone');
    expect(arrived).toHaveLength(1);
    const ended = put(() => ({ status: 404 }), fail);
    expect(await ended.outcome).toEqual({ kind: 'ended', isLastSent: false });
  });
});
