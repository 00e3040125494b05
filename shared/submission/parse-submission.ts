/**
 * Parses what a caller posts as JSON into a submission, or says everything that is wrong with it: a whole body of `POST /send`, or a value
 * that a door has read from a body of its own.
 *
 * The order is fixed: media type, UTF-8, bounds, syntax, normalising, then all faults of the content together, each
 * where the caller wrote it. Whatever the bytes, the only error is a ConnectorError, no fault repeats a value of the request, and
 * the work is linear in the size. How much of a body is read is bounded elsewhere. It does not know senders, used keys, uploaded files, or whether `from` is the connected mailbox. It lets an `expiresAt` that has passed through
 * if there is a key, because the request may repeat what was accepted in time.
 */
import { isSameEnvironment, readEnvironment, type Environment } from '../environment.ts';
import { ConnectorError, type Fault } from '../errors.ts';
import { FAULTS_MAX } from '../limits.ts';
import { parseSenderReference } from '../sender.ts';
import { buildGraphMessage } from './build-graph-message.ts';
import { checkSchema } from './check-schema.ts';
import { checkSize, type MessageLimits } from './check-size.ts';
import { findGuestmailHeaderFaults } from './guestmail-headers.ts';
import type { RequestHeaders } from './idempotency-key.ts';
import { checkMediaType } from './media-type.ts';
import { property, withoutUndefined } from './json-value.ts';
import { normaliseSubmission } from './normalise-submission.ts';
import { parseJson } from './parse-json.ts';
import { applyPreferences, findPreferFaults, isStrictIn, parsePrefer, type Preferences } from './prefer.ts';
import { EXPIRED, parseDateTime } from './schedule.ts';
import { findRuleFaults } from './submission-rules.ts';
import type { SubmissionBody } from './submission-schema.ts';
import type { Submission, SubmissionOptions, SubmittedFile } from './submission.ts';

export interface ParsedSubmission {
  submission: Submission;
  options: SubmissionOptions;
}

/** The JSON value of a body, with a fault for each name that an object has twice. */
export interface PostedValue {
  value: unknown;
  faults: readonly Fault[];
  /** Of the body. */
  bytes: number;
}

/**
 * Parses a request body. `ownKey` is the idempotency key where the request gives none.
 * @throws ConnectorError `unsupported_media_type`, `invalid_request` (all faults, at most FAULTS_MAX), `request_too_large`
 */
export function parseSubmission(
  body: Uint8Array,
  headers: RequestHeaders,
  now: Date,
  limits: MessageLimits,
  ownKey?: string,
): ParsedSubmission {
  checkMediaType(headers);
  return parsePosted({ ...parseJson(body), bytes: body.byteLength }, headers, now, limits, ownKey);
}

/** Parses a value that was read from a body; else as `parseSubmission`. @throws ConnectorError `invalid_request`, `request_too_large` */
export function parsePosted(
  { value: posted, faults: nameFaults, bytes }: PostedValue,
  headers: RequestHeaders,
  now: Date,
  limits: MessageLimits,
  ownKey?: string,
): ParsedSubmission {
  const { body: value, faults: shapeFaults, toPosted } = normaliseSubmission(posted);
  const { data, faults: schemaFaults } = checkSchema(value);
  const keyHeader = headers.get('idempotency-key');
  const preferHeader = headers.get('prefer');
  const environment = readEnvironment(headers);
  const contentFaults = [
    ...schemaFaults,
    ...findRuleFaults(value, keyHeader, now, isStrictIn(preferHeader, value)),
    ...findPreferFaults(preferHeader, value),
    ...findGuestmailHeaderFaults(headers),
    ...findEnvironmentFaults(environment, value),
  ];
  const idempotencyKey = keyHeader ?? data?.idempotencyKey ?? ownKey;
  const isTolerated = (fault: Fault) => fault === EXPIRED && idempotencyKey !== undefined;
  if (!data || ![...nameFaults, ...shapeFaults, ...contentFaults].every(isTolerated))
    throw invalid([...nameFaults, ...shapeFaults, ...contentFaults.map((fault) => moveFault(fault, toPosted))]);
  const submission = buildSubmission(posted, data, toPosted);
  checkSize(submission, { bodyBytes: bytes, places: listInlinePlaces(data), toPosted }, limits);
  const preferences = { ...data.prefer, ...parsePrefer(preferHeader) };
  const options = buildOptions(headers, idempotencyKey, preferences);
  const said = environment ?? (data.environment && { ...data.environment, at: locateEnvironment(toPosted) });
  return { submission, options: { ...options, ...(said && { environment: said }) } };
}

/** A value of the wrong type is left to the schema. */
function locateEnvironment(toPosted: (pointer: string) => string): Required<Environment>['at'] {
  return { type: toPosted('/environment/type'), name: toPosted('/environment/name') };
}

function findEnvironmentFaults(said: Environment | undefined, body: unknown): Fault[] {
  const given = property(body, 'environment') as Environment | null | undefined;
  if (!said || typeof given?.name !== 'string' || isSameEnvironment(said, given)) return [];
  return [{ pointer: '/environment', detail: 'is not the same as in the headers' }];
}

/** The fault where the caller wrote it. */
function moveFault(fault: Fault, toPosted: (pointer: string) => string): Fault {
  return { ...fault, pointer: toPosted(fault.pointer) };
}

function buildSubmission(posted: unknown, data: SubmissionBody, toPosted: (pointer: string) => string): Submission {
  const from = (data.message.from ?? data.message.sender)?.emailAddress.address;
  const fromPointer = data.message.from ? '/message/from' : '/message/sender';
  const notBefore = data.notBefore ? parseDateTime(data.notBefore) : undefined;
  const expiresAt = data.expiresAt ? parseDateTime(data.expiresAt) : undefined;
  const files = listFiles(data, toPosted);
  return {
    posted,
    senderReference: normaliseSender(data.sender),
    senderPointer: toPosted('/sender'),
    ...(from !== undefined && { from, fromPointer: toPosted(fromPointer) }),
    message: buildGraphMessage(data.message),
    ...(files.length > 0 && { files }),
    saveToSentItems: data.saveToSentItems ?? true,
    ...(typeof data.reference === 'string' && { reference: data.reference }),
    ...(notBefore && { notBefore }),
    ...(expiresAt && { expiresAt, expiresAtPointer: toPosted('/expiresAt') }),
  };
}

/** Attachments that name an uploaded file, with what they say of it. */
function listFiles({ message }: SubmissionBody, toPosted: (pointer: string) => string): SubmittedFile[] {
  return (message.attachments ?? []).flatMap((attachment, index): SubmittedFile[] => {
    const { id, name, contentType, isInline, contentId } = attachment;
    if (id === undefined) return [];
    const said = withoutUndefined({ name, contentType, isInline, contentId }) as Omit<SubmittedFile, 'id' | 'pointer'>;
    return [{ id, pointer: toPosted(`/message/attachments/${index}/id`), ...said }];
  });
}

/** Where the other attachments are in the list. */
function listInlinePlaces({ message }: SubmissionBody): number[] {
  return (message.attachments ?? []).flatMap(({ id }, index) => (id === undefined ? [index] : []));
}

function buildOptions(
  headers: RequestHeaders,
  idempotencyKey: string | undefined,
  preferences: Preferences,
): SubmissionOptions {
  const traceparent = headers.get('traceparent');
  return {
    ...applyPreferences(preferences),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(traceparent !== null && { traceparent }),
  };
}

function normaliseSender(sender: string): string {
  const reference = parseSenderReference(sender);
  if (!reference) throw new Error('The schema accepted a sender that cannot be one.');
  return 'hostObjectId' in reference ? reference.hostObjectId : reference.name;
}

/** The first fault of each place, in the order of discovery. */
function invalid(faults: Fault[]): ConnectorError {
  const byPlace = new Map<string, Fault>();
  for (const fault of faults) if (!byPlace.has(fault.pointer)) byPlace.set(fault.pointer, fault);
  return new ConnectorError('invalid_request', { faults: [...byPlace.values()].slice(0, FAULTS_MAX) });
}
