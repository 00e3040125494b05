/**
 * Repeats the checks while nothing is missing but a run of the timers: Azure starts the first sweep within five minutes.
 */
import type { CheckResult } from '../../shared/readiness/check.ts';

const FIRST_RUN_MAX_MILLISECONDS = 6 * 60_000;
const PAUSE_MILLISECONDS = 20_000;

export interface Waiting {
  print(line: string): void;
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

/** Returns the last checks, after six minutes at most. Rejects as `check`. */
export async function waitForTimers(check: () => Promise<CheckResult[]>, waiting: Waiting): Promise<CheckResult[]> {
  const { print, now, sleep } = waiting;
  const startedAt = now().getTime();
  for (;;) {
    const checks = await check();
    const failed = checks.filter(({ ok }) => !ok);
    const isTimersAlone = failed.length > 0 && failed.every(({ name }) => name === 'timers');
    const elapsed = now().getTime() - startedAt;
    if (!isTimersAlone || elapsed + PAUSE_MILLISECONDS > FIRST_RUN_MAX_MILLISECONDS) return checks;
    print(`Waiting for the timers to run (${Math.floor(elapsed / 60_000)} of 6 minutes) ...`);
    await sleep(PAUSE_MILLISECONDS);
  }
}
