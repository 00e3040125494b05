/**
 * The session of a person's own page: what they may see and end, whatever became of their home account. Type only.
 */
import type { Sender } from '../sender.ts';

export interface Session {
  sender: Sender;
  /** For pages. */
  displayAddress: string;
  hasJustConnected: boolean;
  /** Exchange neither confirmed nor denied the mailbox. */
  isMailboxUnclear: boolean;
}
