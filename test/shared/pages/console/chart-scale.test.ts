import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildScale, chooseDays } from '../../../../shared/pages/console/chart-scale.ts';

describe('buildScale', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [7, [0, 2, 4, 6, 8]],
    [45, [0, 10, 20, 30, 40, 50]],
    [1_234, [0, 500, 1_000, 1_500]],
  ])('counts to %s as people do', (greatest, ticks) => {
    expect(buildScale(greatest).ticks).toEqual(ticks);
  });

  it('has room for the greatest value, and few ticks', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), (greatest) => {
        const { ticks, end } = buildScale(greatest);
        return end >= greatest && ticks.length >= 2 && ticks.length <= 6 && ticks.at(-1) === end;
      }),
    );
  });
});

describe('chooseDays', () => {
  it('labels the last day, and no more than there is room for', () => {
    expect(chooseDays(7, 8)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(chooseDays(30, 8)).toEqual([1, 5, 9, 13, 17, 21, 25, 29]);
    for (let count = 1; count <= 90; count++) {
      const days = chooseDays(count, 8);
      expect([days.at(-1), days.length <= 8]).toEqual([count - 1, true]);
    }
  });
});
