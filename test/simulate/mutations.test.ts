import { describe, expect, it } from 'vitest';
import { protections, type ProtectionName } from './mutations.ts';
import { commandOf, runSeeds, tellSeed } from './run-seeds.ts';
import { simulate } from './simulate.ts';

const SEEDS_MAX = 400;
const sound: readonly ProtectionName[] = ['everything', 'everything, tampered with'];
const missing = (Object.keys(protections) as ProtectionName[]).filter((name) => !sound.includes(name));

describe('the simulation', () => {
  it.each(missing)('finds out that %s is missing', async (without) => {
    const { failed } = await runSeeds(1, SEEDS_MAX, { without });
    expect(failed).toHaveLength(1);
  });

  it('finds nothing where somebody who can only write the table turns messages into queued ones', async () => {
    const { failed } = await runSeeds(1, 30, { without: 'everything, tampered with' });
    expect(failed).toEqual([]);
  });

  it('takes the same steps for the same seed, and others for another', async () => {
    const [first, again, other] = [
      await simulate(7, { isHistoryKept: true }),
      await simulate(7, { isHistoryKept: true }),
      await simulate(8, { isHistoryKept: true }),
    ];
    expect(first.history.length).toBeGreaterThan(10);
    expect(again).toEqual(first);
    expect(other.history).not.toEqual(first.history);
  });

  it('tells of a seed what happened, what is wrong, and how to see it again', async () => {
    const without = 'the sweep';
    const { failed } = await runSeeds(1, SEEDS_MAX, { without });
    const [seed = 0] = failed;
    const told = await tellSeed(seed, without);
    expect(told).toMatch(/worker \d {2}messages\.insert m\d \w+/);
    expect(told).toMatch(/BROKEN: m\d is still (?:queued|held|sending)/);
    expect(told).toContain(commandOf(seed, without));
  });

  it('leaves the timers, the clock and the chance of the process as they were', async () => {
    const before = [setTimeout, clearTimeout, performance.now, crypto.randomUUID];
    await simulate(1);
    expect([setTimeout, clearTimeout, performance.now, crypto.randomUUID]).toEqual(before);
  });
});
