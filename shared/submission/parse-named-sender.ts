/**
 * Parses what is posted about one sender: to `POST /senders/find` one object with their name and nothing else, to
 * `POST /tenants/{tenant}/diagnosis` also whether a test message is sent.
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

/** `sender`: object id or name, as posted; `test` is false where it is not posted. */
export interface NamedSender {
  sender: string;
  test: boolean;
}

/** @throws ConnectorError `unsupported_media_type`, `invalid_request` (all faults, at most FAULTS_MAX) */
export function parseNamedSender(
  body: Uint8Array,
  headers: RequestHeaders,
  known: readonly (keyof NamedSender)[] = ['sender'],
): NamedSender {
  checkMediaType(headers);
  const { value, faults } = parseJson(body);
  const sender = property(value, 'sender');
  const test = property(value, 'test');
  const all = [...faults, ...findUnknown(value, known), ...findSenderFault(sender)];
  if (known.includes('test') && test !== undefined && typeof test !== 'boolean')
    all.push({ pointer: '/test', detail: 'is neither true nor false' });
  if (all.length > 0) throw new ConnectorError('invalid_request', { faults: all.slice(0, FAULTS_MAX) });
  return { sender: sender as string, test: test === true };
}

function findUnknown(value: unknown, known: readonly string[]): Fault[] {
  const names = isJsonObject(value) ? Object.keys(value).filter((name) => !known.includes(name)) : [];
  return names.map((name) => ({ pointer: formatJsonPointer([name]), detail: 'is not a known property' }));
}

function findSenderFault(sender: unknown): Fault[] {
  if (sender === undefined) return [{ pointer: '/sender', detail: 'is missing' }];
  const detail = typeof sender === 'string' ? findSenderProblem(sender) : 'is not a string';
  return detail === undefined ? [] : [{ pointer: '/sender', detail }];
}
