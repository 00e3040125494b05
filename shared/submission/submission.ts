/**
 * Parses what a caller posts to `POST /send` into a submission, or says everything that is wrong with it.
 *
 * The order is fixed: media type, size, UTF-8, bounds, syntax, then all faults of the content together. Whatever the bytes,
 * the only error is a ConnectorError, no fault repeats a value of the request, and the work is linear in the size. It does
 * not know senders, keys that were used, or whether `from` is the connected mailbox; that is for whoever submits. So is an
 * `expiresAt` that has come while there is a key: it may repeat what was accepted in time.
 */
import { ConnectorError, type Fault } from '../errors.ts';
import { buildSendMail } from '../graph/build-send-mail.ts';
import type { GraphMessage } from '../graph/graph-message.ts';
import { FAULTS_MAX, GRAPH_REQUEST_MAX_BYTES, SUBMISSION_MAX_BYTES } from '../limits.ts';
import { parseSenderReference } from '../sender.ts';
import { writeCanonicalJson, type CanonicalValue } from './canonical-json.ts';
import type { RequestHeaders } from './idempotency-key.ts';
import { scanJson } from './json-bounds.ts';
import { formatJsonPointer } from './json-pointer.ts';
import { checkMediaType } from './media-type.ts';
import { normaliseMessage } from './normalise-message.ts';
import { parseWaitSeconds } from './prefer.ts';
import { EXPIRED, parseDateTime } from './schedule.ts';
import { findRuleFaults } from './submission-rules.ts';
import { submissionSchema, type SubmissionBody } from './submission-schema.ts';

export interface Submission {
  /** Object id or name in lower case, without braces; parseSenderReference reads it. */
  senderReference: string;
  /** What `from` or `sender` of the message said, as given: to be compared with the connected mailbox; never sent. */
  from?: string;
  message: GraphMessage;
  saveToSentItems: boolean;
  reference?: string;
  expiresAt?: Date;
  idempotencyKey?: string;
  /** How long the caller waits for the turn of this mailbox. */
  waitSeconds: number;
  /** W3C Trace Context, as it came. */
  traceparent?: string;
  /** Each address once per kind: to, cc, bcc. */
  recipientCount: number;
  /** One text for all ways of writing this content; the idempotency key is no part of it. */
  canonicalContent: string;
}

/**
 * Parses a request body; `messageMaxBytes` counts attachments as the files they are.
 * @throws ConnectorError `unsupported_media_type`, `invalid_request` (all faults, at most FAULTS_MAX), `request_too_large`
 */
export function parseSubmission(
  body: Uint8Array,
  headers: RequestHeaders,
  now: Date,
  messageMaxBytes: number,
): Submission {
  checkMediaType(headers);
  if (body.byteLength > SUBMISSION_MAX_BYTES) throw new ConnectorError('request_too_large');
  const { value, faults: nameFaults } = parseJson(decode(body));
  const idempotencyKeyHeader = headers.get('idempotency-key');
  const result = submissionSchema.safeParse(value, { error: describeIssue });
  const faults = [
    ...nameFaults,
    ...(result.error?.issues.flatMap(listFaults) ?? []),
    ...findRuleFaults(value, idempotencyKeyHeader, now),
  ];
  const isRepeatable = (idempotencyKeyHeader ?? result.data?.idempotencyKey) !== undefined;
  const isAccepted = faults.every((fault) => isRepeatable && fault === EXPIRED);
  if (!result.success || !isAccepted) throw invalid(faults);
  const traceparent = headers.get('traceparent');
  const submission = {
    ...buildSubmission(result.data, idempotencyKeyHeader),
    waitSeconds: parseWaitSeconds(headers.get('prefer')),
    ...(traceparent !== null && { traceparent }),
  };
  checkSize(submission, body.byteLength, messageMaxBytes);
  return submission;
}

function buildSubmission(
  data: SubmissionBody,
  idempotencyKeyHeader: string | null,
): Omit<Submission, 'waitSeconds' | 'traceparent'> {
  const senderReference = normaliseSender(data.sender);
  const message = normaliseMessage(data.message);
  const from = (data.message.from ?? data.message.sender)?.emailAddress.address;
  const expiresAt = data.expiresAt ? parseDateTime(data.expiresAt) : undefined;
  const saveToSentItems = data.saveToSentItems ?? true;
  const reference = data.reference ?? undefined;
  const idempotencyKey = idempotencyKeyHeader ?? data.idempotencyKey;
  const notBefore = data.notBefore ? parseDateTime(data.notBefore) : undefined;
  const content = {
    sender: senderReference,
    from: from?.toLowerCase(),
    message: message as { readonly [name: string]: CanonicalValue | undefined },
    saveToSentItems,
    reference,
    notBefore: notBefore?.toISOString(),
    expiresAt: expiresAt?.toISOString(),
  };
  return {
    senderReference,
    ...(from !== undefined && { from }),
    message,
    saveToSentItems,
    ...(reference !== undefined && { reference }),
    ...(expiresAt && { expiresAt }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    recipientCount:
      (message.toRecipients?.length ?? 0) + (message.ccRecipients?.length ?? 0) + (message.bccRecipients?.length ?? 0),
    canonicalContent: writeCanonicalJson(content),
  };
}

function normaliseSender(sender: string): string {
  const reference = parseSenderReference(sender);
  if (!reference) throw new Error('The schema let a sender pass that cannot be one.');
  return 'hostObjectId' in reference ? reference.hostObjectId : reference.name;
}

/** Builds the request only when it could be too large: it is never longer than the body it came from. */
function checkSize(
  submission: Pick<Submission, 'message' | 'saveToSentItems'>,
  bodyBytes: number,
  messageMaxBytes: number,
): void {
  if (bodyBytes <= Math.min(GRAPH_REQUEST_MAX_BYTES, messageMaxBytes)) return;
  const requestBytes = Buffer.byteLength(buildSendMail(submission).body);
  const encoded = submission.message.attachments?.map(({ contentBytes }) => contentBytes) ?? [];
  const base64Bytes = encoded.reduce((sum, text) => sum + text.length - Buffer.byteLength(text, 'base64'), 0);
  if (requestBytes > GRAPH_REQUEST_MAX_BYTES || requestBytes - base64Bytes > messageMaxBytes)
    throw new ConnectorError('request_too_large');
}

/** UTF-8 to text; one byte order mark is tolerated. */
function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    if (error instanceof TypeError) throw invalid([{ pointer: '', detail: 'is not valid UTF-8' }]);
    throw error;
  }
}

function parseJson(text: string): { value: unknown; faults: Fault[] } {
  if (text.trim() === '') throw invalid([{ pointer: '', detail: 'is empty' }]);
  const { isOverBounds, faults } = scanJson(text);
  if (isOverBounds) throw invalid(faults);
  try {
    return { value: JSON.parse(text) as unknown, faults };
  } catch (error) {
    // The parser's own message quotes the text, so it is not passed on.
    if (error instanceof SyntaxError) throw invalid([{ pointer: '', detail: 'is not JSON' }]);
    throw error;
  }
}

type Issue = NonNullable<ReturnType<typeof submissionSchema.safeParse>['error']>['issues'][number];

function listFaults(issue: Issue): Fault[] {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: formatJsonPointer(issue.path), detail: issue.message }];
  return issue.keys
    .slice(0, FAULTS_MAX)
    .map((key) => ({ pointer: formatJsonPointer([...issue.path, key]), detail: 'is not a known property' }));
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
};

/** Words for what zod itself finds; every other check brings its own. */
function describeIssue(issue: { code?: string; input?: unknown; expected?: unknown }): string {
  if (issue.input === undefined) return 'is missing';
  return `is not ${typeNames[String(issue.expected)] ?? 'of the expected type'}`;
}

/** The first fault of each place, in the order of discovery. */
function invalid(faults: Fault[]): ConnectorError {
  const byPlace = new Map<string, Fault>();
  for (const fault of faults) if (!byPlace.has(fault.pointer)) byPlace.set(fault.pointer, fault);
  return new ConnectorError('invalid_request', { faults: [...byPlace.values()].slice(0, FAULTS_MAX) });
}
