/**
 * The problem of a grant's mailbox, beside one of the account, which is shown first. Pure.
 *
 * Graph alone can say that the one is over, and Entra that the other is, so neither takes the other's place.
 */
import type { ErrorCode } from '../outcomes.ts';
import type { Grant, GrantProblem } from './grant.ts';

const mailboxCodes: readonly ErrorCode[] = [
  'mailbox_not_found',
  'mailbox_on_premises',
  'mailbox_blocked',
  'mailbox_full',
  'access_denied',
];

type WithProblem = Pick<Grant, 'problem'>;

export function isMailboxCode(code: ErrorCode): boolean {
  return mailboxCodes.includes(code);
}

/** What Graph refused the mailbox for last. */
export function mailboxProblemOf({ problem }: WithProblem): GrantProblem | undefined {
  return problem && isMailboxCode(problem.code) ? problem : problem?.ofMailbox;
}

/** Whether Exchange said last that there is no mailbox. */
export function isGone(grant: WithProblem): boolean {
  return mailboxProblemOf(grant)?.code === 'mailbox_not_found';
}

/** With this problem of the mailbox, or with none. */
export function withMailboxProblem<Some extends WithProblem>(grant: Some, ofMailbox?: GrantProblem): Some {
  return join(grant, accountProblemOf(grant), ofMailbox);
}

/** With this problem of the account, or with none. */
export function withAccountProblem<Some extends WithProblem>(grant: Some, problem?: GrantProblem): Some {
  return join(grant, problem, mailboxProblemOf(grant));
}

/** What Entra or the store of tokens refused the account for last. */
export function accountProblemOf({ problem }: WithProblem): GrantProblem | undefined {
  return problem && !isMailboxCode(problem.code) ? problem : undefined;
}

function join<Some extends WithProblem>(
  { problem: _former, ...grant }: Some,
  ofAccount: GrantProblem | undefined,
  ofMailbox: GrantProblem | undefined,
): Some {
  const { ofMailbox: _beneath, ...first } = ofAccount ?? {};
  const problem = ofAccount ? { ...first, ...(ofMailbox && { ofMailbox }) } : ofMailbox;
  return { ...grant, ...(problem && { problem }) } as Some;
}
