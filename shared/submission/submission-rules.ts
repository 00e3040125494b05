/**
 * The rules of a submission that concern more than one field.
 *
 * They look at the parsed JSON whatever its shape, so that a caller sees every fault at once; a value of the wrong type is
 * ignored here, because the schema reports it. They change nothing.
 */
import type { Fault } from '../errors.ts';
import { HEADER_VALUE_MAX_CHARACTERS, INTERNET_MESSAGE_HEADERS_MAX, RECIPIENTS_MAX } from '../limits.ts';
import { findIdempotencyKeyFaults } from './idempotency-key.ts';
import { isJsonObject, property } from './json-value.ts';
import { findHeaderName, identifyExtendedProperty, isOneLine } from './extended-property.ts';
import { findHeaderTextProblem } from './header-text.ts';
import { findAttachmentFaults } from './attachment-rules.ts';
import { findScheduleFaults } from './schedule.ts';
import { findLengthProblem } from './length-problem.ts';

const recipientKinds = ['toRecipients', 'ccRecipients', 'bccRecipients'] as const;

/** Faults between the fields of a body, and between body, headers and clock; `isStrict`: nothing is to be kept for later. */
export function findRuleFaults(
  body: unknown,
  idempotencyKeyHeader: string | null,
  now: Date,
  isStrict: boolean,
): Fault[] {
  const message = property(body, 'message');
  const schedule = { notBefore: property(body, 'notBefore'), expiresAt: property(body, 'expiresAt') };
  return [
    ...findIdempotencyKeyFaults(idempotencyKeyHeader, property(body, 'idempotencyKey')),
    ...findScheduleFaults(schedule, now, isStrict),
    ...(isJsonObject(message) && Object.keys(message).length > 0
      ? [
          ...findRecipientFaults(message),
          ...findHeaderFaults(message),
          ...findOriginatorFaults(message),
          ...findFlagFaults(message),
          ...findExtendedPropertyFaults(message),
          ...findAttachmentFaults(message),
        ]
      : []),
  ];
}

function findRecipientFaults(message: object): Fault[] {
  let count = 0;
  for (const kind of recipientKinds) {
    const list = property(message, kind);
    // A value of the wrong type is a fault already; to report missing recipients as well would mislead.
    if (!Array.isArray(list) && list !== undefined && list !== null) return [];
    count += new Set(list?.map(readAddress)).size;
    if (count > RECIPIENTS_MAX)
      return [{ pointer: `/message/${kind}`, detail: `brings the message to more than ${RECIPIENTS_MAX} recipients` }];
  }
  const replies = property(message, 'replyTo');
  if (Array.isArray(replies) && new Set(replies.map(readAddress)).size > RECIPIENTS_MAX)
    return [{ pointer: '/message/replyTo', detail: `has more than ${RECIPIENTS_MAX} addresses` }];
  const detail = 'is empty, and so are ccRecipients and bccRecipients';
  return count === 0 ? [{ pointer: '/message/toRecipients', detail }] : [];
}

function findHeaderFaults(message: object): Fault[] {
  const headers = property(message, 'internetMessageHeaders');
  if (!Array.isArray(headers)) return [];
  const seen = new Set<string>();
  return headers.flatMap((header, index) => {
    const name = property(header, 'name');
    if (typeof name !== 'string') return [];
    const isRepeated = seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    const pointer = `/message/internetMessageHeaders/${index}/name`;
    return isRepeated ? [{ pointer, detail: 'is given more than once' }] : [];
  });
}

function findOriginatorFaults(message: object): Fault[] {
  const from = readAddress(property(message, 'from'));
  const sender = readAddress(property(message, 'sender'));
  const isOther = typeof from === 'string' && typeof sender === 'string' && from !== sender;
  return isOther ? [{ pointer: '/message/sender/emailAddress/address', detail: 'is not the same as in from' }] : [];
}

/** The address of a recipient in lower case; any other value is returned as it is. */
function readAddress(recipient: unknown): unknown {
  const address = property(property(recipient, 'emailAddress'), 'address');
  return typeof address === 'string' ? address.toLowerCase() : recipient;
}

/** Graph refuses a due date that has no start date. */
function findFlagFaults(message: object): Fault[] {
  const flag = property(message, 'flag');
  const isStartMissing = property(flag, 'dueDateTime') !== undefined && property(flag, 'startDateTime') === undefined;
  return isStartMissing ? [{ pointer: '/message/flag/startDateTime', detail: 'is missing beside dueDateTime' }] : [];
}

function findExtendedPropertyFaults(message: object): Fault[] {
  const properties = property(message, 'singleValueExtendedProperties');
  if (!Array.isArray(properties)) return [];
  const headers = readHeaders(message);
  const seen = new Set<string>();
  return properties.flatMap((one, index) => {
    const [id, value] = [property(one, 'id'), property(one, 'value')];
    if (typeof id !== 'string') return [];
    const pointer = `/message/singleValueExtendedProperties/${index}`;
    const identity = identifyExtendedProperty(id);
    const isRepeated = seen.has(identity);
    seen.add(identity);
    const idProblem = isRepeated ? 'is given more than once' : addHeader(headers, findHeaderName(id), value);
    const valueProblem = typeof value === 'string' ? findValueProblem(id, value) : undefined;
    return [
      ...(idProblem ? [{ pointer: `${pointer}/id`, detail: idProblem }] : []),
      ...(valueProblem ? [{ pointer: `${pointer}/value`, detail: valueProblem }] : []),
    ];
  });
}

function findValueProblem(id: string, value: string): string | undefined {
  const isHeader = findHeaderName(id) !== undefined;
  const length = isHeader ? findLengthProblem(value, HEADER_VALUE_MAX_CHARACTERS) : undefined;
  return length ?? (isOneLine(id) ? findHeaderTextProblem(value) : undefined);
}

/** The headers that begin with x-, by their names in lower case. */
function readHeaders(message: object): Map<string, unknown> {
  const headers = property(message, 'internetMessageHeaders');
  const list = Array.isArray(headers) ? (headers as unknown[]) : [];
  return new Map(list.map((header) => [String(property(header, 'name')).toLowerCase(), property(header, 'value')]));
}

/** Adds what a property says as a header, and says what is wrong with it beside the others. */
function addHeader(headers: Map<string, unknown>, name: string | undefined, value: unknown): string | undefined {
  if (!name?.startsWith('x-')) return undefined;
  if (headers.has(name))
    return headers.get(name) === value ? undefined : 'is not the same as internetMessageHeaders says';
  headers.set(name, value);
  const isTooMany = headers.size === INTERNET_MESSAGE_HEADERS_MAX + 1;
  return isTooMany ? `brings the message to more than ${INTERNET_MESSAGE_HEADERS_MAX} headers` : undefined;
}
