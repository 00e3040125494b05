/**
 * Which problems of a grant are about its mailbox, so that only Graph can say that they are over. Pure.
 */
import type { ErrorCode } from '../outcomes.ts';
import type { Grant } from './grant.ts';

const mailboxCodes: readonly ErrorCode[] = [
  'mailbox_not_found',
  'mailbox_on_premises',
  'mailbox_blocked',
  'mailbox_full',
  'access_denied',
];

export function isMailboxCode(code: ErrorCode): boolean {
  return mailboxCodes.includes(code);
}

/** Whether Exchange said last that there is no mailbox. */
export function isGone({ problem }: Pick<Grant, 'problem'>): boolean {
  return problem?.code === 'mailbox_not_found';
}

/** Whether the problem is one that only Graph can say to be over. */
export function isOfMailbox({ problem }: Pick<Grant, 'problem'>): boolean {
  return problem !== undefined && isMailboxCode(problem.code);
}
