/**
 * The session of a person's own page: what they may see and end, whatever became of their home account. Type only.
 */
import type { HomeAccount } from '../grants/home-account.ts';
import type { Sender } from '../sender.ts';

export interface Session {
  sender: Sender;
  /** The account that signed in; absent for a guest without a home tenant. */
  home?: HomeAccount | undefined;
  /** For pages. */
  displayAddress: string;
  hasJustConnected: boolean;
  /** Exchange neither confirmed nor denied the mailbox. */
  isMailboxUnclear: boolean;
}
