/**
 * Runs timer functions on their schedules.
 *
 * One run of a function at a time: the next one is planned from the start of the last when that has ended, and follows at
 * once when it is late. A failing run is reported and the schedule continues. Nothing is stored, so no run is ever past
 * due, and `retry` policies are not applied. UTC.
 */
import type { Invoke } from './invoke.ts';
import type { RegisteredFunction, TypedData } from './rpc.ts';
import { parseSchedule, type Schedule } from './schedule.ts';
import { readOption, resolveSettings, type Environment } from './settings.ts';

export interface TimerTriggerOptions {
  function: RegisteredFunction;
  environment: Environment;
  invoke: Invoke;
  now: () => Date;
  /** Called with every run, so that a stop can wait for it. */
  started(run: Promise<void>): void;
  reportFailure(name: string, error: unknown): void;
}

export interface TimerTrigger {
  start(): void;
  /** Plans no further run; a run in progress continues. */
  stop(): void;
  /** Runs the function now, beside its schedule. */
  runNow(): Promise<void>;
}

// The longest delay of a JavaScript timer is 24.8 days.
const DELAY_MAX_MILLISECONDS = 24 * 86_400_000;
const NEVER = '0001-01-01T00:00:00+00:00';
const MONITORED_INTERVAL_MIN_MILLISECONDS = 60_000;

/** Throws when the schedule does not parse or names an app setting that is not set. */
export function createTimerTrigger(options: TimerTriggerOptions): TimerTrigger {
  const { now } = options;
  const { name, trigger } = options.function;
  const schedule = parseSchedule(resolveSettings(readOption(trigger, 'schedule'), options.environment));
  let timer: NodeJS.Timeout | undefined;
  let stopped = true;
  let last: Date | undefined;
  let next: Date | undefined;

  const run = async () => {
    try {
      const input = toTimer({ last, next: next ?? now(), monitored: isMonitored(schedule, trigger, now()) });
      await options.invoke({ function: options.function, input });
    } catch (error) {
      options.reportFailure(name, error);
    }
  };
  const runAndPlan = async (planned: Date | undefined) => {
    const startedAt = now();
    await run();
    // A timer may fire a little early; planning from then would give the same time again.
    last = planned && planned > startedAt ? planned : startedAt;
    next = schedule.next(last);
    plan();
  };
  const plan = () => {
    if (stopped || !next) return;
    const delay = next.getTime() - now().getTime();
    if (delay > DELAY_MAX_MILLISECONDS) timer = setTimeout(plan, DELAY_MAX_MILLISECONDS);
    else timer = setTimeout(() => options.started(runAndPlan(next)), Math.max(0, delay));
  };

  return {
    start() {
      stopped = false;
      next = schedule.next(now());
      if (trigger['runOnStartup'] === true) options.started(runAndPlan(undefined));
      else plan();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
    runNow: run,
  };
}

/** Azure keeps no status of schedules that run more than once a minute. */
function isMonitored(schedule: Schedule, trigger: Record<string, unknown>, from: Date): boolean {
  if (trigger['useMonitor'] === false) return false;
  const first = schedule.next(from);
  const second = first && schedule.next(first);
  return !first || !second || second.getTime() - first.getTime() >= MONITORED_INTERVAL_MIN_MILLISECONDS;
}

function toTimer(status: { last: Date | undefined; next: Date; monitored: boolean }): TypedData {
  const format = (date: Date | undefined) => date?.toISOString().replace('Z', '+00:00') ?? NEVER;
  const value = {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: status.monitored
      ? { Last: format(status.last), LastUpdated: format(status.last), Next: format(status.next) }
      : null,
    IsPastDue: false,
  };
  return { json: JSON.stringify(value) };
}
