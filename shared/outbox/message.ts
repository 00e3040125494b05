/**
 * A message: what was accepted and is tracked until a terminal state; and the contract of the store that keeps it.
 *
 * The row says who, when and how it ended, never what: it holds no subject, body or address. Two index rows per message, in the same
 * partition and written in the same transaction, say when the sweep looks at it next, and whose it is. A message that an earlier
 * release wrote, or whose sender was erased, has no row by its sender and is not found under them. Which state may follow
 * which is in message-state.ts.
 */
import type { ErrorCode } from '../outcomes.ts';
import type { Sender } from '../sender.ts';

export const messageStatuses = ['sending', 'sent', 'failed', 'unknown'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export const attemptOutcomes = ['sent', 'refused', 'unknown'] as const;

export interface Attempt {
  at: Date;
  outcome: (typeof attemptOutcomes)[number];
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
  /** Only on the first message of an idempotency key: how many new ones followed it. */
  resubmissions?: number;
}

export type VersionedMessage = Message & { etag: string };

/** What the index by sender says of a message. */
export type SenderMessage = Pick<Message, 'id' | 'callerId' | 'createdAt'>;

export interface MessageStore {
  /**
   * Inserts message and index rows in one transaction; recognises its own row by `attemptId` when an answer was lost.
   * @throws ConnectorError `conflict` when the id exists.
   */
  insert(message: Message): Promise<VersionedMessage>;
  read(id: string): Promise<VersionedMessage | undefined>;
  /**
   * Replaces the message and moves its index row from `message.dueAt` to `next.dueAt`, in one transaction.
   * @throws ConnectorError `conflict`
   */
  replace(message: VersionedMessage, next: Message): Promise<void>;
  /** Deletes message and index rows; that by its sender may be missing. @throws ConnectorError `conflict` */
  remove(message: VersionedMessage): Promise<void>;
  /** Records the number of resubmissions on the first message, whatever its ETag. */
  recordResubmissions(id: string, resubmissions: number): Promise<void>;
  /**
   * Messages whose index row is due, at most `top`. `storageNow` is the time of the storage service and `changedAt` the
   * service's time of the last write, so that a lease never depends on the clock of an instance.
   */
  listDue(now: Date, top: number): Promise<{ message: VersionedMessage; changedAt: Date; storageNow: Date }[]>;
  /**
   * Messages of a sender that were submitted since then, newest first: of every first digit of the ids at most `topOfEach`, its
   * newest. `isCut`: there are more.
   */
  listOfSender(sender: Sender, since: Date, topOfEach: number): Promise<{ messages: SenderMessage[]; isCut: boolean }>;
  /**
   * Deletes index rows by this sender, of messages that were submitted before then, else of all: of every first digit at most
   * `topOfEach`, and no message. `isComplete`: none is left.
   */
  forgetSender(sender: Sender, topOfEach: number, before?: Date): Promise<{ deleted: number; isComplete: boolean }>;
}
