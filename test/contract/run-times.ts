/** What every RunTimes promises. */
import { describe, expect, it } from 'vitest';
import type { RunTimes } from '../../shared/readiness/run-times.ts';
import { at, countSuccesses, times } from './samples.ts';

export function describeRunTimes(create: () => Promise<RunTimes>): void {
  describe('RunTimes', () => {
    it('knows nothing before the first run, then since when there are runs and how old the last is', async () => {
      const runs = await create();
      expect(await runs.read('sweep')).toBeUndefined();
      await runs.note('sweep', at(1));
      await runs.note('sweep', at(2));
      const last = await runs.read('sweep');
      expect(last?.since).toEqual(at(1));
      // By the clock of storage, whatever the caller's says.
      expect(Math.abs(last?.ageSeconds ?? 1e9)).toBeLessThan(60);
      expect(await runs.read('refresh')).toBeUndefined();
    });

    it('takes every one of ten first runs that end at once', async () => {
      const runs = await create();
      expect(
        await countSuccesses(
          times(10, () => runs.note('refresh', at(1))),
          'conflict',
        ),
      ).toBe(10);
    });

    it('lets one of ten take a row that is new, and one of ten take it as read', async () => {
      const runs = await create();
      expect(
        await countSuccesses(
          times(10, (index) => runs.take('late-sweep', at(index))),
          'conflict',
        ),
      ).toBe(1);
      const read = await runs.read('late-sweep');
      const again = times(10, (index) => runs.take('late-sweep', at(20 + index), read));
      expect(await countSuccesses(again, 'conflict')).toBe(1);
      expect(await runs.read('late-sweep')).toMatchObject({ since: read?.since });
    });

    it('refuses to take what has run meanwhile', async () => {
      const runs = await create();
      await runs.note('sweep', at(1));
      const read = await runs.read('sweep');
      await runs.note('sweep', at(2));
      await expect(runs.take('sweep', at(3), read)).rejects.toMatchObject({ code: 'conflict' });
    });
  });
}
