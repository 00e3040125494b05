/**
 * Reads a MIME message, as Graph takes it in base64, into the form of a JSON message and its attachments.
 *
 * RFC 2047 encoded words, addresses with and without a display name, the HTML or else the text of the message, and files: a
 * part with a name, an attached one, an attached message, and what is no text.
 */
import { createHash } from 'node:crypto';
import { GraphError } from './graph-error.ts';
import type { Message, Recipient } from './message-type.ts';
import { decodeBody, decodeText, listLeaves, parsePart, readField, readParameter, readToken } from './mime-part.ts';
import type { MimePart } from './mime-part.ts';
import type { AcceptedAttachment } from './read-attachment.ts';

/** What of the MIME itself is kept: enough to compare it, and what recipients can read in it. */
export interface AcceptedMime {
  /** Bytes after decoding. */
  size: number;
  /** Of all bytes as they came, hexadecimal. */
  sha256: string;
  /** In order and unfolded, without Bcc, which Exchange takes out. */
  headers: { name: string; value: string }[];
}

export interface ParsedMime {
  message: Message;
  attachments: AcceptedAttachment[];
  mime: AcceptedMime;
}

/** Throws 400 `ErrorMimeContentInvalidBase64String` or `ErrorMimeContentInvalid`. */
export function parseMime(base64: string): ParsedMime {
  const compact = base64.replace(/\s+/g, '');
  if (compact === '' || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    throw new GraphError(400, 'ErrorMimeContentInvalidBase64String', 'Invalid base64 string for MIME content.');
  }
  const bytes = Buffer.from(compact, 'base64');
  const root = parsePart(bytes.toString('latin1'));
  const headers = root.headers.filter(({ name }) => name.toLowerCase() !== 'bcc');
  const leaves = listLeaves(root);
  return {
    message: readMessage(
      root,
      leaves.filter((part) => !isFile(part)),
    ),
    attachments: leaves.filter(isFile).map(readFile),
    mime: { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), headers },
  };
}

/** What the JSON form can say as well. */
function readMessage(root: MimePart, texts: MimePart[]): Message {
  const body = texts.find((part) => readToken(part, 'content-type') === 'text/html') ?? texts[0];
  const charset = body && readParameter(body, 'content-type', 'charset');
  const importance = readToken(root, 'importance');
  const addresses = (name: string) => parseAddresses(readField(root, name));
  const [from] = addresses('from');
  const [sender] = addresses('sender');
  return {
    subject: decodeWords(readField(root, 'subject')),
    body: {
      contentType: body && readToken(body, 'content-type') === 'text/html' ? 'html' : 'text',
      content: body ? decodeText(decodeBody(body), charset ?? 'utf-8') : '',
    },
    ...(from && { from }),
    ...(sender && { sender }),
    toRecipients: addresses('to'),
    ccRecipients: addresses('cc'),
    bccRecipients: addresses('bcc'),
    replyTo: addresses('reply-to'),
    ...(['low', 'high'].includes(importance) && { importance }),
    isReadReceiptRequested: readField(root, 'disposition-notification-to') !== '',
    ...(readField(root, 'message-id') && { internetMessageId: readField(root, 'message-id') }),
  };
}

function isFile(part: MimePart): boolean {
  const type = readToken(part, 'content-type') || 'text/plain';
  if (readToken(part, 'content-disposition') === 'attachment' || readName(part) !== undefined) return true;
  return !type.startsWith('text/');
}

function readFile(part: MimePart): AcceptedAttachment {
  const content = decodeBody(part);
  const contentId = readField(part, 'content-id').replace(/^<|>$/g, '');
  return {
    name: readName(part) ?? 'attachment',
    contentType: readToken(part, 'content-type') || 'text/plain',
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    isInline: readToken(part, 'content-disposition') === 'inline' && contentId !== '',
    ...(contentId && { contentId }),
  };
}

function readName(part: MimePart): string | undefined {
  const name =
    readParameter(part, 'content-disposition', 'filename') ?? readParameter(part, 'content-type', 'name') ?? '';
  return name === '' ? undefined : decodeWords(name);
}

function parseAddresses(field: string): Recipient[] {
  const parts = field.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
  return (
    parts
      // A group is its members: its name stands before the first, its end behind the last.
      .map((part) => part.replace(/^[^"<@:]*:|;\s*$/g, '').trim())
      .filter(Boolean)
      .map((part) => {
        const [, name, address] = /^(.*?)\s*<([^<>]*)>$/.exec(part) ?? [undefined, '', part];
        const display = decodeWords((name ?? '').replace(/^"|"$/g, '').replace(/\\(.)/g, '$1'));
        return { emailAddress: { address: address ?? '', ...(display && { name: display }) } };
      })
  );
}

function decodeWords(field: string): string {
  return field
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(
      /=\?([^?*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi,
      (_word, charset: string, encoding: string, text: string) =>
        decodeText(
          encoding.toLowerCase() === 'b'
            ? Buffer.from(text, 'base64')
            : Buffer.from(decodeQuoted(text.replaceAll('_', ' ')), 'latin1'),
          charset,
        ),
    );
}

function decodeQuoted(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
