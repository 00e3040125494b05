/**
 * How large a message a mailbox sends: what its administrator set, else the setting of this Graph.
 *
 * Counted are text and attachments as they are, without the third that base64 adds.
 */
import { GraphError } from './graph-error.ts';
import type { GraphSettings } from './settings.ts';

export interface SizeLimits {
  /** Limits this mailbox alone. */
  set(mailbox: string, bytes: number): void;
  /** Throws 413 `ErrorMessageSizeExceeded`. */
  check(mailbox: string, bytes: number): void;
  clear(): void;
}

/** Creates the limits; the settings are read at each check. */
export function createSizeLimits(settings: GraphSettings): SizeLimits {
  const limits = new Map<string, number>();
  return {
    set: (mailbox, bytes) => void limits.set(mailbox.toLowerCase(), bytes),
    check(mailbox, bytes) {
      if (bytes <= (limits.get(mailbox.toLowerCase()) ?? settings.messageMaxBytes)) return;
      throw new GraphError(413, 'ErrorMessageSizeExceeded', 'The message exceeds the maximum supported size.');
    },
    clear: () => limits.clear(),
  };
}
