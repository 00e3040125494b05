/**
 * Whether a submission fits into one request to Graph and into the limit of the installation; if not, what makes it large.
 *
 * Graph counts the bytes of the request; the installation counts attachments as the files they are.
 */
import { formatBytes } from '../body-too-large.ts';
import { ConnectorError, type Fault } from '../errors.ts';
import { buildSendMail } from '../graph/build-send-mail.ts';
import type { GraphMessage } from '../graph/graph-message.ts';
import { GRAPH_REQUEST_MAX_BYTES, LARGE_PARTS_NAMED_MAX, NORMALISED_GROWTH_MAX_BYTES } from '../limits.ts';
import type { Submission } from './submission.ts';

export interface SizeLimits {
  /** Of the body that the submission was parsed from. */
  bodyBytes: number;
  /** MESSAGE_SIZE_MAX_MB. */
  messageMaxBytes: number;
  toPosted: (pointer: string) => string;
}

/** @throws ConnectorError `request_too_large` with the sizes, the limits and the parts that have to become smaller */
export function checkSize(submission: Submission, { bodyBytes, messageMaxBytes, toPosted }: SizeLimits): void {
  // Without building the request: it is not much longer than the body.
  if (bodyBytes + NORMALISED_GROWTH_MAX_BYTES <= Math.min(GRAPH_REQUEST_MAX_BYTES, messageMaxBytes)) return;
  const requestBytes = Buffer.byteLength(buildSendMail(submission).body);
  const { message } = submission;
  const files = message.attachments?.map(({ contentBytes }) => Buffer.byteLength(contentBytes, 'base64')) ?? [];
  const texts = message.attachments?.map(({ contentBytes }) => contentBytes.length) ?? [];
  const messageBytes = requestBytes - sum(texts) + sum(files);
  const tooMany = Math.max(requestBytes - GRAPH_REQUEST_MAX_BYTES, messageBytes - messageMaxBytes);
  if (tooMany <= 0) return;
  const detail =
    requestBytes > GRAPH_REQUEST_MAX_BYTES
      ? `has ${formatBytes(requestBytes)} as a request to Microsoft Graph, which accepts ${formatBytes(GRAPH_REQUEST_MAX_BYTES)}`
      : `has ${formatBytes(messageBytes)} with its attachments as files; this connector accepts ${formatBytes(messageMaxBytes)}`;
  const parts = listLargeParts(message, files, texts, tooMany);
  throw new ConnectorError('request_too_large', {
    faults: [{ pointer: '/message', detail }, ...parts].map((fault) => ({
      ...fault,
      pointer: toPosted(fault.pointer),
    })),
  });
}

/** The largest parts, as many as the message has to do without. */
function listLargeParts({ body }: GraphMessage, files: number[], texts: number[], tooMany: number): Fault[] {
  const parts = texts.map((bytes, index) => ({
    bytes,
    pointer: `/message/attachments/${index}/contentBytes`,
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
