/**
 * Reads a MIME message, as sendMail takes it in base64, into the form of a JSON message.
 *
 * RFC 5322 header fields (unfolded), RFC 2047 encoded words in UTF-8, addresses with and without a display name, and a
 * body of one part in any transfer encoding. A body of several parts is kept as it is: the local mailbox shows it.
 */
import { GraphError } from './graph-error.ts';
import type { Message, Recipient } from './message-type.ts';

/** Throws 400 `ErrorMimeContentInvalidBase64String` or `ErrorMimeContentInvalid`. */
export function parseMime(base64: string): Message {
  const compact = base64.replace(/\s+/g, '');
  if (compact === '' || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    throw new GraphError(400, 'ErrorMimeContentInvalidBase64String', 'Invalid base64 string for MIME content.');
  }
  const mime = Buffer.from(compact, 'base64').toString('utf8');
  const end = /\r?\n\r?\n/.exec(mime);
  const head = end ? mime.slice(0, end.index) : mime;
  const content = end ? mime.slice(end.index + end[0].length) : '';
  const fields = parseFields(head);
  const [from] = parseAddresses(fields.get('from'));
  return {
    subject: decodeWords(fields.get('subject') ?? ''),
    body: {
      contentType: /^text\/html/i.test(fields.get('content-type') ?? '') ? 'html' : 'text',
      content: decodeContent(content, fields.get('content-transfer-encoding') ?? ''),
    },
    ...(from && { from }),
    toRecipients: parseAddresses(fields.get('to')),
    ccRecipients: parseAddresses(fields.get('cc')),
    bccRecipients: parseAddresses(fields.get('bcc')),
    replyTo: parseAddresses(fields.get('reply-to')),
  };
}

function parseFields(head: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    if (!name) throw new GraphError(400, 'ErrorMimeContentInvalid', 'The MIME content is invalid.');
    fields.set(name.toLowerCase(), (value ?? '').trim());
  }
  return fields;
}

function parseAddresses(field = ''): Recipient[] {
  const parts = field.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, name, address] = /^(.*?)\s*<([^<>]*)>$/.exec(part) ?? [undefined, '', part];
      const display = decodeWords((name ?? '').replace(/^"|"$/g, '').replace(/\\(.)/g, '$1'));
      return { emailAddress: { address: address ?? '', ...(display && { name: display }) } };
    });
}

function decodeWords(field: string): string {
  return field
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_word, encoding: string, content: string) =>
      encoding.toLowerCase() === 'b'
        ? Buffer.from(content, 'base64').toString('utf8')
        : decodeQuotedPrintable(content.replaceAll('_', ' ')),
    );
}

function decodeContent(content: string, encoding: string): string {
  if (/^base64$/i.test(encoding)) return Buffer.from(content, 'base64').toString('utf8');
  return /^quoted-printable$/i.test(encoding) ? decodeQuotedPrintable(content.replace(/=\r?\n/g, '')) : content;
}

function decodeQuotedPrintable(content: string): string {
  return content.replace(/(?:=[0-9A-F]{2})+/gi, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
}
