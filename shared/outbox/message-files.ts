/**
 * Files that were uploaded before the message that carries them: what the outbox needs of them. Types only; where they are kept it does
 * not know.
 */
import type { Caller } from '../callers/caller.ts';
import type { SubmittedFile } from '../submission/submission.ts';

/** As a message carries it. */
export interface MessageFile {
  id: string;
  /** In bytes. */
  size: number;
  name: string;
  contentType: string;
  isInline?: boolean;
  contentId?: string;
}

/** The message that takes files, and the ended one in whose place it is sent. */
export interface TakingMessage {
  id: string;
  previousId?: string | undefined;
}

export interface MessageFiles {
  /**
   * Gives files to the one message that carries them: all or none, in the order in which they are named. A message may take its own again.
   * `requireFit` is told the bytes of all before any is given; what it throws is thrown, and none is given.
   * @throws ConnectorError `invalid_request` with a fault for each that cannot be taken; `conflict`; else as the vault and the stores
   */
  take(
    caller: Caller,
    files: readonly Pick<SubmittedFile, 'id' | 'pointer'>[],
    message: TakingMessage,
    requireFit?: (bytes: number) => void,
  ): Promise<Pick<MessageFile, 'id' | 'size' | 'name' | 'contentType'>[]>;
  /**
   * To be read range by range, `start` up to `end`, that one excluded; the end of the file is verified before.
   * @throws ConnectorError `sealed_record_refused` for a file that is gone or not that message's; else as the vault and the stores
   */
  open(id: string, messageId: string): Promise<{ size: number; read(start: number, end: number): Promise<Uint8Array> }>;
  /** Deletes those that this message has taken; what cannot be deleted now the sweep finds. Never throws a ConnectorError. */
  drop(ids: readonly string[], messageId: string): Promise<void>;
}
