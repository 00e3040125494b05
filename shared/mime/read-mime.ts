/**
 * Reads a MIME message as far as the connector needs it: its outer header. What is in the body is only looked at when it has to be
 * converted (convert-mime.ts, loaded then).
 *
 * Whatever the bytes, it lists faults and throws nothing, and the work is linear in their number. Loaded with the first MIME message,
 * with all that it uses, so it has none of the classes that others must recognise.
 */
import type { Fault } from '../errors.ts';
import type { GraphRecipient } from '../graph/graph-message.ts';
import { RECIPIENTS_MAX } from '../limits.ts';
import { removeRepeated } from '../submission/remove-repeated.ts';
import { cleanHeader } from './clean-header.ts';
import { decodeText, readFieldText } from './field-text.ts';
import { pointerTo, splitHeaderBlock, type HeaderBlock } from './header-block.ts';
import { readMailboxes } from './read-mailboxes.ts';

export interface MimeHeader {
  /** The address in `From`, or else in `Sender`. */
  from?: string;
  /** The field of that address. */
  fromField: 'From' | 'Sender';
  subject?: string;
  toRecipients: GraphRecipient[];
  ccRecipients: GraphRecipient[];
  /** With those whom `X-Receiver` alone names. */
  bccRecipients: GraphRecipient[];
  replyTo: GraphRecipient[];
  /** Every field of the name. */
  messageIds: readonly string[];
  /** The first field of each name, in lower case, decoded. */
  texts: ReadonlyMap<string, string>;
  /** The message as it may leave. */
  cleaned: Buffer;
}

/** What the header says as far as it can be read, and everything that is wrong with it. */
export function readMime(body: Uint8Array): { header?: MimeHeader; faults: Fault[] } {
  const split = splitHeaderBlock(withoutByteOrderMark(Buffer.from(body.buffer, body.byteOffset, body.byteLength)));
  if ('fault' in split) return { faults: [split.fault] };
  const { block } = split;
  const { raw, faults } = readTexts(block);
  const mailboxesOf = (name: string) => {
    const found = (raw.get(name.toLowerCase()) ?? []).map((text) => readMailboxes(text));
    for (const one of found) if ('problem' in one) faults.push({ pointer: pointerTo(name), detail: one.problem });
    return found.flatMap((one) => ('mailboxes' in one ? one.mailboxes : []));
  };
  const from = mailboxesOf('From');
  const sender = mailboxesOf('Sender');
  const lists = {
    toRecipients: removeRepeated(mailboxesOf('To')),
    ccRecipients: removeRepeated(mailboxesOf('Cc')),
    bccRecipients: removeRepeated(mailboxesOf('Bcc')),
  };
  const blind = findBlind(Object.values(lists).flat(), mailboxesOf('X-Receiver'));
  const replyTo = removeRepeated(mailboxesOf('Reply-To'));
  const counted = { To: lists.toRecipients, Cc: lists.ccRecipients, Bcc: lists.bccRecipients, 'X-Receiver': blind };
  faults.push(...findOriginatorFaults(from, sender), ...findRecipientFaults(counted, replyTo, faults));
  lists.bccRecipients = [...lists.bccRecipients, ...blind];
  const texts = new Map([...raw].map(([key, [text = '']]) => [key, decodeText(text)]));
  const subject = texts.get('subject');
  const [originator] = [...from, ...sender];
  return {
    faults,
    header: {
      ...(originator && { from: originator.emailAddress.address }),
      fromField: from.length > 0 ? 'From' : 'Sender',
      ...(subject !== undefined && { subject }),
      ...lists,
      replyTo,
      messageIds: raw.get('message-id') ?? [],
      texts,
      cleaned: cleanHeader(
        block,
        blind.map(({ emailAddress }) => emailAddress.address),
      ),
    },
  };
}

/** A message that was read before, without the fields of this name, in lower case; every other byte as it is. */
export function removeFields(mime: Buffer, key: string): Buffer {
  // With line breaks between the names from X-Receiver it may have grown.
  const split = splitHeaderBlock(mime, Infinity);
  if ('fault' in split) throw new Error('A message that was accepted has no sound header.');
  const { fields, rest } = split.block;
  return Buffer.concat([...fields.filter((field) => field.key !== key).map(({ bytes }) => bytes), rest]);
}

/** In lower case, of a message that was read before. */
export function listFieldNames(mime: Buffer): ReadonlySet<string> {
  const split = splitHeaderBlock(mime, Infinity);
  if ('fault' in split) throw new Error('A message that was accepted has no sound header.');
  return new Set(split.block.fields.map(({ key }) => key));
}

function withoutByteOrderMark(mime: Buffer): Buffer {
  return mime[0] === 0xef && mime[1] === 0xbb && mime[2] === 0xbf ? mime.subarray(3) : mime;
}

/** By name in lower case, every text that can be read; at most one fault for each name that cannot, or must not be there. */
function readTexts({ fields }: HeaderBlock): { raw: Map<string, string[]>; faults: Fault[] } {
  const raw = new Map<string, string[]>();
  const faults: Fault[] = [];
  for (const field of fields) {
    const refusal = findRefusal(field.key, raw.has(field.key));
    if (refusal) faults.push({ pointer: pointerTo(field.name), detail: refusal });
    const read = readFieldText(field);
    if ('fault' in read) faults.push(read.fault);
    else raw.set(field.key, [...(raw.get(field.key) ?? []), read.text]);
  }
  return { raw, faults };
}

function findRefusal(key: string, isRepeated: boolean): string | undefined {
  if (key.startsWith('x-guestmail-')) return 'is reserved for the connector';
  if (key === 'deferred-delivery') return 'is not accepted; Guestmail-Not-Before says when a message is sent';
  return isRepeated && key.startsWith('guestmail-') ? 'is given more than once' : undefined;
}

/** Whom no other field names. */
function findBlind(others: readonly GraphRecipient[], receivers: readonly GraphRecipient[]): GraphRecipient[] {
  const known = new Set(others.map(({ emailAddress }) => emailAddress.address.toLowerCase()));
  return removeRepeated(receivers).flatMap(({ emailAddress: { address } }) =>
    known.has(address.toLowerCase()) ? [] : [{ emailAddress: { address } }],
  );
}

function findOriginatorFaults(from: readonly GraphRecipient[], sender: readonly GraphRecipient[]): Fault[] {
  const addresses = (list: readonly GraphRecipient[]) =>
    new Set(list.map(({ emailAddress }) => emailAddress.address.toLowerCase()));
  const [authors, senders] = [addresses(from), addresses(sender)];
  if (from.length > 1) return [{ pointer: pointerTo('From'), detail: 'has more than one address' }];
  if (sender.length > 1) return [{ pointer: pointerTo('Sender'), detail: 'has more than one address' }];
  const isOther = authors.size > 0 && senders.size > 0 && ![...senders].some((address) => authors.has(address));
  return isOther ? [{ pointer: pointerTo('Sender'), detail: 'is not the same as From' }] : [];
}

/** `lists` are by the fields that name them. */
function findRecipientFaults(
  lists: Readonly<Record<string, readonly GraphRecipient[]>>,
  replyTo: readonly GraphRecipient[],
  faults: readonly Fault[],
): Fault[] {
  const tooMany = `brings the message to more than ${RECIPIENTS_MAX} recipients`;
  let count = 0;
  for (const [name, { length }] of Object.entries(lists)) {
    count += length;
    if (count > RECIPIENTS_MAX) return [{ pointer: pointerTo(name), detail: tooMany }];
  }
  if (replyTo.length > RECIPIENTS_MAX)
    return [{ pointer: pointerTo('Reply-To'), detail: `has more than ${RECIPIENTS_MAX} addresses` }];
  // Of recipients that cannot be read nobody can say that there are none.
  const isUnread = faults.some(({ pointer }) => /^\/headers\/(?:to|cc|bcc|x-receiver)$/i.test(pointer));
  const detail = 'is missing or empty, and so are Cc, Bcc and X-Receiver';
  return count === 0 && !isUnread ? [{ pointer: pointerTo('To'), detail }] : [];
}
