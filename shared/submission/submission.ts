/**
 * What a caller said in `POST /send`, and how it wants the request handled. Types only.
 *
 * A submission holds nothing that can be computed from it: count-recipients.ts does that.
 */
import type { GraphMessage } from '../graph/graph-message.ts';

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
  message: GraphMessage;
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
  /** Preferences of the caller that the answer follows, for `Preference-Applied`. */
  preferenceApplied?: string;
  idempotencyKey?: string;
  /** W3C Trace Context, as received. */
  traceparent?: string;
}
