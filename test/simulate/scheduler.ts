/**
 * Decides what goes on next: everything that can, in an order that chance gives; and when nothing can, time passes.
 *
 * Nothing that is simulated waits for anything else than a step of this scheduler, so after each step the process is quiet, and the
 * same seed takes the same steps.
 */
import type { Random } from './random.ts';

export interface Scheduler {
  now(): Date;
  /** Milliseconds since the epoch. */
  time(): number;
  /** Runs `step` in its turn, at the earliest after this many milliseconds. Returns what takes it back. */
  schedule(step: () => void, delayMilliseconds?: number): () => void;
  /** Resolves in its turn, at the earliest after this many milliseconds. */
  sleep(delayMilliseconds: number): Promise<void>;
  /** Takes step after step until time would pass `end`, which is asked each time. @throws Error after STEPS_MAX steps */
  run(end: () => number): Promise<void>;
  steps(): number;
}

const STEPS_MAX = 50_000;

interface Timer {
  at: number;
  step: () => void;
}

export function createScheduler(random: Random, start: number): Scheduler {
  let time = start;
  let taken = 0;
  const ready: (() => void)[] = [];
  const timers: Timer[] = [];

  function schedule(step: () => void, delayMilliseconds = 0): () => void {
    const timer = { at: time + delayMilliseconds, step };
    if (delayMilliseconds > 0) timers.push(timer);
    else ready.push(() => timer.step());
    return () => {
      timer.step = () => {};
      const index = timers.indexOf(timer);
      if (index >= 0) timers.splice(index, 1);
    };
  }

  /** Whether there was one. */
  function takeStep(): boolean {
    if (ready.length === 0) return false;
    const [step] = ready.splice(random.below(ready.length), 1);
    taken += 1;
    if (taken > STEPS_MAX) throw new Error(`It does not come to rest within ${STEPS_MAX} steps.`);
    step?.();
    return true;
  }

  /** Whether anything is due before the end. */
  function passTime(end: number): boolean {
    const at = timers.reduce((earliest, timer) => Math.min(earliest, timer.at), Infinity);
    if (at > end) return false;
    time = at;
    for (const timer of timers.filter((one) => one.at === at)) {
      timers.splice(timers.indexOf(timer), 1);
      ready.push(() => timer.step());
    }
    return true;
  }

  return {
    now: () => new Date(time),
    time: () => time,
    schedule,
    sleep: (delayMilliseconds) => new Promise((resolve) => void schedule(resolve, delayMilliseconds)),
    async run(end) {
      for (;;) {
        if (!takeStep() && !passTime(end())) return;
        await becomeQuiet();
      }
    },
    steps: () => taken,
  };
}

/** Every promise that can settle has settled before an immediate runs. */
function becomeQuiet(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
