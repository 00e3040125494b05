import { expect, it } from 'vitest';
import { nextEventAt } from '../../../shared/callbacks/callback-schedule.ts';

const start = new Date('2026-11-24T18:00:00.000Z');

function spread(random: () => number): number[] {
  const hours: number[] = [0];
  let at = start;
  for (let attempts = 1; ; attempts++) {
    const next = nextEventAt(at, attempts, random);
    if (!next) return hours;
    at = next;
    hours.push((at.getTime() - start.getTime()) / 3_600_000);
  }
}

it('tries ten times over 75 hours, and no longer than a tenth more', () => {
  const hours = spread(() => 0);
  expect(hours).toHaveLength(10);
  expect(hours.at(-1)).toBeCloseTo(75.585, 2);
  expect(spread(() => 1).at(-1)).toBeCloseTo(75.585 * 1.1, 2);
  expect(hours).toEqual(hours.toSorted((one, other) => one - other));
});
