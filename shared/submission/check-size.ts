/**
 * Whether a submission fits into one request to Graph and into the limit of the installation.
 *
 * Graph counts the bytes of the request; the installation counts attachments as the files they are.
 */
import { ConnectorError } from '../errors.ts';
import { buildSendMail } from '../graph/build-send-mail.ts';
import { GRAPH_REQUEST_MAX_BYTES } from '../limits.ts';
import type { Submission } from './submission.ts';

/** `bodyBytes` is the size of the body it was parsed from. @throws ConnectorError `request_too_large` */
export function checkSize(submission: Submission, bodyBytes: number, messageMaxBytes: number): void {
  // The request is never longer than the body, so it is built only when it could be too large.
  if (bodyBytes <= Math.min(GRAPH_REQUEST_MAX_BYTES, messageMaxBytes)) return;
  const requestBytes = Buffer.byteLength(buildSendMail(submission).body);
  const encoded = submission.message.attachments?.map(({ contentBytes }) => contentBytes) ?? [];
  const base64Bytes = encoded.reduce((sum, text) => sum + text.length - Buffer.byteLength(text, 'base64'), 0);
  if (requestBytes > GRAPH_REQUEST_MAX_BYTES || requestBytes - base64Bytes > messageMaxBytes)
    throw new ConnectorError('request_too_large');
}
