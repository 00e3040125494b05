import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invocation } from '../../../../infra/local/host/invoke.ts';
import type { RegisteredFunction } from '../../../../infra/local/host/rpc.ts';
import { createTimerTrigger } from '../../../../infra/local/host/timer-trigger.ts';

const start = new Date('2026-12-01T10:00:30Z');
const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

/** What the trigger's clock is behind the timers. */
const clock = { lagMilliseconds: 0 };

function createTrigger(options: Record<string, unknown>, handler: () => Promise<void> | void = () => undefined) {
  const trigger = { type: 'timerTrigger', direction: 'in' as const, ...options };
  const registered: RegisteredFunction = {
    name: 'sweep',
    metadata: { name: 'sweep', bindings: { trigger } },
    callback: () => undefined,
    triggerName: 'trigger',
    trigger,
  };
  const runs: { at: string; timer: Record<string, unknown> }[] = [];
  const failures: unknown[] = [];
  const timer = createTimerTrigger({
    function: registered,
    environment: { SWEEP_SCHEDULE: '0 */2 * * * *' },
    now: () => new Date(Date.now() - clock.lagMilliseconds),
    started: () => undefined,
    reportFailure: (_, error) => failures.push(error),
    invoke: async ({ input }: Invocation) => {
      runs.push({ at: new Date().toISOString().slice(11, 19), timer: JSON.parse(input.json ?? '') });
      await handler();
      return {};
    },
  });
  return { timer, runs, failures, times: () => runs.map(({ at }) => at) };
}

beforeEach(() => {
  clock.lagMilliseconds = 0;
  vi.useFakeTimers({ now: start });
});
afterEach(() => vi.useRealTimers());

describe('createTimerTrigger', () => {
  it('runs at the times of its schedule, which an app setting may hold', async () => {
    const { timer, times } = createTrigger({ schedule: '%SWEEP_SCHEDULE%' });
    timer.start();
    await minutes(6);
    expect(times()).toEqual(['10:02:00', '10:04:00', '10:06:00']);
  });

  it('gives the function what Azure gives it', async () => {
    const { timer, runs } = createTrigger({ schedule: '0 * * * * *' });
    timer.start();
    await minutes(2);
    expect(runs[0]!.timer).toEqual({
      Schedule: { AdjustForDST: true },
      ScheduleStatus: {
        Last: '0001-01-01T00:00:00+00:00',
        LastUpdated: '0001-01-01T00:00:00+00:00',
        Next: '2026-12-01T10:01:00.000+00:00',
      },
      IsPastDue: false,
    });
    expect(runs[1]!.timer['ScheduleStatus']).toMatchObject({ Last: '2026-12-01T10:01:00.000+00:00' });
  });

  it.each([
    ['more than once a minute', { schedule: '*/30 * * * * *' }],
    ['without a monitor', { schedule: '0 * * * * *', useMonitor: false }],
  ])('gives no status for a schedule %s', async (_, options) => {
    const { timer, runs } = createTrigger(options);
    timer.start();
    await minutes(1);
    expect(runs[0]!.timer['ScheduleStatus']).toBeNull();
  });

  it('never runs twice at once: a run that is due during another follows it', async () => {
    let underWay = 0;
    let most = 0;
    const { timer, times } = createTrigger({ schedule: '0 * * * * *' }, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 90_000));
      underWay -= 1;
    });
    timer.start();
    await minutes(5.1);
    expect(times()).toEqual(['10:01:00', '10:02:30', '10:04:00', '10:05:30']);
    expect(most).toBe(1);
  });

  it('runs once at a time that its timer reaches a little early', async () => {
    const { timer, times } = createTrigger({ schedule: '0 * * * * *' });
    timer.start();
    clock.lagMilliseconds = 5;
    await minutes(2);
    expect(times()).toEqual(['10:01:00', '10:02:00']);
  });

  it('reports a failing run and keeps to the schedule', async () => {
    const { timer, times, failures } = createTrigger({ schedule: '0 * * * * *' }, () => {
      throw new Error('no');
    });
    timer.start();
    await minutes(2);
    expect(times()).toEqual(['10:01:00', '10:02:00']);
    expect(failures).toHaveLength(2);
  });

  it('runs at its start only where runOnStartup says so', async () => {
    const { timer, times } = createTrigger({ schedule: '0 0 * * * *', runOnStartup: true });
    timer.start();
    await minutes(60);
    expect(times()).toEqual(['10:00:30', '11:00:00']);
  });

  it('runs now when asked, beside its schedule', async () => {
    const { timer, times } = createTrigger({ schedule: '0 * * * * *' });
    timer.start();
    await timer.runNow();
    await minutes(1);
    expect(times()).toEqual(['10:00:30', '10:01:00']);
  });

  it('plans nothing after a stop, not even from a run under way', async () => {
    const { timer, times } = createTrigger({ schedule: '0 * * * * *' }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 10_000));
    });
    timer.start();
    await minutes(0.6);
    timer.stop();
    await minutes(5);
    expect(times()).toEqual(['10:01:00']);
  });

  it('waits longer than a JavaScript timer can', async () => {
    const { timer, times } = createTrigger({ schedule: '0 0 0 1 3 *' });
    timer.start();
    await minutes(60 * 24 * 89);
    expect(times()).toEqual([]);
    await minutes(60 * 24);
    expect(times()).toEqual(['00:00:00']);
  });

  it('refuses a schedule that does not parse or whose setting is missing', () => {
    expect(() => createTrigger({ schedule: 'often' })).toThrow('"often"');
    expect(() => createTrigger({ schedule: '%NOT_SET%' })).toThrow('NOT_SET');
    expect(() => createTrigger({})).toThrow('schedule');
  });
});
