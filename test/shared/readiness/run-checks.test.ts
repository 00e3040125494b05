import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { outcomes, type ErrorCode } from '../../../shared/outcomes.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { READINESS_CHECK_TIMEOUT_MILLISECONDS, READINESS_REUSE_SECONDS } from '../../../shared/limits.ts';
import type { Check } from '../../../shared/readiness/check.ts';
import { createReadiness } from '../../../shared/readiness/run-checks.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const remedy = { who: 'host_admin', detail: 'Do this.' } as const;
const check = (name: string, run: Check['run']): Check => ({ name, run, remedy });
const report = (checks: Check[]) => createReadiness({ checks, now: createManualClock().now })();

describe('createReadiness', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lets one failure stop no other check, and keeps the order', async () => {
    const slow = check('slow', async () => 'Found.');
    const { checks } = await report([
      slow,
      check('broken', () => Promise.reject(new Error('x'))),
      check('last', slow.run),
    ]);
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['slow', true],
      ['broken', false],
      ['last', true],
    ]);
  });

  it('starts every check at once', async () => {
    let started = 0;
    const all = Promise.withResolvers<string>();
    const run = () => {
      if (++started === 3) all.resolve('All.');
      return all.promise;
    };
    const { checks } = await report(['a', 'b', 'c'].map((name) => check(name, run)));
    expect(checks.every(({ ok }) => ok)).toBe(true);
  });

  it('ends a check that hangs, and takes it for an outage', async () => {
    const running = report([
      check('hanging', () => new Promise(() => undefined)),
      check('other', async () => 'Found.'),
    ]);
    await vi.advanceTimersByTimeAsync(READINESS_CHECK_TIMEOUT_MILLISECONDS);
    const { checks, reasons } = await running;
    expect(checks.map(({ ok, who }) => [ok, who])).toEqual([
      [false, 'nobody'],
      [true, 'nobody'],
    ]);
    expect(reasons).toEqual({ hanging: 'TimeLimit' });
  });

  it('says what a check has found out more exactly than its remedy', async () => {
    const exact = { who: 'home_admin', detail: 'Do that.' } as const;
    const { checks } = await report([
      check('exact', () => Promise.reject(new ConnectorError('graph_unavailable', exact))),
      check('half', () => Promise.reject(new ConnectorError('internal_error', { who: 'home_admin' }))),
    ]);
    expect(checks).toMatchObject([exact, remedy]);
  });

  it('tells a refusal, which has a remedy, from an outage, which passes', async () => {
    for (const code of Object.keys(outcomes) as ErrorCode[]) {
      const { checks } = await report([check('one', () => Promise.reject(new ConnectorError(code)))]);
      const isOutage = outcomes[code].who === 'nobody';
      expect([code, checks[0]?.who, checks[0]?.detail === remedy.detail]).toEqual([
        code,
        isOutage ? 'nobody' : 'host_admin',
        !isOutage,
      ]);
    }
  });

  it('shows nothing of the error, and names its code for the log', async () => {
    const cause = new Error('token eyJhbGciOi at https://contoso.vault.azure.net');
    const error = new ConnectorError('vault_access_refused', { cause, upstreamCode: 'KeyDisabled' });
    const given = await report([check('key', () => Promise.reject(error))]);
    expect(given).toEqual({
      checks: [{ name: 'key', ok: false, ...remedy }],
      reasons: { key: 'vault_access_refused KeyDisabled' },
    });
  });

  it('runs once for everybody who asks meanwhile or soon after, and anew later', async () => {
    const clock = createManualClock();
    let runs = 0;
    const checks = [check('counted', async () => `Run ${++runs}.`)];
    const readiness = createReadiness({ checks, now: clock.now });
    await Promise.all(Array.from({ length: 100 }, readiness));
    clock.pass(READINESS_REUSE_SECONDS - 1);
    await readiness();
    expect(runs).toBe(1);
    clock.pass(1);
    await readiness();
    expect(runs).toBe(2);
  });
});
