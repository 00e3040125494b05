/**
 * Headers that are said by a property of the message: Graph refuses every header that does not begin with `x-`.
 *
 * `Reply-To` becomes `replyTo`, `Importance` `importance`, `List-Unsubscribe` and `List-Unsubscribe-Post` MAPI properties that
 * Exchange writes as headers. Where both are given they must agree. The other headers keep their order.
 */
import type { Fault } from '../errors.ts';
import { HEADER_VALUE_MAX_CHARACTERS } from '../limits.ts';
import { LIST_UNSUBSCRIBE, LIST_UNSUBSCRIBE_POST } from './extended-property.ts';
import { property, type JsonObject } from './json-value.ts';
import { normaliseRecipient } from './normalise-address.ts';
import type { PostedPointers } from './posted-pointers.ts';

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
    const isPlain = typeof value === 'string' && value.length <= HEADER_VALUE_MAX_CHARACTERS;
    if (!say || !isPlain || Object.keys(header as JsonObject).length > 2) {
      pointers.move(`${HEADERS}/${kept.length}`, `${posted}/${index}`);
      kept.push(header);
    } else if (seen.has(key)) faults.push({ pointer: `${posted}/${index}/name`, detail: 'is given more than once' });
    else {
      seen.add(key);
      const added = addProperty(message, say(value), `${posted}/${index}/value`, pointers);
      if (added) message = added;
      else faults.push({ pointer: `${posted}/${index}/value`, detail: `is not the same as ${say(value).name} says` });
    }
  }
  const { internetMessageHeaders: _all, ...others } = message;
  return { message: kept.length > 0 ? { ...others, internetMessageHeaders: kept } : others, faults };
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
    const id = String(property(value, 'id')).toLowerCase();
    const same = list.find((one) => String(property(one, 'id')).toLowerCase() === id);
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

/** The addresses of a header: split at commas outside quotes. */
function splitAddresses(value: string): unknown[] {
  const parts = value.match(/(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/g) ?? [''];
  return parts.map((part) => normaliseRecipient({ emailAddress: { address: part.trim() } }));
}
