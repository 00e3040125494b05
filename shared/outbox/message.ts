/**
 * A message: what was accepted and is tracked until a terminal state; and the contract of the store that keeps it.
 *
 * The row says who, when and how it ended, never what: it holds no subject, body or address. What it says rests sealed beside it while
 * it waits. Index rows in the same partition, written in the same transaction, say when the sweep looks at it next and by what it is
 * found. A message that an earlier release wrote has fewer of them, and one whose sender was erased is not found under them. Which
 * state may follow which is in message-state.ts.
 */
import type { Fence } from '../fence.ts';
import type { MessageIndex } from '../message-addresses.ts';
import type { ErrorCode } from '../outcomes.ts';
import type { Sender } from '../sender.ts';

export const messageStatuses = [
  'queued',
  'held',
  'sending',
  'sent',
  'failed',
  'expired',
  'cancelled',
  'unknown',
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export const attemptOutcomes = ['sent', 'refused', 'unknown'] as const;

export const draftStates = ['open', 'sending'] as const;

export interface Attempt {
  at: Date;
  outcome: (typeof attemptOutcomes)[number];
  graphRequestId?: string;
  /** Graph's code; where Graph was not asked, ours. */
  code?: string;
  /** When the next attempt is due; absent when it was the last. */
  nextAt?: Date;
}

/** `row`, or `blob-{GUID}`. */
export type ContentPlace = 'row' | `blob-${string}`;

/** The account in the home tenant as which a message may leave; GUIDs in lower case. */
export interface HomeAccount {
  homeTenantId: string;
  homeObjectId: string;
}

/** What a message that is too large for one request has, or may have, in the mailbox. */
export interface MessageDraft {
  /** Graph's; absent while a draft may be there whose id nobody knows. */
  id?: string;
  /** `open`: it has not been sent. `sending`: it may have been. */
  state: (typeof draftStates)[number];
}

/** What a mail server has said of each, in the order of `toRecipients`, `ccRecipients` and `bccRecipients` (recipient-replies.ts). */
export type RecipientReplies = readonly (readonly number[])[];

export interface Message {
  /** 32 hex digits. */
  id: string;
  previousId?: string;
  status: MessageStatus;
  hostTenantId: string;
  /** Absent while the name by which the caller named the sender has led to nobody. */
  sender?: Sender;
  /** Of a message that was accepted to be sent later: the object id by which the caller named the sender, or the hash of the name. */
  named?: string;
  /** Of such a message: the account that the sender had connected when it was accepted, or for which it was released, and the only one as which it may leave. And of any message that goes by a draft: in whose mailbox that is. */
  account?: HomeAccount;
  /** Of such a message: the id of the mailbox that a document named for it, and the only one from which it may leave; absent: it leaves by the grant of a person, or not at all. */
  mailboxId?: string;
  /** Client id of the application that submitted it. */
  callerId: string;
  reference?: string;
  /** Keyed digest of the content, base64url, with the position of the pepper that keyed it. */
  contentDigest: string;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  /** Not sent before this, whatever else happens. */
  notBefore?: Date;
  recipientCount: number;
  /** Of a message that a mail server took for some and not for others; absent where its status says it of all. */
  recipients?: RecipientReplies;
  /** Random per attempt; tells our own row from another's when the answer to a write is lost. */
  attemptId: string;
  attempts: Attempt[];
  error?: { code: ErrorCode; graphCode?: string };
  /** Where its sealed content is: in a row beside it, or in a blob of this name that no other acceptance shares; absent when none is kept. */
  content?: ContentPlace;
  /** Of the request to Graph with the files that it names, while content is kept. */
  contentBytes?: number;
  /** Beside an end, or while it waits: one that is still to be deleted, or looked at. */
  draft?: MessageDraft;
  /** Of a queued message: when it is tried. */
  nextAt?: Date;
  /** How often it was put off because the mailbox was at its limit, since it was last tried. */
  deferrals?: number;
  /** When it last changed without an answer that tells the application. */
  changedAt?: Date;
  /** When the sweep looks at it; the key of its index row. */
  dueAt: Date;
  /** Only on the first message of an idempotency key: how many new ones followed it. */
  resubmissions?: number;
  /** With `resubmissions`: it stays this long at least, so that its key leads to the newest message. */
  keptUntil?: Date;
  /** Keyed digest of all other fields; absent in a row of an earlier release. */
  mac?: string;
}

export type VersionedMessage = Message & { etag: string };

/** What an index says of a message. */
export interface IndexedMessage extends Pick<Message, 'id' | 'callerId' | 'createdAt'> {
  /** Where a list goes on after it. */
  place: string;
}

/**
 * `storageNow` is the time of the storage service and `writtenAt` the service's time of the last write, so that a lease never depends on
 * the clock of an instance.
 */
export interface DueMessage {
  message: VersionedMessage;
  writtenAt: Date;
  storageNow: Date;
}

/** A message whose history is over; `rows` are the keys of all its rows, known to the store. */
export interface OverMessage {
  id: string;
  rows: readonly string[];
}

export interface ListOptions {
  since?: Date;
  before?: Date;
  /** A place of this index: what comes after it. */
  after?: string;
  /** Of every first digit of the ids. */
  topOfEach: number;
}

export interface MessageStore {
  /**
   * Inserts message, index rows and, where `content` is `row`, the sealed content in one transaction; recognises its own row by
   * `attemptId` when an answer was lost. The transaction needs the fence or raises it, as that says; it is not told how it went.
   * @throws ConnectorError `conflict` when the id exists; FenceFell when the fence that it needs is gone
   */
  insert(message: Message, content?: Uint8Array, fence?: Fence): Promise<VersionedMessage>;
  /** Takes down all fences of a sender. */
  lowerFences(sender: Sender): Promise<void>;
  read(id: string): Promise<VersionedMessage | undefined>;
  /**
   * Replaces the message and moves its index rows in one transaction; its sender may become known, and then never changes. `content`
   * is put beside it; content that `next` has no more is deleted. Returns the message as it is now.
   * @throws ConnectorError `conflict`
   */
  replace(message: VersionedMessage, next: Message, content?: Uint8Array): Promise<VersionedMessage>;
  /** The sealed content that is in a row; undefined if there is none. */
  readContent(id: string): Promise<Uint8Array | undefined>;
  /** Deletes a message with all its rows. @throws ConnectorError `conflict` */
  remove(message: VersionedMessage): Promise<void>;
  /**
   * What is due after the place `after`, oldest first: at most `top` messages to look at, and up to there under `over` those that have ended
   * and have no content left, from their index rows alone, when their history is over. A row that is not ours counts, but is left out:
   * `refusal` is that of the first. `next`: there may be more after this place.
   */
  listDue(
    now: Date,
    top: number,
    after?: string,
  ): Promise<{ due: DueMessage[]; over: OverMessage[]; refusal?: unknown; next?: string }>;
  /** Deletes them, many in one transaction; returns how many went. What is gone already is no error. */
  removeOver(over: readonly OverMessage[]): Promise<number>;
  /** Newest first. `isCut`: there are more. */
  list(index: MessageIndex, options: ListOptions): Promise<{ messages: IndexedMessage[]; isCut: boolean }>;
  /** What changed after the place `after` and before a time, oldest first. */
  listChanged(
    of: Pick<Message, 'hostTenantId' | 'callerId'>,
    options: { after: string; before: Date; topOfEach: number },
  ): Promise<{ messages: { id: string; place: string }[]; isCut: boolean }>;
  /**
   * Deletes index rows by this sender, of messages that were submitted before then, else of all: of every first digit at most
   * `topOfEach`, and no message. `isComplete`: none is left. With a time, which is that of an
   * erasure, it also takes down fences that were raised while the grant was erased; they are not counted.
   */
  forgetSender(sender: Sender, topOfEach: number, before?: Date): Promise<{ deleted: number; isComplete: boolean }>;
}
