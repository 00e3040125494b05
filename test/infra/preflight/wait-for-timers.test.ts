import { describe, expect, it } from 'vitest';
import { waitForTimers } from '../../../infra/preflight/wait-for-timers.ts';

/** Each answer is the names of the checks that fail; the last one stays. */
async function wait(...answers: string[][]) {
  let slept = 0;
  const lines: string[] = [];
  const check = async () => {
    const failed = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    return ['tables', 'timers'].map((name) => ({
      name,
      ok: !failed.includes(name),
      detail: '',
      who: 'operator' as const,
    }));
  };
  const checks = await waitForTimers(check, {
    print: (line) => void lines.push(line),
    now: () => new Date(slept),
    sleep: async (milliseconds) => void (slept += milliseconds),
  });
  return { failed: checks.filter(({ ok }) => !ok).map(({ name }) => name), slept, lines };
}

describe('waitForTimers', () => {
  it('waits for the first run, with a line each time', async () => {
    expect(await wait(['timers'], ['timers'], [])).toMatchObject({ failed: [], slept: 40_000 });
    expect((await wait(['timers'], [])).lines).toEqual(['Waiting for the timers to run (0 of 6 minutes) ...']);
  });

  it('gives up after six minutes', async () => {
    expect(await wait(['timers'])).toMatchObject({ failed: ['timers'], slept: 360_000 });
  });

  it.each([[[]], [['tables']], [['tables', 'timers']]])('does not wait where %o fail', async (failed) => {
    expect(await wait(failed)).toMatchObject({ failed, slept: 0, lines: [] });
  });
});
