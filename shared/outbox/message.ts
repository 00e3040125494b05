/**
 * A message: what was accepted and is tracked until a terminal state, and the store it rests in.
 *
 * The row says who, when and how it ended, never what: no subject, body or address is in it. One index row per message,
 * in the same partition and written in the same transaction, says when the sweep has to look at it: while `sending` at the
 * end of the lease, afterwards at the end of the history.
 */
import type { ErrorCode } from '../outcomes.ts';
import type { Sender } from '../sender.ts';

export type MessageStatus = 'sending' | 'sent' | 'failed' | 'unknown';

export interface Attempt {
  at: Date;
  outcome: 'sent' | 'refused' | 'unknown';
  graphRequestId?: string;
  /** Graph's code. */
  code?: string;
}

export interface Message {
  /** 32 hex digits. */
  id: string;
  previousId?: string;
  status: MessageStatus;
  sender: Sender;
  /** Client id of the application that submitted it. */
  callerId: string;
  reference?: string;
  /** Keyed digest of the content, base64url, with the position of the pepper that keyed it. */
  contentDigest: string;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  recipientCount: number;
  /** Random per submission; tells our own row from another's when the answer to an insert is lost. */
  attemptId: string;
  attempts: Attempt[];
  error?: { code: ErrorCode; graphCode?: string };
  /** When the sweep looks at it; the key of its index row. */
  dueAt: Date;
  /** Only on the first message of an idempotency key: how many started anew after it. */
  resubmissions?: number;
}

export type VersionedMessage = Message & { etag: string };

export interface MessageStore {
  /**
   * Inserts message and index row in one transaction; a lost answer is recognised by `attemptId`.
   * @throws ConnectorError `conflict` when the id exists.
   */
  insert(message: Message): Promise<VersionedMessage>;
  read(id: string): Promise<VersionedMessage | undefined>;
  /**
   * Replaces the message and moves its index row from `message.dueAt` to `next.dueAt`, in one transaction.
   * @throws ConnectorError `conflict`
   */
  replace(message: VersionedMessage, next: Message): Promise<void>;
  /** Deletes message and index row. @throws ConnectorError `conflict` */
  remove(message: VersionedMessage): Promise<void>;
  /** Records the number of resubmissions on the first message, whatever its ETag. */
  recordResubmissions(id: string, resubmissions: number): Promise<void>;
  /**
   * Messages whose index row is due, at most `top`. `storageNow` is the time of the storage service and `changedAt` the
   * service's time of the last write, so that a lease never depends on the clock of an instance.
   */
  listDue(now: Date, top: number): Promise<{ message: VersionedMessage; changedAt: Date; storageNow: Date }[]>;
}
