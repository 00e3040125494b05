/**
 * Holds the outbox to its rules over a quarter of the seeds: four files do so, and run beside each other. SIMULATED_SEEDS says how many seeds
 * there are in all; without it there are 10,000.
 */
import { describe, expect, it } from 'vitest';
import { runSeeds, tellSeed } from './run-seeds.ts';

const SEEDS = 10_000;
const QUARTERS = 4;

/** `quarter`: 0 to 3. */
export function describeSeeds(quarter: number): void {
  const count = Math.ceil(Number(process.env['SIMULATED_SEEDS'] ?? SEEDS) / QUARTERS);
  const from = quarter * count + 1;
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
