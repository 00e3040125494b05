/**
 * What a header field says, as text: unfolded, from UTF-8, and with its encoded words (RFC 2047) decoded. Pure.
 *
 * A text that cannot be decoded is a fault, never one with replaced characters, and so is a line break, encoded or not. It does not know what any field means.
 */
import { decodeWords } from 'postal-mime';
import type { Fault } from '../errors.ts';
import { findHeaderTextProblem } from '../submission/header-text.ts';
import { pointerTo, type HeaderField } from './header-block.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

export const UNDECODABLE = 'has a character that cannot be decoded';

/** Of one field: its text with encoded words as they are, or what is wrong with it. */
export function readFieldText({ name, value }: HeaderField): { text: string } | { fault: Fault } {
  const pointer = pointerTo(name);
  let text: string;
  try {
    text = unfold(utf8.decode(value));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { fault: { pointer, detail: 'is neither ASCII nor UTF-8; encode it as RFC 2047 says' } };
  }
  const problem = findHeaderTextProblem(text) ?? findDecodingProblem(text);
  return problem ? { fault: { pointer, detail: problem } } : { text };
}

/** The text for a reader. */
export function decodeText(text: string): string {
  return decodeWords(text);
}

function findDecodingProblem(text: string): string | undefined {
  const decoded = decodeText(text);
  return decoded.includes('\ufffd') ? UNDECODABLE : findHeaderTextProblem(decoded);
}

function unfold(text: string): string {
  return text.replaceAll(/\r?\n/g, '').replaceAll('\t', ' ').trim();
}
