/**
 * What a caller said in `POST /send`, and how it wants the request handled. Types only.
 *
 * A submission holds nothing that can be computed from it: count-recipients.ts does that.
 */
import type { Environment } from '../environment.ts';
import type { GraphMessage } from '../graph/graph-message.ts';

/** An attachment that was uploaded before; what is absent is as it was uploaded. */
export interface SubmittedFile {
  /** Of an uploaded file, in form; whose it is, nobody has asked yet. */
  id: string;
  /** JSON pointer to the id, as it was posted. */
  pointer: string;
  name?: string;
  contentType?: string;
  isInline?: boolean;
  contentId?: string;
}

export interface Submission {
  /** The JSON value as it was posted; what an idempotency key stands for (canonical-content.ts). */
  posted: unknown;
  /** Object id or name in lower case, without braces; parseSenderReference reads it. */
  senderReference: string;
  /** JSON pointer to the sender, as it was posted. */
  senderPointer?: string;
  /** The address in `from` or `sender` of the message, as given: compared with the proven addresses, never sent. */
  from?: string;
  /** JSON pointer to that address's property, as it was posted. */
  fromPointer?: string;
  /** Without the files below. Of one that goes as MIME: its subject, recipients and `replyTo` alone. */
  message: GraphMessage;
  /** The MIME message in base64 that goes to Graph in place of `message`. */
  mime?: string;
  /** Each once; absent where there is none. */
  files?: SubmittedFile[];
  saveToSentItems: boolean;
  reference?: string;
  /** Not sent before this. */
  notBefore?: Date;
  expiresAt?: Date;
  /** JSON pointer to `expiresAt`, as it was posted. */
  expiresAtPointer?: string;
}

/** No part of the message: two requests with different options may submit the same one. */
export interface SubmissionOptions {
  /** How long the caller waits for the turn of this mailbox; then a strict submission is refused, and any other one queued. */
  waitSeconds: number;
  /** The caller has an outbox of its own: nothing is queued or held. */
  isStrict?: boolean;
  /** The caller wants the message accepted and not sent while it waits. */
  isAsync?: boolean;
  /** Preferences of the caller that are followed, for `Preference-Applied`; `wait=N` only where there was something to wait for. */
  preferences?: readonly string[];
  /** From where in the ERP it comes; null where it has to say so and does not. */
  environment?: Environment | null;
  idempotencyKey?: string;
  /** W3C Trace Context, as received. */
  traceparent?: string;
}
