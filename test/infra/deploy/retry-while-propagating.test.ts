import { describe, expect, it } from 'vitest';
import { AzureRefusal } from '../../../infra/azure-cli/azure-refusal.ts';
import { retryWhilePropagating } from '../../../infra/deploy/retry-while-propagating.ts';

const MINUTE = 60_000;

/** Refuses with each code in turn, then answers; every attempt takes some minutes. */
async function run(codes: readonly string[], attemptMinutes: number) {
  let clock = 0;
  let attempts = 0;
  const lines: string[] = [];
  const context = {
    print: (line: string) => void lines.push(line),
    now: () => new Date(clock),
    sleep: (milliseconds: number) => Promise.resolve(void (clock += milliseconds)),
  };
  const outcome = await retryWhilePropagating(context, 'Deployment', () => {
    clock += attemptMinutes * MINUTE;
    const code = codes[attempts++];
    return code ? Promise.reject(new AzureRefusal('No.', [code])) : Promise.resolve('done');
  }).catch((error: unknown) => error);
  return { outcome, attempts, minutes: clock / MINUTE, lines };
}

const always = (code: string) => Array.from({ length: 1000 }, () => code);

describe('retryWhilePropagating', () => {
  it('counts from the first refusal, so that a long first attempt takes nothing away', async () => {
    const { outcome, attempts, lines } = await run(['PrincipalNotFound', 'PrincipalNotFound'], 4);

    expect([outcome, attempts]).toEqual(['done', 3]);
    expect(lines[0]).toContain('(0 of 10 minutes)');
    expect(lines[1]).toContain('(4 of 10 minutes)');
  });

  it.each([
    ['PrincipalNotFound', 10],
    ['DeploymentActive', 30],
    ['AnotherOperationInProgress', 30],
  ])('gives up %s after %i minutes', async (code, minutes) => {
    const run1 = await run(always(code), 0);

    expect(run1.outcome).toBeInstanceOf(AzureRefusal);
    expect(run1.minutes).toBe(minutes);
  });

  it('gives what is new its whole time after it has waited for an active deployment', async () => {
    const { outcome, lines } = await run([...always('DeploymentActive').slice(0, 80), 'PrincipalNotFound'], 0);

    expect(outcome).toBe('done');
    expect(lines.at(-1)).toContain('(0 of 10 minutes)');
  });

  it('repeats nothing else', async () => {
    const { outcome, attempts } = await run(['RequestDisallowedByPolicy', 'RequestDisallowedByPolicy'], 0);

    expect(outcome).toBeInstanceOf(AzureRefusal);
    expect(attempts).toBe(1);
  });
});
