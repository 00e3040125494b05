/**
 * Parses a request body: UTF-8, bounds, then JSON syntax; a fault of the whole says its line and column. It knows nothing about
 * the content.
 */
import { ConnectorError, type Fault } from '../errors.ts';
import { scanJson } from './json-bounds.ts';
import { findSyntaxFault, formatPlace } from './json-syntax.ts';

/**
 * The value, and a fault for each name that an object has twice. One byte order mark is ignored.
 * @throws ConnectorError `invalid_request` for a body that must not or cannot be parsed
 */
export function parseJson(body: Uint8Array): { value: unknown; faults: Fault[] } {
  const text = decode(body);
  if (text.trim() === '') throw invalid('is empty');
  const { isOverBounds, faults } = scanJson(text);
  if (isOverBounds) throw new ConnectorError('invalid_request', { faults });
  try {
    return { value: JSON.parse(text) as unknown, faults };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The parser's own message quotes the text, so it is not passed on.
    const { index, detail } = findSyntaxFault(text);
    throw invalid(`is not JSON at ${formatPlace(text, index)}: ${detail}`);
  }
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    if (error instanceof TypeError) throw invalid(`is not valid UTF-8 at ${findBadByte(body)}`);
    throw error;
  }
}

/** Decoding replaces what is not UTF-8, so the first replacement that the bytes do not hold themselves is the place. */
function findBadByte(body: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', from)) {
    if (at > from) offset += Buffer.byteLength(text.slice(from, at));
    // U+FFFD in UTF-8, which a body may hold as any other character.
    const isOwn = body[offset] === 0xef && body[offset + 1] === 0xbf && body[offset + 2] === 0xbd;
    if (!isOwn) return formatPlace(text, at);
    offset += 3;
    from = at + 1;
  }
  return formatPlace(text, text.length);
}

function invalid(detail: string): ConnectorError {
  return new ConnectorError('invalid_request', { faults: [{ pointer: '', detail }] });
}
