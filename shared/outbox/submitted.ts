/**
 * What became of a submission. Types only.
 */
import type { Message } from './message.ts';

export interface Submitted {
  message: Message;
  /** The key and body were seen before; nothing was sent now. */
  isReplayed: boolean;
  /** Its caller waited as long as it wanted, or the message was sent within that time. */
  hasWaited?: boolean;
  /** Addresses of the message that Graph refused. */
  refusedRecipients?: readonly string[];
}
