/**
 * A message as a mail server gets it: envelope and MIME, with no blind recipient in the header. Nothing is sent here.
 *
 * `Message-ID` is made from the id of the message, so it is the same for every attempt; a MIME message keeps the one that it came with, and
 * gets what RFC 6409 section 8 lets whoever submits it add: `Date`, `From` and `Message-ID` where they are missing. Lines end in CRLF.
 * What only Graph can do is left out: categories, flags, MAPI properties, and the copy in Sent Items. It holds no class that others
 * compare, so that every bundle may have it.
 */
import { isAscii } from 'node:buffer';
import type { GraphMessage, GraphRecipient } from '../graph/graph-message.ts';
import type { ProviderMessage } from './provider.ts';

export interface OutgoingMail {
  from: string;
  /** Each address once, as written: To, then Cc, then Bcc. */
  to: readonly string[];
  mime: Buffer;
  /** The bytes are not all ASCII. */
  is8Bit: boolean;
  /** The sender wants to hear that it has arrived (RFC 3461). */
  wantsReceipt: boolean;
}

/** `address`: whose mail it is. `date`: of a message without one. */
export async function writeOutgoingMail(
  { id, body, mime, recipients }: Pick<ProviderMessage, 'id' | 'body' | 'mime' | 'recipients'>,
  { address, date }: { address: string; date: Date },
): Promise<OutgoingMail> {
  const { message } = JSON.parse(body) as { message: GraphMessage };
  const messageId = `<${id}@${address.slice(address.lastIndexOf('@') + 1)}>`;
  const own = { address, messageId, date };
  const bytes = endLines(mime === undefined ? await write(message, own) : await complete(mime, own));
  return {
    from: address,
    to: listRecipients(message, recipients),
    mime: bytes,
    is8Bit: !isAscii(bytes),
    wantsReceipt: message.isDeliveryReceiptRequested === true,
  };
}

interface Own {
  address: string;
  messageId: string;
  date: Date;
}

function listRecipients(message: GraphMessage, only?: readonly string[]): string[] {
  const { toRecipients, ccRecipients, bccRecipients } = message;
  const all = [toRecipients, ccRecipients, bccRecipients].flatMap((list): GraphRecipient[] => list ?? []);
  const byAddress = new Map<string, string>();
  for (const { emailAddress } of all) {
    const key = emailAddress.address.toLowerCase();
    const isWanted = only === undefined || only.includes(key);
    if (isWanted && !byAddress.has(key)) byAddress.set(key, emailAddress.address);
  }
  return [...byAddress.values()];
}

async function write(message: GraphMessage, { address, messageId, date }: Own): Promise<Buffer> {
  const { writeMime } = await import('../mime/write-mime.ts');
  const { internetMessageHeaders = [], isReadReceiptRequested } = message;
  // RFC 8098 section 2.1.
  const receipt = isReadReceiptRequested ? [{ name: 'Disposition-Notification-To', value: `<${address}>` }] : [];
  const asked = { ...message, internetMessageHeaders: [...internetMessageHeaders, ...receipt] };
  return writeMime({ message: asked, from: address, messageId, date });
}

async function complete(mime: string, { address, messageId, date }: Own): Promise<Buffer> {
  const { listFieldNames, removeFields } = await import('../mime/read-mime.ts');
  const clean = removeFields(Buffer.from(mime, 'base64'), 'bcc');
  const present = listFieldNames(clean);
  const added = [
    ...(present.has('date') ? [] : [`Date: ${date.toUTCString().replace('GMT', '+0000')}`]),
    ...(present.has('from') ? [] : [`From: <${address}>`]),
    ...(present.has('message-id') ? [] : [`Message-ID: ${messageId}`]),
  ];
  return Buffer.concat([Buffer.from(added.map((line) => `${line}\r\n`).join('')), clean]);
}

/** RFC 5321 section 2.3.8: a line ends in CRLF, and neither of the two is anywhere else. */
function endLines(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  return /(?<!\r)\n|\r(?!\n)/.test(text) ? Buffer.from(text.replace(/\r\n|\r|\n/g, '\r\n'), 'latin1') : bytes;
}
