/**
 * How a person of a host tenant is connected, in one word, and who must act. Pure.
 *
 * `invited`: has not accepted the invitation · `redeemed`: has, and no mailbox is connected · `connected` · `expiring`: connected, and not
 * renewed for long · `reconnect`: the person has to connect again · `blocked`: the home organisation, or the list of those that may
 * connect, stands in the way · `suspended`: the account in the host tenant is blocked or deleted · `disconnected`.
 */
import type { GrantStateRow } from '../grants/grant.ts';
import { CONNECTION_EXPIRING_DAYS } from '../guest-limits.ts';
import { outcomes, type ErrorCode, type Who } from '../outcomes.ts';

export const connectionStates = ['connected', 'reconnect', 'blocked', 'suspended', 'disconnected'] as const;
/** What a grant alone says. */
export type ConnectionState = (typeof connectionStates)[number];

export const guestStates = [
  'invited',
  'redeemed',
  'connected',
  'expiring',
  'reconnect',
  'blocked',
  'suspended',
  'disconnected',
] as const;
export type GuestState = (typeof guestStates)[number];

export function judgeState({
  status,
  problemCode,
  hostProblemCode,
}: Pick<GrantStateRow, 'status' | 'problemCode' | 'hostProblemCode'>): ConnectionState {
  if (status === 'disconnected') return 'disconnected';
  if (hostProblemCode === 'host_account_unavailable') return 'suspended';
  if (hostProblemCode !== undefined) return 'reconnect';
  if (problemCode !== undefined && isOfHomeTenant(problemCode)) return 'blocked';
  return status === 'reconsent_required' ? 'reconnect' : 'connected';
}

/** The person can do nothing about it; a sign-in that was ended for its age they begin again themselves. */
function isOfHomeTenant(code: ErrorCode): boolean {
  if (code === 'sign_in_frequency') return false;
  return outcomes[code].who === 'home_admin' || code === 'home_tenant_not_allowed';
}

export function isExpiring(reconsentBy: Date, now: Date): boolean {
  return reconsentBy.getTime() - now.getTime() <= CONNECTION_EXPIRING_DAYS * 24 * 3600 * 1000;
}

/** Undefined: nobody has to. */
export function whoActs(state: GuestState, problemCode?: ErrorCode): Who | undefined {
  if (problemCode !== undefined) return outcomes[problemCode].who;
  return state === 'connected' ? undefined : 'person';
}
