/**
 * Single-value extended properties (MAPI) that a submitted message may carry.
 *
 * An id names a type and then a property tag, or a property set with a name or a number. Refused are properties that say
 * who the message is from, that are headers with a name we do not accept, and those of the connector itself: each would
 * pass by a check of the message. Values of types other than String are left to Graph.
 * Sources: Graph v1.0 resource type singleValueLegacyExtendedProperty; MS-OXPROPS.
 */
import { MESSAGE_MARKER_PROPERTY_SET } from '../graph/message-marker.ts';
import { NAME_MAX_CHARACTERS } from '../limits.ts';
import { findHeaderNameProblem } from './header-name.ts';

const type = '(?:ApplicationTime|Binary|Boolean|CLSID|Currency|Double|Float|Integer|Long|Short|String|SystemTime)';
const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const tagged = new RegExp(`^${type} 0x([0-9a-f]{1,4})$`, 'i');
const named = new RegExp(
  `^${type} \\{?(${guid})\\}? (?:Name ([!-~](?:[ -~]*[!-~])?)|Id (?:0x[0-9a-f]{1,8}|[0-9]{1,10}))$`,
  'i',
);

/** PS_INTERNET_HEADERS: each of its properties is a header of the message. */
const INTERNET_HEADERS = '00020386-0000-0000-c000-000000000046';
/** PidTagListUnsubscribe. */
export const LIST_UNSUBSCRIBE = 'String 0x1045';
export const LIST_UNSUBSCRIBE_POST = `String {${INTERNET_HEADERS}} Name List-Unsubscribe-Post`;

/** PidTagSender… and PidTagSentRepresenting…: entry id, name, address type, address, search key, SMTP address, SID and flags. */
// prettier-ignore
const originators = new Set([
  0x3b, 0x41, 0x42, 0x64, 0x65, 0xc19, 0xc1a, 0xc1d, 0xc1e, 0xc1f,
  0x4019, 0x401a, 0x4022, 0x4023, 0x4024, 0x4025, 0x5d01, 0x5d02, 0x5d0a, 0x5d0b,
]);
/** PidTagTransportMessageHeaders. */
const TRANSPORT_HEADERS = 0x7d;

/** What is wrong with the id; undefined when nothing is. */
export function findExtendedPropertyIdProblem(id: string): string | undefined {
  if (id.length > NAME_MAX_CHARACTERS)
    return `has ${id.length} characters; at most ${NAME_MAX_CHARACTERS} are accepted`;
  const [, tag] = tagged.exec(id) ?? [];
  if (tag) return findTagProblem(Number.parseInt(tag, 16));
  const [, propertySet, name] = named.exec(id) ?? [];
  if (!propertySet) return 'is not the id of a single-value extended property, such as String {GUID} Name x';
  if (propertySet.toLowerCase() === MESSAGE_MARKER_PROPERTY_SET) return 'is reserved for the connector';
  if (propertySet.toLowerCase() !== INTERNET_HEADERS || /^List-Unsubscribe(?:-Post)?$/i.test(name ?? ''))
    return undefined;
  return (
    findHeaderNameProblem(name ?? '') && 'is a header that does not begin with x-, or is reserved for the connector'
  );
}

/** Whether the value becomes part of a header, where a line break would begin another one. */
export function isOneLine(id: string): boolean {
  return tagged.test(id) || id.toLowerCase().includes(INTERNET_HEADERS);
}

function findTagProblem(tag: number): string | undefined {
  if (originators.has(tag)) return 'says who the message is from, which the connected mailbox alone decides';
  return tag === TRANSPORT_HEADERS ? 'holds all headers of the message; use internetMessageHeaders' : undefined;
}
