/**
 * Which step of a diagnosis a known outcome belongs to, so that one cause fails one step. Pure.
 *
 * A code that no table names ends the connection, or is of what a token needs: its disposition says which. Those that are handed over:
 * what a send as the sender was refused for, and what is recorded on the grant.
 */
import { isMailboxCode } from '../../grants/mailbox-problem.ts';
import type { ErrorCode, Disposition } from '../../outcomes.ts';
import type { StepName } from './step-names.ts';

/** Another than the person decides whether this sender, tenant or app may send. */
const policyCodes: readonly ErrorCode[] = [
  'home_tenant_not_allowed',
  'tenant_left',
  'tenant_paused',
  'blocked_by_home_policy',
  'home_tenant_blocked',
  'assignment_required',
  'host_tenant_refused',
  'host_account_unavailable',
];

/** Their disposition is that of an end, and they end nothing. */
const tokenCodes: readonly ErrorCode[] = ['sealed_record_refused', 'registration_changed'];

export function stepOfCode(code: ErrorCode, disposition: Disposition): StepName {
  if (policyCodes.includes(code)) return 'policy';
  if (isMailboxCode(code)) return 'mailbox';
  return tokenCodes.includes(code) || disposition === 'retry' ? 'token' : 'grant';
}
