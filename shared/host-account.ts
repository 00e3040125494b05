/**
 * What the directory of a host tenant says of an account there, for whoever reads it and whoever judges it; and what may follow for a
 * connection.
 */

export type HostAccount =
  /** Deleted, and can still be restored. */
  | { kind: 'deleted' }
  /** Deleted for good: another account of the same person has another object id. */
  | { kind: 'gone' }
  /** Nobody looks there any more, so nothing is said against it. */
  | { kind: 'unwatched' }
  | {
      kind: 'present';
      isEnabled: boolean;
      /** Invited, and the invitation is not accepted. */
      isPending: boolean;
      /** When the invitation was last sent or accepted, where the directory says it; members have none. */
      stateSince?: Date;
    };

/** Why nothing is sent as a sender, because of that account. */
export type HostProblemCode = 'host_account_unavailable' | 'guest_account_reset';
export const hostProblemCodes: readonly HostProblemCode[] = ['host_account_unavailable', 'guest_account_reset'];
