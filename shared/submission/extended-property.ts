/**
 * Single-value extended properties (MAPI) that a submitted message may carry.
 *
 * An id names a type and then a property tag, or a property set with a name or a number. Tags are Exchange's own: some say who the message is
 * from, where replies go or when it is sent, so only those on a list are accepted. Property sets are open, but for the one
 * that is another writing of tags, headers with a name we do not accept, and the connector's own. Values of types other than String are left
 * to Graph. Sources: Graph v1.0 resource type singleValueLegacyExtendedProperty; MS-OXPROPS; MS-OXCPRPT section 3.2.5.9.
 */
import { MESSAGE_MARKER_PROPERTY_SET } from '../graph/message-marker.ts';
import { NAME_MAX_CHARACTERS } from '../limits.ts';
import { findHeaderNameProblem } from './header-name.ts';

const type = '(?:ApplicationTime|Binary|Boolean|CLSID|Currency|Double|Float|Integer|Long|Short|String|SystemTime)';
const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const tagged = new RegExp(`^(${type}) 0x([0-9a-f]{1,4})$`, 'i');
const named = new RegExp(
  `^${type} \\{?(${guid})\\}? (?:Name ([!-~](?:[ -~]*[!-~])?)|Id (0x[0-9a-f]{1,8}|[0-9]{1,10}))$`,
  'i',
);

/** PS_INTERNET_HEADERS: each of its properties is a header of the message. */
const INTERNET_HEADERS = '00020386-0000-0000-c000-000000000046';
/** PS_MAPI: a number in it is a property tag. */
const MAPI = '00020328-0000-0000-c000-000000000046';
/** PidTagListUnsubscribe. */
export const LIST_UNSUBSCRIBE = 'String 0x1045';
export const LIST_UNSUBSCRIBE_POST = `String {${INTERNET_HEADERS}} Name List-Unsubscribe-Post`;

/** The tags that threads, mailing lists and confidential messages need, and no property of the message says. */
const acceptedTags = [
  'Integer 0x0036', // PidTagSensitivity
  'Binary 0x0071', // PidTagConversationIndex
  'String 0x1035', // PidTagInternetMessageId
  'String 0x1039', // PidTagInternetReferences
  'String 0x1042', // PidTagInReplyToId
  'String 0x1043', // PidTagListHelp
  'String 0x1044', // PidTagListSubscribe
  LIST_UNSUBSCRIBE,
];
const acceptedInLowerCase: ReadonlySet<string> = new Set(acceptedTags.map((tag) => tag.toLowerCase()));
const DEFERRED_SEND_TIME = '0x3FEF';

/** What is wrong with the id; undefined when nothing is. */
export function findExtendedPropertyIdProblem(id: string): string | undefined {
  if (id.length > NAME_MAX_CHARACTERS)
    return `has ${id.length} characters; at most ${NAME_MAX_CHARACTERS} are accepted`;
  const [, tagType, tag] = tagged.exec(id) ?? [];
  if (tagType && tag) return findTagProblem(tagType, tag);
  const [, propertySet, name] = named.exec(id) ?? [];
  if (!propertySet) return 'is not the id of a single-value extended property, such as String {GUID} Name x';
  switch (propertySet.toLowerCase()) {
    case MESSAGE_MARKER_PROPERTY_SET:
      return 'is reserved for the connector';
    case MAPI:
      return 'is in the property set PS_MAPI, where a number is a property tag; write the tag itself, such as String 0x1042';
    case INTERNET_HEADERS:
      return findHeaderProblem(name ?? '');
    default:
      return undefined;
  }
}

/** What the property is, whatever the writing of its id; the same for two ids of one property. */
export function identifyExtendedProperty(id: string): string {
  const header = findHeaderName(id);
  if (header !== undefined) return `header ${header}`;
  const [, , tag] = tagged.exec(id) ?? [];
  if (tag) return formatTag(tag);
  const [, propertySet, name, number] = named.exec(id) ?? [];
  return (propertySet ? `${propertySet} ${name ?? Number(number)}` : id).toLowerCase();
}

/** The header, in lower case, that the property is; undefined for one that Exchange writes by rules of its own. */
export function findHeaderName(id: string): string | undefined {
  if (id.toLowerCase() === LIST_UNSUBSCRIBE.toLowerCase()) return 'list-unsubscribe';
  const [, propertySet, name] = named.exec(id) ?? [];
  return propertySet?.toLowerCase() === INTERNET_HEADERS ? name?.toLowerCase() : undefined;
}

/** Whether the value becomes part of a header, where a line break would begin another one. */
export function isOneLine(id: string): boolean {
  return tagged.test(id) || findHeaderName(id) !== undefined;
}

function findTagProblem(tagType: string, tag: string): string | undefined {
  const written = formatTag(tag);
  if (acceptedInLowerCase.has(`${tagType} ${written}`.toLowerCase())) return undefined;
  return written === DEFERRED_SEND_TIME
    ? 'makes Exchange send later what is answered as sent; send the message at that time, because sending later (notBefore) is not supported yet'
    : `is not a property tag that is accepted (${acceptedTags.join(', ')}); use a property of the message, or one with a property set`;
}

function findHeaderProblem(name: string): string | undefined {
  if (/^List-Unsubscribe(?:-Post)?$/i.test(name)) return undefined;
  return findHeaderNameProblem(name) && 'is a header that does not begin with x-, or is reserved for the connector';
}

/** `0x0036`, with four digits in upper case. */
function formatTag(tag: string): string {
  return `0x${tag.toUpperCase().padStart(4, '0')}`;
}
