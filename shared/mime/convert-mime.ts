/**
 * Converts a MIME message that is too large to go on as it is into the message of a JSON submission, as a caller would have posted it.
 *
 * What a JSON message cannot say is a `loss`, and then nothing is converted: a signature or encryption, and an invitation. Of other
 * header fields only those go along that have a property, and as many that begin with `x-` as a message may have. Whether the
 * result is a valid submission is checked as any other one is.
 */
import type { Fault } from '../errors.ts';
import { HEADER_VALUE_MAX_CHARACTERS, INTERNET_MESSAGE_HEADERS_MAX } from '../limits.ts';
import { findHeaderNameProblem } from '../submission/header-name.ts';
import { UNDECODABLE } from './field-text.ts';
import { readBodyText } from './read-body-text.ts';
import type { MimeHeader } from './read-mime.ts';
import { splitParts, type MimePart } from './split-parts.ts';

export type ConvertedMime = { message: object } | { loss: string } | { faults: Fault[] };

export async function convertMime(header: MimeHeader): Promise<ConvertedMime> {
  const split = await splitParts(header.cleaned);
  if ('fault' in split) return { faults: [split.fault] };
  const loss = findLoss(split.part, true);
  if (loss) return { loss };
  const { html, text, files, faults } = readBodyText(split.part);
  const undecodable = files.flatMap(({ fileName = '' }, index) =>
    fileName.includes('\ufffd') ? [{ pointer: `/attachments/${index}/name`, detail: UNDECODABLE }] : [],
  );
  if (faults.length + undecodable.length > 0) return { faults: [...faults, ...undecodable] };
  const { subject, toRecipients, ccRecipients, bccRecipients, replyTo } = header;
  const shown = listContentIds(html ?? '');
  return {
    message: {
      ...(subject !== undefined && { subject }),
      body: html === undefined ? { contentType: 'Text', content: text ?? '' } : { contentType: 'HTML', content: html },
      toRecipients,
      ccRecipients,
      bccRecipients,
      replyTo,
      ...readFlags(header),
      internetMessageHeaders: listHeaders(header),
      attachments: files.map((file) => buildAttachment(file, shown)),
    },
  };
}

const sealed = /^(?:multipart\/(?:signed|encrypted)|application\/(?:x-)?pkcs7-mime)$/;

/** What would be lost, as the end of a sentence about the message. */
function findLoss(part: MimePart, isOutermost: boolean): string | undefined {
  const { type, parameters, isAttachment, parts } = part;
  if (sealed.test(type) && (isOutermost || type.startsWith('multipart/'))) return 'is signed or encrypted';
  if (type === 'text/calendar' && parameters['method'] !== undefined && !isAttachment) return 'is an invitation';
  for (const one of parts) {
    const loss = findLoss(one, false);
    if (loss) return loss;
  }
  return undefined;
}

function buildAttachment({ type, fileName, contentId, content }: MimePart, shown: ReadonlySet<string>): object {
  const name = fileName ?? (type === 'message/rfc822' ? 'message.eml' : undefined);
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    ...(name !== undefined && { name }),
    contentType: type,
    contentBytes: content.toString('base64'),
    ...(contentId !== undefined && { contentId, isInline: shown.has(contentId) }),
  };
}

/** Those that the HTML names by `cid:`, as they are and decoded. */
function listContentIds(html: string): ReadonlySet<string> {
  const found = [...html.matchAll(/cid:([^"'\s<>)]{1,255})/gi)].map(([, id = '']) => id);
  return new Set(found.flatMap((id) => [id, decodePercent(id)]));
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function readFlags({ texts }: MimeHeader): object {
  const importance = texts.get('importance')?.toLowerCase() ?? importanceOf(texts.get('x-priority'));
  return {
    ...(/^(?:low|normal|high)$/.test(importance ?? '') && { importance }),
    ...(texts.has('disposition-notification-to') && { isReadReceiptRequested: true }),
    ...(texts.has('return-receipt-to') && { isDeliveryReceiptRequested: true }),
  };
}

/** From 1, the highest, to 5. */
function importanceOf(priority = ''): string | undefined {
  if (/^[12]\b/.test(priority)) return 'high';
  return /^[45]\b/.test(priority) ? 'low' : undefined;
}

/** They say what another property says, or only which program wrote the message. */
const notCarried: ReadonlySet<string> = new Set([
  'x-priority',
  'x-msmail-priority',
  'x-mailer',
  'x-mimeole',
  'x-unsent',
]);

function listHeaders({ texts }: MimeHeader): { name: string; value: string }[] {
  const all = [...texts].filter(([, value]) => value.length <= HEADER_VALUE_MAX_CHARACTERS);
  const named = all.filter(([name]) => name === 'list-unsubscribe' || name === 'list-unsubscribe-post');
  const own = all.filter(
    ([name]) => !findHeaderNameProblem(name) && !notCarried.has(name) && !/^x-(?:sender|receiver)$/.test(name),
  );
  return [...named, ...own.slice(0, INTERNET_MESSAGE_HEADERS_MAX)].map(([name, value]) => ({ name, value }));
}
