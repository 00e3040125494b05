import { describe, expect, it } from 'vitest';
import { judgeState, whoActs } from '../../../shared/guests/guest-state.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';

const connected = (problemCode: ErrorCode) => ({ status: 'connected' as const, problemCode });
const ended = (problemCode: ErrorCode) => ({ status: 'reconsent_required' as const, problemCode });

describe('judgeState', () => {
  it.each([
    [{ status: 'connected' as const }, 'connected'],
    [connected('mailbox_throttled'), 'connected'],
    [connected('blocked_by_home_policy'), 'blocked'],
    [connected('home_tenant_blocked'), 'blocked'],
    [connected('assignment_required'), 'blocked'],
    [connected('home_tenant_not_allowed'), 'blocked'],
    [connected('mailbox_not_found'), 'blocked'],
    [ended('admin_approval_required'), 'blocked'],
    [ended('account_unavailable'), 'blocked'],
    [ended('sign_in_frequency'), 'reconnect'],
    [ended('consent_withdrawn'), 'reconnect'],
    [ended('identity_changed'), 'reconnect'],
    [{ status: 'reconsent_required' as const }, 'reconnect'],
    [{ ...connected('blocked_by_home_policy'), hostProblemCode: 'host_account_unavailable' as const }, 'suspended'],
    [{ status: 'connected' as const, hostProblemCode: 'guest_account_reset' as const }, 'reconnect'],
    [{ status: 'disconnected' as const, problemCode: 'home_tenant_blocked' as const }, 'disconnected'],
  ])('of %j is %s', (row, state) => {
    expect(judgeState(row)).toBe(state);
  });
});

describe('whoActs', () => {
  it.each([
    ['connected', undefined, undefined],
    ['connected', 'mailbox_throttled', 'nobody'],
    ['invited', undefined, 'person'],
    ['expiring', undefined, 'person'],
    ['expiring', 'client_credential_refused', 'operator'],
    ['blocked', 'blocked_by_home_policy', 'home_admin'],
    ['suspended', 'host_account_unavailable', 'host_admin'],
  ] as const)('%s with %s: %s', (state, code, who) => {
    expect(whoActs(state, code)).toBe(who);
  });
});
