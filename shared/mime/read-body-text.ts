/**
 * The body and the files of a message, from the tree of its parts.
 *
 * A part with a file name or said to be an attachment is a file, an attached message always is, and so is whatever else is no text
 * (M5 in words: nothing is merged into the body that somebody attached). Of alternatives the last that is HTML counts, else the last;
 * several texts one after another are one. Pure.
 */
import type { Fault } from '../errors.ts';
import { UNDECODABLE } from './field-text.ts';
import type { MimePart } from './split-parts.ts';

export interface MimeBody {
  /** Undefined where a message has files alone. */
  html?: string;
  text?: string;
  files: MimePart[];
  faults: Fault[];
}

/** The depth is bounded by whoever made the tree. */
export function readBodyText(part: MimePart): MimeBody {
  if (part.type.startsWith('multipart/')) {
    if (part.parts.length === 0) return faulty('is a multipart without parts, or without the boundary that it names');
    const bodies = part.parts.map(readBodyText);
    const body = part.type === 'multipart/alternative' ? choose(bodies) : join(bodies);
    return { ...body, files: bodies.flatMap(({ files }) => files), faults: bodies.flatMap(({ faults }) => faults) };
  }
  const isText = part.type === 'text/html' || part.type === 'text/plain';
  if (!isText || part.isAttachment || part.fileName !== undefined) return { files: [part], faults: [] };
  const decoded = decodeCharset(part);
  if (typeof decoded !== 'string') return faulty(decoded.problem);
  return { ...(part.type === 'text/html' ? { html: decoded } : { text: decoded }), files: [], faults: [] };
}

function faulty(detail: string): MimeBody {
  return { files: [], faults: [{ pointer: '/body', detail }] };
}

type Texts = Pick<MimeBody, 'html' | 'text'>;

function choose(bodies: readonly MimeBody[]): Texts {
  const last =
    bodies.findLast(({ html }) => html !== undefined) ?? bodies.findLast(({ text }) => text !== undefined) ?? {};
  return pick(last);
}

function join(bodies: readonly MimeBody[]): Texts {
  const said = bodies.filter(({ html, text }) => html !== undefined || text !== undefined);
  if (said.length < 2) return pick(said[0] ?? {});
  if (said.every(({ html }) => html === undefined)) return { text: said.map(({ text }) => text).join('\n') };
  return { html: said.map(({ html, text = '' }) => html ?? `<pre>${escapeHtml(text)}</pre>`).join('\n') };
}

function pick({ html, text }: Texts): Texts {
  if (html !== undefined) return { html };
  return text === undefined ? {} : { text };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Never with replaced characters. What says ASCII, or nothing, is UTF-8 where it can be, and else Windows-1252. */
function decodeCharset({ charset = 'us-ascii', content }: MimePart): string | { problem: string } {
  const isUnsaid = charset === 'us-ascii' || charset === 'ascii';
  try {
    return new TextDecoder(isUnsaid ? 'utf-8' : charset, { fatal: true }).decode(content);
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'has a charset that is not known here; send it in UTF-8' };
    if (!(error instanceof TypeError)) throw error;
    return isUnsaid ? new TextDecoder('windows-1252').decode(content) : { problem: UNDECODABLE };
  }
}
