import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../shared/outbox/message.ts';
import { addAttempt, nextAttemptAt, nextLookAt } from '../../../shared/outbox/retry-schedule.ts';
import { ATTEMPTS_LISTED_MAX, RETRY_JITTER, RETRY_PAUSE_MAX_SECONDS } from '../../../shared/waiting-limits.ts';
import { at } from '../../contract/samples.ts';

const pause = (attempts: number, retryAfter?: number, random = 0) =>
  (nextAttemptAt(at(0), attempts, retryAfter, () => random).getTime() - at(0).getTime()) / 1000;

describe('nextAttemptAt', () => {
  it('waits a minute, five, fifteen, an hour, and then four hours each time', () => {
    expect([1, 2, 3, 4, 5, 6, 500].map((attempts) => pause(attempts))).toEqual([
      60, 300, 900, 3600, 14400, 14400, 14400,
    ]);
  });

  it('waits as long as Graph asks for, but no longer than a day', () => {
    expect([pause(1, 120), pause(1, 5), pause(1, 1e9)]).toEqual([120, 60, RETRY_PAUSE_MAX_SECONDS]);
  });

  it('is later by chance, never earlier and never by more than a fifth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
        const shortest = pause(attempts);
        const waited = pause(attempts, undefined, random);
        expect(waited).toBeGreaterThanOrEqual(shortest);
        expect(waited).toBeLessThanOrEqual(shortest * (1 + RETRY_JITTER) + 0.001);
      }),
    );
  });
});

describe('nextLookAt', () => {
  it('is so many seconds later, and up to a fifth more by chance, in whole seconds', () => {
    const later = (seconds: number, random: number) =>
      (nextLookAt(at(0), seconds, () => random).getTime() - at(0).getTime()) / 1000;
    expect([later(100, 0), later(100, 0.25), later(100, 1), later(7, 0.5)]).toEqual([100, 105, 120, 8]);
  });
});

describe('addAttempt', () => {
  it('keeps every one as long as they are few', () => {
    let attempts: Attempt[] = [];
    for (let count = 0; count < ATTEMPTS_LISTED_MAX; count++)
      attempts = addAttempt(attempts, { at: at(count), outcome: 'refused' });
    expect(attempts.map((attempt) => attempt.at)).toEqual(Array.from({ length: ATTEMPTS_LISTED_MAX }, (_, n) => at(n)));
    const more = addAttempt(attempts, { at: at(999), outcome: 'refused' });
    expect([more.length, more[9]?.at, more[10]?.at, more.at(-1)?.at]).toEqual([
      ATTEMPTS_LISTED_MAX,
      at(9),
      at(11),
      at(999),
    ]);
  });

  it('keeps the first ten and the last ones of many', () => {
    let attempts: Attempt[] = [];
    for (let count = 0; count < 200; count++) attempts = addAttempt(attempts, { at: at(count), outcome: 'refused' });
    expect(attempts).toHaveLength(ATTEMPTS_LISTED_MAX);
    expect([attempts[9]?.at, attempts[10]?.at, attempts.at(-1)?.at]).toEqual([at(9), at(150), at(199)]);
  });
});
