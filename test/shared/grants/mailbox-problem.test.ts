import { describe, expect, it } from 'vitest';
import { isGone, isOfMailbox } from '../../../shared/grants/mailbox-problem.ts';

describe('isGone', () => {
  it('goes by the problem of the grant', () => {
    expect(isGone({})).toBe(false);
    expect(isGone({ problem: { code: 'blocked_by_home_policy' } })).toBe(false);
    expect(isGone({ problem: { code: 'mailbox_not_found' } })).toBe(true);
  });
});

describe('isOfMailbox', () => {
  it('is any problem that Graph alone can say to be over', () => {
    expect(isOfMailbox({})).toBe(false);
    expect(isOfMailbox({ problem: { code: 'blocked_by_home_policy' } })).toBe(false);
    for (const code of ['mailbox_not_found', 'mailbox_blocked'] as const)
      expect(isOfMailbox({ problem: { code } })).toBe(true);
  });
});
