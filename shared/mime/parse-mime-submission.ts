/**
 * Parses a MIME message that a caller posts into a submission, or says everything that is wrong with it.
 *
 * A message that Graph takes as MIME goes on with the bytes that were posted, but for a few lines of its header (clean-header.ts); a
 * larger one becomes the JSON message that it says, checked as any other. Whatever the bytes, the only error is a ConnectorError, and
 * no fault repeats a value of the request. What reads MIME is loaded with the first such request. It does not know senders, used keys,
 * or whether `From` is the connected mailbox.
 */
import { createHash } from 'node:crypto';
import { formatBytes } from '../body-too-large.ts';
import { buildEnvironment } from '../environment.ts';
import { ConnectorError, type Fault } from '../errors.ts';
import { FAULTS_MAX } from '../limits.ts';
import { parseSenderReference } from '../sender.ts';
import { buildGraphMessage } from '../submission/build-graph-message.ts';
import { checkSchema } from '../submission/check-schema.ts';
import { checkSize, type MessageLimits } from '../submission/check-size.ts';
import { findIdempotencyKeyFaults, findIdempotencyKeyProblem } from '../submission/idempotency-key.ts';
import { withoutUndefined } from '../submission/json-value.ts';
import { normaliseSubmission } from '../submission/normalise-submission.ts';
import type { ParsedSubmission } from '../submission/parse-submission.ts';
import { applyPreferences, parsePrefer } from '../submission/prefer.ts';
import { EXPIRED, findScheduleFaults, parseDateTime } from '../submission/schedule.ts';
import type { Submission } from '../submission/submission.ts';
import { readGuestmailFields, type GuestmailFields, type MimeRequestHeaders } from './guestmail-fields.ts';
import { refuseContentEncoding } from './mime-media-type.ts';
import { MIME_MESSAGE_MAX_BYTES } from '../mime-limits.ts';
import { pointerToField } from './pointer-to-field.ts';
import type { MimeHeader } from './read-mime.ts';

/** What a door says in place of the headers that `POST /send` has. */
export interface MimeDoor {
  /** Whom the address of the request names. */
  sender?: { value: string; pointer: string } | undefined;
  /** What is said where nobody is named, as the end of a sentence about `From`. */
  missingSender: string;
  /** It makes keys of its own, so a `Message-ID` is none. */
  hasOwnKeys: boolean;
}

const sendDoor: MimeDoor = {
  missingSender: 'is missing, and so is Guestmail-Sender; one of them says who sends',
  hasOwnKeys: false,
};

/**
 * Parses a request body; a MIME message counts as it is, a converted one by its files.
 * @throws ConnectorError `unsupported_media_type`, `invalid_request` (all faults, at most FAULTS_MAX), `request_too_large`
 */
export async function parseMimeSubmission(
  body: Uint8Array,
  headers: MimeRequestHeaders,
  now: Date,
  limits: MessageLimits,
  door: MimeDoor = sendDoor,
): Promise<ParsedSubmission> {
  refuseContentEncoding(headers);
  const { readMime } = await import('./read-mime.ts');
  const { header, faults: headerFaults } = readMime(body);
  if (!header) throw invalid(headerFaults);
  const { fields: said, faults: fieldFaults } = readGuestmailFields(headers, header.texts);
  const fields = door.sender ? { ...said, sender: door.sender } : said;
  const prefer = parsePrefer(headers.get('prefer'));
  const faults = [
    ...headerFaults,
    ...fieldFaults,
    ...findKeyFaults(headers, header, door),
    ...findSenderFaults(said, header, door),
    ...findTimeFaults(fields, now, prefer.handling === 'strict'),
  ];
  if (faults.length > 0) throw invalid(faults);
  const { cleaned } = header;
  const common = buildCommon(body, fields, header);
  const submission =
    cleaned.length <= MIME_MESSAGE_MAX_BYTES
      ? { ...common, message: addressedOf(header), mime: asBase64(cleaned, limits.messageMaxBytes) }
      : { ...common, message: await convert(header, common.senderReference) };
  if (!('mime' in submission))
    checkSize(submission, { bodyBytes: Infinity, places: [], toPosted: pointerToField }, limits);
  const idempotencyKey = headers.get('idempotency-key') ?? (door.hasOwnKeys ? undefined : header.messageIds[0]);
  const traceparent = headers.get('traceparent');
  const { environmentType, environmentName } = fields;
  const environment = buildEnvironment(environmentType?.value, environmentName?.value);
  const at = { type: environmentType?.pointer, name: environmentName?.pointer };
  return {
    submission,
    options: {
      ...applyPreferences(prefer),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(traceparent !== null && { traceparent }),
      ...(environment && { environment: { ...environment, at } }),
    },
  };
}

/** What a message says to Graph when it goes as MIME: for counting, for showing it to its sender, and for what Graph says of recipients. */
function addressedOf({
  subject,
  toRecipients,
  ccRecipients,
  bccRecipients,
  replyTo,
}: MimeHeader): Submission['message'] {
  const list = <One>(recipients: One[]) => (recipients.length > 0 ? recipients : undefined);
  return withoutUndefined({
    subject,
    toRecipients: list(toRecipients),
    ccRecipients: list(ccRecipients),
    bccRecipients: list(bccRecipients),
    replyTo: list(replyTo),
  });
}

function asBase64(mime: Buffer, messageMaxBytes: number): string {
  if (mime.length <= messageMaxBytes) return mime.toString('base64');
  throw tooLarge(`has ${formatBytes(mime.length)}; this connector accepts ${formatBytes(messageMaxBytes)}`);
}

async function convert(header: MimeHeader, sender: string): Promise<Submission['message']> {
  const { convertMime } = await import('./convert-mime.ts');
  const converted = await convertMime(header);
  if ('faults' in converted) throw invalid(converted.faults);
  if ('loss' in converted)
    throw tooLarge(
      `has ${formatBytes(header.cleaned.length)} and ${converted.loss}, so it can only go on as it is, and of that Microsoft Graph takes ${formatBytes(MIME_MESSAGE_MAX_BYTES)}`,
    );
  const { body, faults: shapeFaults } = normaliseSubmission({ sender, message: converted.message });
  const { data, faults } = checkSchema(body);
  if (!data || shapeFaults.length > 0)
    throw invalid([...shapeFaults, ...faults].map((fault) => ({ ...fault, pointer: pointerToField(fault.pointer) })));
  return buildGraphMessage(data.message);
}

/** Everything but the message. */
function buildCommon(
  body: Uint8Array,
  { sender, reference, notBefore, expiresAt }: GuestmailFields,
  { from, fromField }: MimeHeader,
): Omit<Submission, 'message'> {
  const digest = createHash('sha256').update(body).digest('base64url');
  const named = parseSenderReference(sender?.value ?? from ?? '');
  if (!named) throw new Error('A sender was accepted that cannot be one.');
  const [notBeforeTime, expiresAtTime] = [notBefore, expiresAt].map((time) => time && parseDateTime(time.value));
  return {
    // As a JSON value that no other submission can be.
    posted: {
      mime: digest,
      sender: sender?.value,
      reference: reference?.value,
      notBefore: notBefore?.value,
      expiresAt: expiresAt?.value,
    },
    senderReference: 'hostObjectId' in named ? named.hostObjectId : named.name,
    senderPointer: sender?.pointer ?? `/headers/${fromField}`,
    ...(from !== undefined && { from, fromPointer: `/headers/${fromField}` }),
    saveToSentItems: true,
    ...(reference && { reference: reference.value }),
    ...(notBeforeTime && { notBefore: notBeforeTime }),
    ...(expiresAtTime && { expiresAt: expiresAtTime, ...(expiresAt && { expiresAtPointer: expiresAt.pointer }) }),
  };
}

function findKeyFaults(headers: MimeRequestHeaders, { messageIds }: MimeHeader, { hasOwnKeys }: MimeDoor): Fault[] {
  const key = headers.get('idempotency-key');
  if (key !== null) return findIdempotencyKeyFaults(key, undefined);
  if (hasOwnKeys) return [];
  const [messageId] = messageIds;
  if (!messageId)
    return [
      { pointer: 'header:Idempotency-Key', detail: 'is missing, and the message has no Message-ID to take its place' },
    ];
  const problem = messageIds.length > 1 ? 'is given more than once' : findIdempotencyKeyProblem(messageId);
  const detail = `${problem}, so it cannot be the key; send the header Idempotency-Key`;
  return problem ? [{ pointer: '/headers/Message-ID', detail }] : [];
}

function findSenderFaults({ sender }: GuestmailFields, { from }: MimeHeader, door: MimeDoor): Fault[] {
  if (sender && door.sender && sender.value !== door.sender.value)
    return [{ pointer: sender.pointer, detail: 'is not the same as in the address' }];
  if (sender || door.sender || from !== undefined) return [];
  return [{ pointer: '/headers/From', detail: door.missingSender }];
}

/** An `expiresAt` that has passed is left to the outbox: the request may repeat what was accepted in time. */
function findTimeFaults({ notBefore, expiresAt }: GuestmailFields, now: Date, isStrict: boolean): Fault[] {
  const faults = findScheduleFaults({ notBefore: notBefore?.value, expiresAt: expiresAt?.value }, now, isStrict);
  return faults
    .filter((fault) => fault !== EXPIRED)
    .map(({ pointer, detail }) => ({
      pointer: (pointer === '/notBefore' ? notBefore : expiresAt)?.pointer ?? pointer,
      detail,
    }));
}

function tooLarge(detail: string): ConnectorError {
  return new ConnectorError('request_too_large', { faults: [{ pointer: '', detail }] });
}

/** The first fault of each place, in the order of discovery. */
function invalid(faults: readonly Fault[]): ConnectorError {
  const byPlace = new Map<string, Fault>();
  for (const fault of faults) if (!byPlace.has(fault.pointer)) byPlace.set(fault.pointer, fault);
  return new ConnectorError('invalid_request', { faults: [...byPlace.values()].slice(0, FAULTS_MAX) });
}
