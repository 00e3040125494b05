/**
 * Headers that are said by a property of the message: Graph refuses every header that does not begin with `x-`.
 *
 * `Reply-To` becomes `replyTo`, `Importance` `importance`, `List-Unsubscribe` and `List-Unsubscribe-Post` MAPI properties that
 * Exchange writes as headers. Where both are given they must agree. The other headers keep their order, and so does one of these
 * whose value is no text, for the schema to refuse.
 */
import type { Fault } from '../errors.ts';
import { HEADER_VALUE_MAX_CHARACTERS, RECIPIENTS_MAX, REPLY_TO_HEADER_MAX_CHARACTERS } from '../limits.ts';
import { identifyExtendedProperty, LIST_UNSUBSCRIBE, LIST_UNSUBSCRIBE_POST } from './extended-property.ts';
import { property, type JsonObject } from './json-value.ts';
import { normaliseRecipient } from './normalise-address.ts';
import type { PostedPointers } from './posted-pointers.ts';
import { findLengthProblem } from './length-problem.ts';
import { splitOutsideQuotes } from './split-outside-quotes.ts';

const HEADERS = '/message/internetMessageHeaders';

/** What a header says as a property: which one, and its value. */
const said: Readonly<Record<string, (value: string) => { name: string; value: unknown }>> = {
  'reply-to': (value) => ({ name: 'replyTo', value: splitAddresses(value) }),
  importance: (value) => ({ name: 'importance', value: value.trim().toLowerCase() }),
  'list-unsubscribe': (value) => ({ name: 'singleValueExtendedProperties', value: { id: LIST_UNSUBSCRIBE, value } }),
  'list-unsubscribe-post': (value) => ({
    name: 'singleValueExtendedProperties',
    value: { id: LIST_UNSUBSCRIBE_POST, value },
  }),
};

/** The message, whose other properties are normalised already. */
export function normaliseHeaders(
  given: JsonObject,
  pointers: PostedPointers,
): { message: JsonObject; faults: Fault[] } {
  const headers = given['internetMessageHeaders'];
  if (!Array.isArray(headers)) return { message: given, faults: [] };
  const posted = pointers.toPosted(HEADERS);
  const faults: Fault[] = [];
  const kept: unknown[] = [];
  const seen = new Set<string>();
  let message = given;
  for (const [index, header] of (headers as unknown[]).entries()) {
    const [name, value] = [property(header, 'name'), property(header, 'value')];
    const key = typeof name === 'string' ? name.toLowerCase() : '';
    const say = Object.hasOwn(said, key) ? said[key] : undefined;
    if (!say || typeof value !== 'string' || Object.keys(header as JsonObject).length > 2) {
      pointers.move(`${HEADERS}/${kept.length}`, `${posted}/${index}`);
      kept.push(header);
    } else if (seen.has(key)) faults.push({ pointer: `${posted}/${index}/name`, detail: 'is given more than once' });
    else {
      seen.add(key);
      const pointer = `${posted}/${index}/value`;
      const problem = findLimitProblem(key, value);
      const added = problem === undefined ? addProperty(message, say(value), pointer, pointers) : undefined;
      if (added) message = added;
      else faults.push({ pointer, detail: problem ?? `is not the same as ${say(value).name} says` });
    }
  }
  const { internetMessageHeaders: _all, ...others } = message;
  return { message: kept.length > 0 ? { ...others, internetMessageHeaders: kept } : others, faults };
}

function findLimitProblem(key: string, value: string): string | undefined {
  if (key !== 'reply-to') return findLengthProblem(value, HEADER_VALUE_MAX_CHARACTERS);
  const isLong = value.length <= REPLY_TO_HEADER_MAX_CHARACTERS && listParts(value).length > RECIPIENTS_MAX;
  return isLong
    ? `has more than ${RECIPIENTS_MAX} addresses`
    : findLengthProblem(value, REPLY_TO_HEADER_MAX_CHARACTERS);
}

/** The message with the property, or undefined when it says something else already. */
function addProperty(
  message: JsonObject,
  { name, value }: { name: string; value: unknown },
  posted: string,
  pointers: PostedPointers,
): JsonObject | undefined {
  const current = message[name];
  if (name === 'singleValueExtendedProperties') {
    const list = Array.isArray(current) ? (current as unknown[]) : [];
    const id = identifyExtendedProperty(String(property(value, 'id')));
    const same = list.find((one) => identifyExtendedProperty(String(property(one, 'id'))) === id);
    if (same) return property(same, 'value') === property(value, 'value') ? message : undefined;
    // What is no list is a fault of its own.
    if (current !== undefined && !Array.isArray(current)) return message;
    pointers.move(`/message/${name}/${list.length}`, posted, true);
    return { ...message, [name]: [...list, value] };
  }
  if (current === undefined) {
    pointers.move(`/message/${name}`, posted, true);
    return { ...message, [name]: value };
  }
  return listAddresses(current) === listAddresses(value) ? message : undefined;
}

/** What two values of a property are compared by: the addresses in any order, else the text. */
function listAddresses(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  const addresses = (value as unknown[]).map((one) => {
    const address = property(property(one, 'emailAddress'), 'address');
    return typeof address === 'string' ? address.toLowerCase() : JSON.stringify(one);
  });
  return JSON.stringify([...new Set(addresses)].sort());
}

function splitAddresses(value: string): unknown[] {
  return listParts(value).map((address) => normaliseRecipient({ emailAddress: { address } }));
}

/** The addresses of a header as they are written; at least one, and empty ones only where there is no other. */
function listParts(value: string): string[] {
  const parts = splitOutsideQuotes(value).filter((part) => part !== '');
  return parts.length > 0 ? parts : [''];
}
