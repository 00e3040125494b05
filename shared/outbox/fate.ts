/**
 * What becomes of a message that could not be sent now, by the code of the refusal. Pure.
 */
import { outcomes, type ErrorCode } from '../outcomes.ts';

/** `queued`: it is tried again; `held`: it waits until somebody has acted; `failed`: it ends. */
export type Fate = 'queued' | 'held' | 'failed';

/** What a person or an administrator undoes, and the same message leaves; whatever their disposition says of an unchanged request. */
const heldCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'sender_ambiguous',
  'mailbox_changed',
  'home_tenant_not_allowed',
  'sealed_record_refused',
  'account_unavailable',
  'host_account_unavailable',
]);

/** That a connection has ended, said by why it has, so that the answer names who must act. */
export function explainEnd(code: ErrorCode, problem: ErrorCode | undefined): ErrorCode {
  return code === 'consent_required' && problem && fateOf(problem) === 'held' ? problem : code;
}

/** Of a refusal by Entra, storage or ourselves before Graph was asked, or of one by Graph that is definite. */
export function fateOf(code: ErrorCode): Fate {
  const { who, disposition } = outcomes[code];
  if (heldCodes.has(code)) return 'held';
  if (disposition === 'reject') return 'failed';
  return who === 'nobody' || who === 'operator' ? 'queued' : 'held';
}
