/**
 * Parses what a caller posts to `POST /senders/find`: one object with the name of a sender and nothing else.
 *
 * The name is what `sender` of a submission may be. It does not know who is connected, and no fault repeats the name.
 */
import { ConnectorError, type Fault } from '../errors.ts';
import { FAULTS_MAX } from '../limits.ts';
import { findSenderProblem } from './find-sender-problem.ts';
import type { RequestHeaders } from './idempotency-key.ts';
import { formatJsonPointer } from './json-pointer.ts';
import { isJsonObject, property } from './json-value.ts';
import { checkMediaType } from './media-type.ts';
import { parseJson } from './parse-json.ts';

/** Object id or name, as posted. @throws ConnectorError `unsupported_media_type`, `invalid_request` (all faults, at most FAULTS_MAX) */
export function parseNamedSender(body: Uint8Array, headers: RequestHeaders): string {
  checkMediaType(headers);
  const { value, faults } = parseJson(body);
  const sender = property(value, 'sender');
  const all = [...faults, ...findUnknown(value), ...findSenderFault(sender)];
  if (all.length > 0) throw new ConnectorError('invalid_request', { faults: all.slice(0, FAULTS_MAX) });
  return sender as string;
}

function findUnknown(value: unknown): Fault[] {
  const names = isJsonObject(value) ? Object.keys(value).filter((name) => name !== 'sender') : [];
  return names.map((name) => ({ pointer: formatJsonPointer([name]), detail: 'is not a known property' }));
}

function findSenderFault(sender: unknown): Fault[] {
  if (sender === undefined) return [{ pointer: '/sender', detail: 'is missing' }];
  const detail = typeof sender === 'string' ? findSenderProblem(sender) : 'is not a string';
  return detail === undefined ? [] : [{ pointer: '/sender', detail }];
}
