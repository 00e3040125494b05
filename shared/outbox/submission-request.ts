/**
 * A submission with all that its handling needs to know, and what a message takes from it. Pure.
 */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../callers/caller.ts';
import { ConnectorError } from '../errors.ts';
import { buildSendMail } from '../graph/build-send-mail.ts';
import { countRecipients } from '../submission/count-recipients.ts';
import { SCHEDULE_MAX_DAYS } from '../limits.ts';
import { EXPIRED } from '../submission/schedule.ts';
import type { Submission, SubmissionOptions } from '../submission/submission.ts';
import type { MessageContent } from './message-content.ts';
import { createMessageId, deriveMessageId, type IdempotencyScope } from './message-id.ts';
import type { Message } from './message.ts';

const DAY = 24 * 3600 * 1000;

export interface SubmissionRequest {
  /** Of the message that it becomes, unless its key has passed on to a later one. */
  id: string;
  caller: Caller;
  submission: Submission;
  options: SubmissionOptions;
  /** Absent without an idempotency key. */
  scope: IdempotencyScope | undefined;
  /** The mailbox for which the message was written, where that matters. */
  mailbox: string | undefined;
}

/** What every message takes from its submission, whatever becomes of it. */
export type SubmittedFields = Omit<Message, 'status' | 'createdAt' | 'updatedAt' | 'attempts' | 'dueAt'>;

export function createRequest(
  caller: Caller,
  submission: Submission,
  options: SubmissionOptions,
  mailbox: string | undefined,
): SubmissionRequest {
  const { hostTenantId, clientId: callerId } = caller;
  const { idempotencyKey } = options;
  const scope = idempotencyKey === undefined ? undefined : { hostTenantId, callerId, idempotencyKey };
  const id = scope ? deriveMessageId(scope, 0) : createMessageId();
  return { id, caller, submission, options, scope, mailbox };
}

export function describeRequest(
  { id, caller, submission }: SubmissionRequest,
  { at, contentDigest, messageExpiryDays }: { at: Date; contentDigest: string; messageExpiryDays: number },
): SubmittedFields {
  const { reference, expiresAt, notBefore } = submission;
  const lastsFrom = notBefore && notBefore > at ? notBefore : at;
  const lasts = lastsFrom.getTime() + messageExpiryDays * DAY;
  const lastsMost = Math.max(at.getTime() + SCHEDULE_MAX_DAYS * DAY, lastsFrom.getTime() + DAY);
  return {
    id,
    hostTenantId: caller.hostTenantId,
    callerId: caller.clientId,
    ...(reference !== undefined && { reference }),
    contentDigest,
    // Neither content nor its key is kept for longer.
    expiresAt: expiresAt ?? new Date(Math.min(lasts, lastsMost)),
    ...(notBefore && { notBefore }),
    recipientCount: countRecipients(submission),
    attemptId: randomUUID(),
  };
}

export function contentOf({ submission, options: { traceparent } }: SubmissionRequest): MessageContent {
  const { senderReference, from, mime } = submission;
  return {
    senderReference,
    body: buildSendMail(submission).body,
    ...(mime !== undefined && { mime }),
    ...(from !== undefined && { from }),
    ...(traceparent !== undefined && { traceparent }),
  };
}

/** Whether the caller wants it sent later, or not while it waits. */
export function isForLater(
  { submission: { notBefore }, options }: Pick<SubmissionRequest, 'submission' | 'options'>,
  now: Date,
): boolean {
  return !options.isStrict && (options.isAsync === true || (notBefore !== undefined && notBefore > now));
}

/** @throws ConnectorError `invalid_request` */
export function requireTime({ submission }: SubmissionRequest, now: Date): void {
  const { expiresAt, expiresAtPointer = EXPIRED.pointer } = submission;
  if (expiresAt && expiresAt <= now)
    throw new ConnectorError('invalid_request', { faults: [{ ...EXPIRED, pointer: expiresAtPointer }] });
}
