import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTriedAgain, nextRefreshAt, retryRefreshAt } from '../../../shared/grants/refresh-schedule.ts';
import { outcomes, type ErrorCode } from '../../../shared/outcomes.ts';
import { GRANT_REFRESH_DAYS, REFRESH_TOKEN_IDLE_DAYS } from '../../../shared/limits.ts';

const from = new Date('2026-11-24T12:00:00Z');
const hours = (at: Date) => (at.getTime() - from.getTime()) / 3_600_000;
const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

describe('nextRefreshAt', () => {
  it('falls within the last three of the thirty days, long before the refresh token ends', () => {
    fc.assert(
      fc.property(chance, (random) => {
        const days = hours(nextRefreshAt(from, () => random)) / 24;
        expect(days).toBeGreaterThanOrEqual(GRANT_REFRESH_DAYS - 3);
        expect(days).toBeLessThanOrEqual(GRANT_REFRESH_DAYS);
        expect(days).toBeLessThan(REFRESH_TOKEN_IDLE_DAYS);
      }),
    );
  });

  it('spreads grants that were connected together', () => {
    const days = [0, 0.25, 0.5].map((random) => hours(nextRefreshAt(from, () => random)) / 24);
    expect(days).toEqual([30, 29.25, 28.5]);
  });
});

describe('retryRefreshAt', () => {
  it('doubles from one hour to a day and never stops', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 1_000].map((failures) =>
      hours(retryRefreshAt(from, failures, undefined, () => 0)),
    );
    expect(waits).toEqual([1, 2, 4, 8, 16, 24, 24, 24]);
    expect(hours(retryRefreshAt(from, 1, undefined, () => 0.5))).toBe(1.05);
  });

  it('waits a day for what an administrator puts right, however often it failed', () => {
    for (const code of ['blocked_by_home_policy', 'home_tenant_blocked', 'account_unavailable'] as const)
      expect([1, 9].map((failures) => hours(retryRefreshAt(from, failures, code, () => 0)))).toEqual([24, 24]);
    expect(hours(retryRefreshAt(from, 1, 'refusal_unconfirmed', () => 0))).toBe(1);
  });
});

describe('isTriedAgain', () => {
  const ofEnded = (code: ErrorCode) => isTriedAgain({ status: 'reconsent_required', problem: { code } });

  it('looks at every connected grant and at no disconnected one', () => {
    for (const problem of [undefined, { code: 'consent_required' as const }]) {
      expect(isTriedAgain({ status: 'connected', ...(problem && { problem }) })).toBe(true);
      expect(isTriedAgain({ status: 'disconnected', ...(problem && { problem }) })).toBe(false);
    }
  });

  it('looks at an ended one exactly where others than the person can undo the reason', () => {
    const codes = (Object.keys(outcomes) as ErrorCode[]).filter((code) => outcomes[code].disposition !== 'retry');
    for (const code of codes)
      expect([code, ofEnded(code)]).toEqual([
        code,
        code === 'consent_withdrawn' || outcomes[code].who.endsWith('_admin'),
      ]);
    expect(isTriedAgain({ status: 'reconsent_required' })).toBe(false);
    expect(ofEnded('identity_changed')).toBe(false);
  });
});
