/**
 * The canonical content of a submission: one text for every way of writing the same JSON. Pure.
 *
 * It is made of what was posted, not of the normalised message, so that a later release that normalises differently knows
 * its keys. Beside key order, white space and escapes, what the first release took for the same still counts as the same: null and
 * absent, empty lists, the case of some words, a repeated recipient, names beside `from`. Digests of this text are stored, so
 * nothing here may change: known idempotency keys would look reused.
 */
import { parseSenderReference } from '../sender.ts';
import { writeCanonicalJson } from './canonical-json.ts';
import { isJsonObject, property, type JsonObject } from './json-value.ts';
import { parseDateTime } from './schedule.ts';

/** `posted` is the JSON value of a body that was accepted. */
export function writeCanonicalContent(posted: unknown): string {
  if (!isJsonObject(posted)) return writeCanonicalJson(posted);
  const { message, sender } = posted;
  const said = Object.entries(posted).filter(([name]) => !/^(?:idempotencyKey|prefer|environment)$/i.test(name));
  const from = property(property(property(message, 'from') ?? property(message, 'sender'), 'emailAddress'), 'address');
  return writeCanonicalJson({
    ...Object.fromEntries(said),
    ...(typeof sender === 'string' && { sender: writeSender(sender) }),
    ...(typeof from === 'string' && { from: from.toLowerCase() }),
    ...(isJsonObject(message) && { message: unifyMessage(message) }),
    saveToSentItems: posted['saveToSentItems'] ?? true,
    notBefore: writeInstant(posted['notBefore']),
    expiresAt: writeInstant(posted['expiresAt']),
  });
}

function writeSender(sender: string): string {
  const reference = parseSenderReference(sender);
  if (!reference) return sender;
  return 'hostObjectId' in reference ? reference.hostObjectId : reference.name;
}

function writeInstant(value: unknown): unknown {
  return (typeof value === 'string' && parseDateTime(value)?.toISOString()) || value;
}

function unifyMessage(message: JsonObject): JsonObject {
  const { from: _from, sender: _sender, ...others } = message;
  const unified = Object.entries(others).map(([name, value]) => [name, unifyProperty(name, value)] as const);
  return Object.fromEntries(unified.filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
}

function unifyProperty(name: string, value: unknown): unknown {
  if (name === 'importance' && typeof value === 'string') return value.toLowerCase();
  if (name === 'body' && isJsonObject(value)) return unifyBody(value);
  if (!Array.isArray(value)) return value;
  if (name === 'attachments') return value.map((one: unknown) => withoutEmpty(one, 'contentType', 'contentId'));
  return /^(?:to|cc|bcc)Recipients$|^replyTo$/.test(name) ? unifyRecipients(value) : value;
}

function unifyBody(body: JsonObject): JsonObject {
  const { contentType } = body;
  if (typeof contentType !== 'string') return body;
  const word = { html: 'HTML', text: 'Text' }[contentType.toLowerCase()];
  return { ...body, contentType: word ?? contentType };
}

/** The first of each address, in any case, without an empty name. */
function unifyRecipients(recipients: readonly unknown[]): unknown[] {
  const seen = new Set<string>();
  return recipients.flatMap((recipient) => {
    if (!isJsonObject(recipient)) return [recipient];
    const address = property(recipient['emailAddress'], 'address');
    const key = typeof address === 'string' ? address.toLowerCase() : undefined;
    if (key !== undefined && seen.has(key)) return [];
    if (key !== undefined) seen.add(key);
    return [{ ...recipient, emailAddress: withoutEmpty(recipient['emailAddress'], 'name') }];
  });
}

function withoutEmpty(value: unknown, ...names: string[]): unknown {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name, member]) => member !== '' || !names.includes(name)));
}
