/**
 * The message in the one shape that the schema checks and Graph takes, from what Business Central, clients of Graph and people
 * write.
 *
 * It changes what can be meant in one way only: nulls and annotations go, words of Graph get Graph's case, line breaks in the
 * subject become a space, and each part is normalised by its own file. What it does not understand stays as it is. Done twice,
 * it changes nothing the second time.
 */
import type { Fault } from '../errors.ts';
import { REWRITTEN_MAX_CHARACTERS } from '../limits.ts';
import { isGraphName } from './graph-names.ts';
import { isJsonObject, property, withoutUndefined, type JsonObject } from './json-value.ts';
import { isEmptyRecipient, normaliseRecipient } from './normalise-address.ts';
import { normaliseAttachment } from './normalise-attachment.ts';
import { normaliseFlag } from './normalise-flag.ts';
import { normaliseHeaders } from './normalise-headers.ts';
import { isAnnotation } from './normalise-shape.ts';
import type { PostedPointers } from './posted-pointers.ts';

/** What is no object stays as it is, for the schema to refuse. */
export function normaliseMessage(given: unknown, pointers: PostedPointers): { message: unknown; faults: Fault[] } {
  const message = withoutAbsent(given, false);
  if (!isJsonObject(message)) return { message, faults: [] };
  const { subject, body, attachments } = message;
  const normalised = withoutUndefined({
    ...message,
    subject: typeof subject === 'string' ? withoutLineBreaks(subject) : subject,
    body: withWord(body, 'contentType', ['HTML', 'Text']),
    toRecipients: map(message['toRecipients'], normaliseRecipient),
    ccRecipients: map(message['ccRecipients'], normaliseRecipient),
    bccRecipients: map(message['bccRecipients'], normaliseRecipient),
    replyTo: each(message['replyTo'], normaliseRecipient),
    from: normaliseOriginator(message['from']),
    sender: normaliseOriginator(message['sender']),
    importance: findWord(message['importance'], ['low', 'normal', 'high']),
    inferenceClassification: findWord(message['inferenceClassification'], ['focused', 'other']),
    isReadReceiptRequested: normaliseFlag(message['isReadReceiptRequested']),
    isDeliveryReceiptRequested: normaliseFlag(message['isDeliveryReceiptRequested']),
    flag: withWord(message['flag'], 'flagStatus', ['notFlagged', 'flagged', 'complete']),
    attachments: each(attachments, (one, index) =>
      normaliseAttachment(one, index, `/message/attachments/${index}`, pointers),
    ),
    internetMessageHeaders: each(message['internetMessageHeaders'], (one) => one),
    singleValueExtendedProperties: each(message['singleValueExtendedProperties'], (one) => one),
    categories: each(message['categories'], (one) => one),
  });
  return normaliseHeaders(normalised, pointers);
}

function withoutLineBreaks(text: string): string {
  return text.length > REWRITTEN_MAX_CHARACTERS ? text : text.replace(/[\r\n\v\f\u0085\u2028\u2029]+/g, ' ');
}

/** Without properties of Graph that are null, and without annotations but for the type of an attachment. */
function withoutAbsent(value: unknown, isAttachment: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutAbsent(one, isAttachment));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).filter(([name, member]) => {
    if (isAnnotation(name)) return isAttachment && name === '@odata.type' && member !== null;
    return member !== null || !isGraphName(name);
  });
  return Object.fromEntries(
    members.map(([name, member]) => [name, withoutAbsent(member, name === 'attachments' || isAttachmentItem(name))]),
  );
}

function isAttachmentItem(name: string): boolean {
  return name.toLowerCase() === 'attachmentitem';
}

/** The list with each element changed; an empty one is as good as none. */
function each(list: unknown, change: (one: unknown, index: number) => unknown): unknown {
  return Array.isArray(list) && list.length === 0 ? undefined : map(list, change);
}

function map(list: unknown, change: (one: unknown, index: number) => unknown): unknown {
  return Array.isArray(list) ? (list as unknown[]).map(change) : list;
}

function normaliseOriginator(given: unknown): unknown {
  return isEmptyRecipient(given) ? undefined : normaliseRecipient(given);
}

function withWord(object: unknown, name: string, words: readonly string[]): unknown {
  return isJsonObject(object) && property(object, name) !== undefined
    ? ({ ...object, [name]: findWord(object[name], words) } satisfies JsonObject)
    : object;
}

/** The word of Graph that this is in another case; any other value as it is. */
function findWord(given: unknown, words: readonly string[]): unknown {
  return typeof given === 'string' ? (words.find((one) => one.toLowerCase() === given.toLowerCase()) ?? given) : given;
}
