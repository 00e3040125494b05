import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToBucket,
  endOfBuckets,
  findOpening,
  pruneBuckets,
  type Bucket,
  type RateWindow,
} from '../../../shared/outbox/rate-window.ts';

const window: RateWindow = { lengthSeconds: 60, bucketSeconds: 5, max: 10 };
const start = Date.parse('2026-11-24T18:00:00Z');
const at = (milliseconds: number) => new Date(start + milliseconds);

/** What happens as soon as the window lets it, each after a wait. */
const events = fc.array(
  fc.record({ waitMilliseconds: fc.integer({ min: 0, max: 20_000 }), amount: fc.integer({ min: 1, max: 12 }) }),
  { minLength: 1, maxLength: 60 },
);

function play(script: { waitMilliseconds: number; amount: number }[]) {
  let buckets: Bucket[] = [];
  let time = start;
  const admitted: { time: number; amount: number }[] = [];
  for (const { waitMilliseconds, amount } of script) {
    time += waitMilliseconds;
    const opensAt = findOpening(buckets, window, amount, new Date(time));
    expect(opensAt).toBeGreaterThanOrEqual(time);
    time = opensAt;
    expect(findOpening(buckets, window, amount, new Date(time))).toBe(time);
    buckets = addToBucket(pruneBuckets(buckets, window, new Date(time)), window, amount, new Date(time));
    admitted.push({ time, amount });
  }
  return admitted;
}

const sumWithin = (admitted: ReturnType<typeof play>, from: number, to: number) =>
  admitted.filter(({ time }) => time > from && time <= to).reduce((sum, { amount }) => sum + amount, 0);

describe('a rate window', () => {
  it('never holds more than it may in any 60 s, but for what is too much alone', () => {
    fc.assert(
      fc.property(events, (script) => {
        const admitted = play(script);
        for (const [index, { time, amount }] of admitted.entries()) {
          const held = sumWithin(admitted.slice(0, index + 1), time - 60_000, time);
          expect(held).toBeLessThanOrEqual(Math.max(window.max, amount));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('opens at the latest one bucket after it could have', () => {
    fc.assert(
      fc.property(events, (script) => {
        const admitted = play(script);
        const last = admitted.at(-1);
        const before = admitted.slice(0, -1);
        if (!last || last.amount > window.max) return;
        const asked = (before.at(-1)?.time ?? start) + (script.at(-1)?.waitMilliseconds ?? 0);
        // The first moment at which an exact window has room.
        const moments = [asked, ...before.map(({ time }) => time + 60_000)]
          .filter((time) => time >= asked)
          .sort((a, b) => a - b);
        const exact =
          moments.find((time) => sumWithin(before, time - 60_000, time) + last.amount <= window.max) ?? asked;
        expect(last.time - exact).toBeLessThanOrEqual(window.bucketSeconds * 1000);
      }),
      { numRuns: 300 },
    );
  });

  it('counts a bucket until its last moment has left', () => {
    const buckets = addToBucket([], window, 10, at(4_999));
    expect(findOpening(buckets, window, 1, at(5_000))).toBe(start + 65_000);
    expect(pruneBuckets(buckets, window, at(64_999))).toHaveLength(1);
    expect(pruneBuckets(buckets, window, at(65_000))).toEqual([]);
    expect(endOfBuckets(buckets, window)).toBe(start + 65_000);
    expect(endOfBuckets([], window)).toBe(0);
  });

  it('keeps one bucket for each piece of time, in order, whatever the clock of who adds', () => {
    const buckets = [6_000, 0, 7_000, 1_000].reduce<Bucket[]>(
      (held, time) => addToBucket(held, window, 1, at(time)),
      [],
    );
    expect(buckets).toEqual([
      [start / 5_000, 2],
      [start / 5_000 + 1, 2],
    ]);
  });
});
