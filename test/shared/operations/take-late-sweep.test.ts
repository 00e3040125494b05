import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { LATE_SWEEP_LOOK_SECONDS, SWEEP_LATE_SECONDS } from '../../../shared/limits.ts';
import { createTakeLateSweep } from '../../../shared/operations/take-late-sweep.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryRunTimes } from '../../fakes/memory-run-times.ts';

function setUp() {
  const clock = createManualClock();
  const { now } = clock;
  const runTimes = createMemoryRunTimes({ now });
  const create = () => createTakeLateSweep({ runTimes, now });
  return { clock, now, runTimes, create, one: create() };
}

describe('createTakeLateSweep', () => {
  it('leaves the sweep to a timer that runs, and does not ask storage before it can be late', async () => {
    const { clock, now, runTimes, one } = setUp();
    await runTimes.note('sweep', now());
    clock.pass(300);
    expect([one.isPossible(), await one.take()]).toEqual([true, false]);
    expect(one.isPossible()).toBe(false);
    clock.pass(SWEEP_LATE_SECONDS - 301);
    expect(one.isPossible()).toBe(false);
    clock.pass(1);
    expect(one.isPossible()).toBe(true);
  });

  it('lets one of ten processes run it, once in a quarter of an hour', async () => {
    const { clock, now, runTimes, create } = setUp();
    await runTimes.note('sweep', now());
    const processes = Array.from({ length: 10 }, create);
    const takers = async () => (await Promise.all(processes.map(({ take }) => take()))).filter(Boolean).length;
    clock.pass(SWEEP_LATE_SECONDS + 1);
    expect([await takers(), await takers(), await create().take()]).toEqual([1, 0, false]);
    clock.pass(SWEEP_LATE_SECONDS);
    expect(await takers()).toBe(0);
    clock.pass(1);
    expect(await takers()).toBe(1);
    await runTimes.note('sweep', now());
    expect(await takers()).toBe(0);
  });

  it('gives the timer of a new installation a quarter of an hour for its first sweep', async () => {
    const { clock, one, create } = setUp();
    expect(await one.take()).toBe(false);
    clock.pass(SWEEP_LATE_SECONDS);
    expect(await create().take()).toBe(false);
    clock.pass(1);
    expect([await one.take(), await create().take()]).toEqual([true, false]);
  });

  it('asks again a minute after storage did not answer, and at once when the clock was set back', async () => {
    const { clock, now, runTimes } = setUp();
    const read = () => Promise.reject(new ConnectorError('storage_unavailable'));
    const one = createTakeLateSweep({ runTimes: { ...runTimes, read }, now });
    await expect(one.take()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(one.isPossible()).toBe(false);
    clock.pass(LATE_SWEEP_LOOK_SECONDS);
    expect(one.isPossible()).toBe(true);
    await one.take().catch(() => undefined);
    clock.pass(-3_600);
    expect(one.isPossible()).toBe(true);
  });
});
