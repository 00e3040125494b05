/** The rules of the outbox over many seeds: in files of their own, so that they run beside each other. */
import { describe, expect, it } from 'vitest';
import { runSeeds, tellSeed } from './run-seeds.ts';

export function describeSeeds(from: number, count: number): void {
  describe(`the outbox from seed ${from} on`, () => {
    it(
      `keeps its rules in ${count} simulations`,
      async () => {
        const { failed, seeds, taken, takenByDraft } = await runSeeds(from, count);
        const [seed] = failed;
        if (seed !== undefined) throw new Error(`Seed ${seed} breaks a rule.\n${await tellSeed(seed)}`);
        expect(seeds).toBe(count);
        // Otherwise nothing was tried.
        expect(taken).toBeGreaterThan(count);
        expect(takenByDraft).toBeGreaterThan(count / 5);
      },
      5 * 60_000,
    );
  });
}
