import { describe, expect, it } from 'vitest';
import { judgeHostAccount } from '../../../shared/grants/judge-host-account.ts';
import type { HostAccount } from '../../../shared/host-account.ts';

const connectedAt = new Date('2026-11-02T09:00:00Z');
const present = { kind: 'present', isEnabled: true, isPending: false } as const;
const before = new Date('2026-11-02T08:59:59Z');
/** Beyond what clocks may differ by. */
const after = new Date('2026-11-02T09:02:01Z');
const atOnce = new Date('2026-11-02T09:01:59Z');

describe('judgeHostAccount', () => {
  it.each<[string, HostAccount, string | undefined]>([
    ['is there', present, undefined],
    ['accepted before the connection', { ...present, stateSince: before }, undefined],
    ['accepted as they connected', { ...present, stateSince: atOnce }, undefined],
    ['nobody watches', { kind: 'unwatched' }, undefined],
    ['is blocked', { ...present, isEnabled: false }, 'host_account_unavailable'],
    ['is deleted', { kind: 'deleted' }, 'host_account_unavailable'],
    ['is gone', { kind: 'gone' }, 'host_account_unavailable'],
    ['is invited anew', { ...present, isPending: true }, 'guest_account_reset'],
    ['accepted after the connection', { ...present, stateSince: after }, 'guest_account_reset'],
    ['is invited anew and blocked', { ...present, isEnabled: false, isPending: true }, 'guest_account_reset'],
  ])('judges an account that %s', (_what, account, code) => {
    expect(judgeHostAccount(account, { connectedAt })).toBe(code);
  });

  it('keeps a guest who was invited anew, whatever the directory says later', () => {
    const hostProblem = { code: 'guest_account_reset', since: after } as const;
    for (const account of [present, { kind: 'deleted' } as const, { ...present, isEnabled: false }])
      expect(judgeHostAccount(account, { connectedAt, hostProblem })).toBe('guest_account_reset');
  });

  it('counts from the last sign-in', () => {
    const account = { ...present, stateSince: after };
    expect(judgeHostAccount(account, { connectedAt, hostProvenAt: after })).toBeUndefined();
    expect(judgeHostAccount(account, { connectedAt, hostProvenAt: before })).toBe('guest_account_reset');
  });

  it('lets a restored account send', () => {
    const hostProblem = { code: 'host_account_unavailable', since: after } as const;
    expect(judgeHostAccount(present, { connectedAt, hostProblem })).toBeUndefined();
  });
});
