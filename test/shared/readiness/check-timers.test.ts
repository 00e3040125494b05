import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { REFRESH_LATE_SECONDS, SWEEP_LATE_SECONDS } from '../../../shared/limits.ts';
import { checkTimers } from '../../../shared/readiness/check-timers.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryRunTimes } from '../../fakes/memory-run-times.ts';

const clock = createManualClock();
const { now } = clock;

/** Ages of the last runs; the sweep is known as long as `knownSeconds`. */
async function check(sweep?: number, refresh?: number, knownSeconds = 60, late?: number): Promise<string> {
  const runs = createMemoryRunTimes({ now });
  const startedAt = now().getTime();
  const events = [
    [sweep && knownSeconds, 'sweep'],
    [sweep, 'sweep'],
    [refresh, 'refresh'],
    [late, 'late-sweep'],
  ] as const;
  const longest = Math.max(0, ...events.map(([age = 0]) => age));
  for (const [age, name] of events.toSorted(([one = 0], [other = 0]) => other - one)) {
    if (age === undefined) continue;
    clock.pass(startedAt / 1000 + longest - age - now().getTime() / 1000);
    await runs.note(name, now());
  }
  clock.pass(startedAt / 1000 + longest - now().getTime() / 1000);
  return checkTimers({ readRunTime: runs.read, now });
}

describe('checkTimers', () => {
  it('leaves it to the check of tables when they cannot be read, but not when a row is malformed', async () => {
    const fail = (code: 'storage_unavailable' | 'sealed_record_refused') =>
      checkTimers({ readRunTime: () => Promise.reject(new ConnectorError(code)), now });
    await expect(fail('storage_unavailable')).resolves.toContain('cannot be seen');
    await expect(fail('sealed_record_refused')).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });

  it.each([
    ['a sweep just now and no refresh yet', 10, undefined, 60],
    ['both just in time', SWEEP_LATE_SECONDS, REFRESH_LATE_SECONDS, 86_400],
  ])('holds for %s', async (_name, sweep, refresh, known) => {
    await expect(check(sweep, refresh, known)).resolves.toMatch(
      /^The timers run: the last sweep ended at \S+ \S+ UTC, /,
    );
  });

  it.each([
    ['no sweep ever', undefined, 60, 60, undefined],
    ['a sweep too long ago', SWEEP_LATE_SECONDS + 1, 60, 86_400, undefined],
    ['sweeps by requests alone', SWEEP_LATE_SECONDS + 1, 60, 86_400, 10],
    ['a refresh too long ago', 10, REFRESH_LATE_SECONDS + 1, 86_400, undefined],
    ['no refresh although the sweep has run for long', 10, undefined, REFRESH_LATE_SECONDS + 60, undefined],
  ])('does not hold for %s', async (_name, sweep, refresh, known, late) => {
    await expect(check(sweep, refresh, known, late)).rejects.toMatchObject({ code: 'internal_error' });
  });
});
