/**
 * Whether a submission fits into one request to Graph, or may be larger, and into the limit of the installation; if not, what makes it
 * large.
 *
 * Graph counts the bytes of the request; the installation counts attachments as the files they are. Uploaded files are counted when the
 * message takes them.
 */
import { formatBytes } from '../body-too-large.ts';
import { ConnectorError, type Fault } from '../errors.ts';
import { buildSendMail } from '../graph/build-send-mail.ts';
import type { GraphMessage } from '../graph/graph-message.ts';
import { FAULTS_MAX, GRAPH_REQUEST_MAX_BYTES, LARGE_PARTS_NAMED_MAX, NORMALISED_GROWTH_MAX_BYTES } from '../limits.ts';
import type { Submission } from './submission.ts';

export interface MessageLimits {
  /** MESSAGE_SIZE_MAX_MB. */
  messageMaxBytes: number;
  /** Whether senders are asked for the permission that a message needs which does not fit into one request to Graph. */
  isLargeOffered: boolean;
}

export interface PostedSize {
  /** Of the body that the submission was parsed from. */
  bodyBytes: number;
  /** Of each attachment of the message in the list that was posted. */
  places: readonly number[];
  toPosted: (pointer: string) => string;
}

interface Sizes {
  requestBytes: number;
  /** Of the attachments in the request, as the files they are and in base64. */
  files: number[];
  texts: number[];
}

/**
 * @throws ConnectorError `request_too_large` with the sizes, the limits and the parts that have to become smaller; `invalid_request` for
 *   what a large message cannot be asked to do
 */
export function checkSize(submission: Submission, posted: PostedSize, limits: MessageLimits): void {
  const { files } = submission;
  // Without building the request: it is not much longer than the body.
  const isSmall =
    posted.bodyBytes + NORMALISED_GROWTH_MAX_BYTES <= Math.min(GRAPH_REQUEST_MAX_BYTES, limits.messageMaxBytes);
  if (isSmall && !files) return;
  if (files && !limits.isLargeOffered) throw notOffered(files);
  const sizes = measure(submission);
  const isLarge = files !== undefined || sizes.requestBytes > GRAPH_REQUEST_MAX_BYTES;
  if (isLarge && limits.isLargeOffered && !submission.saveToSentItems) throw alwaysSaved(posted);
  checkSizes(submission, { sizes, posted, limits });
}

function measure(submission: Submission): Sizes {
  const contents = submission.message.attachments?.map(({ contentBytes }) => contentBytes) ?? [];
  return {
    requestBytes: Buffer.byteLength(buildSendMail(submission).body),
    files: contents.map((text) => Buffer.byteLength(text, 'base64')),
    texts: contents.map((text) => text.length),
  };
}

function checkSizes(
  { message }: Submission,
  { sizes, posted, limits }: { sizes: Sizes; posted: PostedSize; limits: MessageLimits },
): void {
  const { requestBytes, files, texts } = sizes;
  const { messageMaxBytes, isLargeOffered } = limits;
  const messageBytes = requestBytes - sum(texts) + sum(files);
  // Attachments of a large message are added to it one by one.
  const inOne = isLargeOffered ? requestBytes - sum(texts) : requestBytes;
  const tooMany = Math.max(inOne - GRAPH_REQUEST_MAX_BYTES, messageBytes - messageMaxBytes);
  if (tooMany <= 0) return;
  const detail =
    inOne > GRAPH_REQUEST_MAX_BYTES
      ? `has ${formatBytes(inOne)} ${isLargeOffered ? 'without its attachments, and Microsoft Graph accepts' : 'as a request to Microsoft Graph, which accepts'} ${formatBytes(GRAPH_REQUEST_MAX_BYTES)}${isLargeOffered ? '' : HOW_TO_OFFER}`
      : `has ${formatBytes(messageBytes)} with its attachments as files; this connector accepts ${formatBytes(messageMaxBytes)}`;
  const parts = listLargeParts(message, { files, texts, places: posted.places }, tooMany);
  throw new ConnectorError('request_too_large', {
    faults: [{ pointer: '/message', detail }, ...parts].map((fault) => ({
      ...fault,
      pointer: posted.toPosted(fault.pointer),
    })),
  });
}

const HOW_TO_OFFER = '; for larger ones, the operator of this connector sets MAIL_PERMISSION to Mail.ReadWrite';

function notOffered(files: NonNullable<Submission['files']>): ConnectorError {
  const detail = `is an uploaded file, and this connector sends messages that fit into one request to Microsoft Graph${HOW_TO_OFFER}`;
  const faults = files.slice(0, FAULTS_MAX).map(({ pointer }) => ({ pointer, detail }));
  return new ConnectorError('request_too_large', { faults });
}

function alwaysSaved({ toPosted }: PostedSize): ConnectorError {
  const detail =
    'is false, and Exchange always saves a message in Sent Items that does not fit into one request to Microsoft Graph; leave it out, or make the message smaller';
  return new ConnectorError('invalid_request', { faults: [{ pointer: toPosted('/saveToSentItems'), detail }] });
}

/** The largest parts, as many as the message has to do without. */
function listLargeParts(
  { body }: GraphMessage,
  { files, texts, places }: { files: number[]; texts: number[]; places: readonly number[] },
  tooMany: number,
): Fault[] {
  const parts = texts.map((bytes, index) => ({
    bytes,
    pointer: `/message/attachments/${places[index] ?? index}/contentBytes`,
    detail: `has ${formatBytes(bytes)} in base64, ${formatBytes(files[index] ?? 0)} as a file`,
  }));
  const bodyBytes = Buffer.byteLength(body?.content ?? '');
  parts.push({ bytes: bodyBytes, pointer: '/message/body/content', detail: `has ${formatBytes(bodyBytes)}` });
  parts.sort((one, other) => other.bytes - one.bytes);
  let left = tooMany;
  const large = parts.filter(({ bytes }) => left > 0 && ((left -= bytes), true));
  return large.slice(0, LARGE_PARTS_NAMED_MAX).map(({ pointer, detail }) => ({ pointer, detail }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
