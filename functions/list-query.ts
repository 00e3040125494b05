/**
 * The queries of lists: the messages of a caller by filters or by idempotency key, and what changed of them.
 *
 * Every parameter that the list does not have, and every empty one, is refused, so that no caller takes the answer for a filtered one. A sender is an object id
 * alone, because queries end up in logs. A host joins a repeated parameter by a comma, which a key or reference may contain as
 * well, so what such a one does not find is no answer.
 */
import { ConnectorError, type Fault } from '../shared/errors.ts';
import { FAULTS_MAX, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, REFERENCE_MAX_CHARACTERS } from '../shared/limits.ts';
import type { MessageFilter } from '../shared/outbox/list-messages.ts';
import { messageStatuses, type MessageStatus } from '../shared/outbox/message.ts';
import { parseSenderReference } from '../shared/sender.ts';
import { findHeaderTextProblem } from '../shared/submission/header-text.ts';
import { findIdempotencyKeyProblem } from '../shared/submission/idempotency-key.ts';
import { parseDateTime } from '../shared/submission/schedule.ts';
import { findLengthProblem } from '../shared/submission/length-problem.ts';

const KEY = 'idempotencyKey';

/** What is wrong with a value, as the end of a sentence. */
type FindProblem = (value: string) => string | undefined;

const findTimeProblem: FindProblem = (value) =>
  parseDateTime(value)
    ? undefined
    : 'is not an RFC 3339 date-time with an offset, such as 2026-12-01T06:00:00Z (write + as %2B)';
const findTopProblem: FindProblem = (value) =>
  /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= PAGE_SIZE_MAX
    ? undefined
    : `is not a whole number from 1 to ${PAGE_SIZE_MAX}`;
/** The list knows which it gave. */
const findCursorProblem: FindProblem = () => undefined;

const pageParameters = { top: findTopProblem, cursor: findCursorProblem };

const filterParameters = {
  sender: (value) =>
    'hostObjectId' in (parseSenderReference(value) ?? {})
      ? undefined
      : 'is not the object id of a sender; names do not belong into addresses, and POST /senders/find gives the id of a name',
  status: (value) =>
    messageStatuses.includes(value as MessageStatus) ? undefined : `is not one of ${messageStatuses.join(', ')}`,
  reference: (value) => findLengthProblem(value, REFERENCE_MAX_CHARACTERS) ?? findHeaderTextProblem(value),
  from: findTimeProblem,
  to: findTimeProblem,
  ...pageParameters,
} satisfies Record<string, FindProblem>;

const keyParameters = { [KEY]: findIdempotencyKeyProblem };

/** A query of the messages of a caller: one key, or filters in which the sender is an object id. */
export type MessagesQuery =
  { idempotencyKey: string } | { filter: Omit<MessageFilter, 'sender'> & { hostObjectId?: string } };

/** @throws ConnectorError `invalid_request` (all faults) */
export function readMessagesQuery(query: URLSearchParams): MessagesQuery {
  if (query.has(KEY))
    return { idempotencyKey: read(query, keyParameters, `; a message is found by ${KEY} alone`)[KEY] ?? '' };
  const { sender, status, reference, from, to, ...page } = read(query, filterParameters);
  const [since, until] = [from, to].map((text) => (text === undefined ? undefined : parseDateTime(text)));
  if (since && until && until <= since) throw invalid([{ pointer: 'query:to', detail: 'is not after from' }]);
  const named = sender === undefined ? undefined : parseSenderReference(sender);
  return {
    filter: {
      ...(named && 'hostObjectId' in named && named),
      ...(status !== undefined && { status: status as MessageStatus }),
      ...(reference !== undefined && { reference }),
      ...(since && { from: since }),
      ...(until && { to: until }),
      ...readPage(page),
    },
  };
}

/** Of a list without filters. @throws ConnectorError `invalid_request` (all faults) */
export function readPageQuery(query: URLSearchParams): { top: number; cursor?: string } {
  return readPage(read(query, pageParameters));
}

/** Of a list whose pages have one size. @throws ConnectorError `invalid_request` (all faults) */
export function readCursorQuery(query: URLSearchParams): string | undefined {
  return read(query, { cursor: findCursorProblem }).cursor;
}

/** The same list, from another place on. */
export function nextLink(list: string, query: URLSearchParams, cursor: string): string {
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  return `${list}?${next.toString()}`;
}

/** For a key or reference that no message has. @throws ConnectorError `invalid_request` */
export function checkNotJoined(name: typeof KEY | 'reference', value: string | undefined): void {
  if (!value?.includes(',')) return;
  const detail = 'is given more than once, or has a comma and no message was found by it';
  throw invalid([{ pointer: `query:${name}`, detail }]);
}

function readPage({ top, cursor }: { top?: string | undefined; cursor?: string | undefined }) {
  return { top: top === undefined ? PAGE_SIZE_DEFAULT : Number(top), ...(cursor !== undefined && { cursor }) };
}

function read<Name extends string>(
  query: URLSearchParams,
  parameters: Readonly<Record<Name, FindProblem>>,
  why = '',
): Partial<Record<Name, string>> {
  const isKnown = (name: string): name is Name => Object.hasOwn(parameters, name);
  const names = [...new Set(query.keys())];
  const faults = names.flatMap((name): Fault[] => {
    const [value = '', ...others] = query.getAll(name);
    const known = isKnown(name) ? parameters[name] : undefined;
    const unknown = Object.hasOwn(filterParameters, name) ? `is not supported here${why}` : 'is not a known parameter';
    const isDoubled = others.length > 0;
    const problem = isDoubled ? 'is given more than once' : value === '' ? 'is empty' : known?.(value);
    const detail = known ? problem : unknown;
    return detail === undefined ? [] : [{ pointer: `query:${nameOf(name)}`, detail }];
  });
  if (faults.length > 0) throw invalid(faults);
  return Object.fromEntries(query) as Partial<Record<Name, string>>;
}

function invalid(faults: Fault[]): ConnectorError {
  return new ConnectorError('invalid_request', { faults: faults.slice(0, FAULTS_MAX) });
}

/** Names come from the request. */
function nameOf(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…`.toWellFormed() : name.toWellFormed();
}
