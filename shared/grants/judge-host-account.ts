/**
 * What the directory of a host tenant says of a sender's account there, and what follows for the connection. Pure.
 *
 * A grant was proven by that account. Where the host organisation deletes or blocks it, the person has left; where it invites the guest
 * anew, the account may lead to somebody else. It reads no directory. Sources: Graph resource type user, delta query.
 */
import { DIRECTORY_CLOCK_SKEW_SECONDS } from '../directory-limits.ts';
import type { HostAccount, HostProblemCode } from '../host-account.ts';
import type { Grant } from './grant.ts';

/** What stands in the way of sending now. That a guest was invited anew stays until they sign in: nobody else knows whose the account is. */
export function judgeHostAccount(
  account: HostAccount,
  { connectedAt, hostProvenAt = connectedAt, hostProblem }: Pick<Grant, 'connectedAt' | 'hostProvenAt' | 'hostProblem'>,
): HostProblemCode | undefined {
  if (account.kind === 'unwatched') return undefined;
  if (hostProblem?.code === 'guest_account_reset') return hostProblem.code;
  if (account.kind !== 'present') return 'host_account_unavailable';
  const provenAt = Math.max(connectedAt.getTime(), hostProvenAt.getTime()) + DIRECTORY_CLOCK_SKEW_SECONDS * 1000;
  if (account.isPending || (account.stateSince?.getTime() ?? 0) > provenAt) return 'guest_account_reset';
  return account.isEnabled ? undefined : 'host_account_unavailable';
}
