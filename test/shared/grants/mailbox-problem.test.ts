import { describe, expect, it } from 'vitest';
import type { Grant, GrantProblem } from '../../../shared/grants/grant.ts';
import {
  accountProblemOf,
  isGone,
  mailboxProblemOf,
  withAccountProblem,
  withMailboxProblem,
} from '../../../shared/grants/mailbox-problem.ts';

const full: GrantProblem = { code: 'mailbox_full', upstreamCode: 'ErrorQuotaExceeded', since: new Date(0) };
const gone: GrantProblem = { code: 'mailbox_not_found' };
const policy: GrantProblem = { code: 'blocked_by_home_policy', upstreamCode: '53003' };
const refused: GrantProblem = { code: 'sealed_record_refused' };

describe('withAccountProblem and withMailboxProblem', () => {
  const nobody: Pick<Grant, 'problem'> = {};
  const steps = [
    ['the policy first', (grant: typeof nobody) => withMailboxProblem(withAccountProblem(grant, policy), full)],
    ['the mailbox first', (grant: typeof nobody) => withAccountProblem(withMailboxProblem(grant, full), policy)],
  ] as const;

  it.each(steps)('keep both, %s, and take away one of them alone', (_order, apply) => {
    const both = apply(nobody);
    expect(both).toEqual({ problem: { ...policy, ofMailbox: full } });
    expect(withAccountProblem(both)).toEqual({ problem: full });
    expect(withMailboxProblem(both)).toEqual({ problem: policy });
    expect(withMailboxProblem(withAccountProblem(both))).toEqual({});
  });

  it('put a new one in place of the one of its kind alone', () => {
    const both = withAccountProblem({ problem: full }, policy);
    expect(withAccountProblem(both, refused)).toEqual({ problem: { ...refused, ofMailbox: full } });
    expect(withMailboxProblem(both, gone)).toEqual({ problem: { ...policy, ofMailbox: gone } });
  });
});

describe('mailboxProblemOf and accountProblemOf', () => {
  it('are told apart by the code', () => {
    expect([mailboxProblemOf({}), accountProblemOf({})]).toEqual([undefined, undefined]);
    expect([mailboxProblemOf({ problem: full }), accountProblemOf({ problem: full })]).toEqual([full, undefined]);
    expect([mailboxProblemOf({ problem: policy }), accountProblemOf({ problem: policy })]).toEqual([undefined, policy]);
  });
});

describe('isGone', () => {
  it('goes by what Exchange said, whatever Entra says', () => {
    expect(isGone({})).toBe(false);
    expect(isGone({ problem: policy })).toBe(false);
    expect(isGone({ problem: { ...policy, ofMailbox: full } })).toBe(false);
    expect(isGone({ problem: gone })).toBe(true);
    expect(isGone({ problem: { ...policy, ofMailbox: gone } })).toBe(true);
  });
});
