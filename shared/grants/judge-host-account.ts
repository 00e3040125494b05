/**
 * What the directory of a host tenant says of a sender's account there, and what follows for the connection. Pure.
 *
 * A grant was proven by that account. Where the host organisation deletes or blocks it, the person has left; where it invites the guest
 * anew, the account may lead to somebody else. It reads no directory. Sources: Graph resource type user, delta query.
 */
import type { HostAccount, HostProblemCode } from '../host-account.ts';
import type { Grant } from './grant.ts';

/** What stands in the way of sending now. That a guest was invited anew stays until they sign in: nobody else knows whose the account is. */
export function judgeHostAccount(
  account: HostAccount,
  { connectedAt, hostProblem }: Pick<Grant, 'connectedAt' | 'hostProblem'>,
): HostProblemCode | undefined {
  if (hostProblem?.code === 'guest_account_reset') return hostProblem.code;
  if (account.kind !== 'present') return 'host_account_unavailable';
  const isReset = account.isPending || (account.stateSince !== undefined && account.stateSince > connectedAt);
  if (isReset) return 'guest_account_reset';
  return account.isEnabled ? undefined : 'host_account_unavailable';
}
