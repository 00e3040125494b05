/**
 * Scans JSON text before it is parsed: how deep it nests, how many values it has, which names an object has twice.
 *
 * One pass, no recursion, no backtracking; names count as values, so the caps bound the memory too. `JSON.parse` silently
 * keeps the last of two equal names, so the meaning of such a message would depend on the reader. It does not check syntax:
 * text that is not JSON gives an arbitrary answer and never throws, and the parser refuses it afterwards.
 */
import type { Fault } from '../errors.ts';
import { FAULTS_MAX, JSON_DEPTH_MAX, JSON_VALUES_MAX } from '../limits.ts';
import { formatJsonPointer } from './json-pointer.ts';

/** No known property has a longer name; longer ones are refused as unknown. */
const NAME_COMPARED_MAX_CHARACTERS = 128;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** One open object (with the names seen so far) or array. */
interface Container {
  names: Set<string> | undefined;
  /** Name or index of the current value. */
  at: string | number;
  expectsName: boolean;
}

export interface JsonScan {
  /** Over a cap; the text must not be parsed. */
  isOverBounds: boolean;
  faults: Fault[];
}

/** Scans JSON text; at most FAULTS_MAX faults. */
export function scanJson(text: string): JsonScan {
  const faults: Fault[] = [];
  const open: Container[] = [];
  let current: Container | undefined;
  let values = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= 0x20 || code === COLON) continue;
    if (code === COMMA) {
      if (current?.names) current.expectsName = true;
      else if (current) current.at = (current.at as number) + 1;
      continue;
    }
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      open.pop();
      current = open.at(-1);
      continue;
    }
    values += 1;
    if (values > JSON_VALUES_MAX) return overBounds(`has more than ${JSON_VALUES_MAX} names and values`);
    const end = endOfToken(text, index, code);
    if (current?.names && current.expectsName) {
      current.expectsName = false;
      const name = decodeName(text, index, end);
      current.at = name;
      if (current.names.has(name) && faults.length < FAULTS_MAX)
        faults.push({ pointer: formatJsonPointer(open.map(({ at }) => at)), detail: 'is given more than once' });
      if (name.length <= NAME_COMPARED_MAX_CHARACTERS) current.names.add(name);
      index = end;
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (open.length === JSON_DEPTH_MAX) return overBounds(`nests deeper than ${JSON_DEPTH_MAX} levels`);
      const isObject = code === OPEN_BRACE;
      current = { names: isObject ? new Set() : undefined, at: isObject ? '' : 0, expectsName: isObject };
      open.push(current);
    }
    index = end;
  }
  return { isOverBounds: false, faults };
}

function overBounds(detail: string): JsonScan {
  return { isOverBounds: true, faults: [{ pointer: '', detail }] };
}

/** Index of the last character of the string, word or bracket that begins at `start`. */
function endOfToken(text: string, start: number, code: number): number {
  if (code === QUOTE) return endOfString(text, start);
  return code === OPEN_BRACE || code === OPEN_BRACKET ? start : endOfWord(text, start);
}

/** Index of the closing quote, or of the last character when there is none. */
function endOfString(text: string, start: number): number {
  const quote = text.indexOf('"', start + 1);
  if (quote === -1) return text.length - 1;
  // Without a backslash before it, the quote ends the string: the fast path through megabytes of base64.
  if (text.charCodeAt(quote - 1) !== BACKSLASH) return quote;
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index;
    if (code === BACKSLASH) index += 1;
  }
  return text.length - 1;
}

/** Index of the last character of a number, `true`, `false` or `null` (or of what is there instead). */
function endOfWord(text: string, start: number): number {
  let index = start + 1;
  for (; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= 0x20 || code === COMMA || code === COLON || code === QUOTE) break;
    if (code === OPEN_BRACE || code === CLOSE_BRACE || code === OPEN_BRACKET || code === CLOSE_BRACKET) break;
  }
  return index - 1;
}

/** The name between two quotes with its escapes resolved; one that is too long is cut, because it is never compared. */
function decodeName(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, Math.min(end, start + 1 + 6 * NAME_COMPARED_MAX_CHARACTERS + 1));
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch (error) {
    // A bad escape or one that was cut: the parser refuses the first, and the second is never compared.
    if (error instanceof SyntaxError) return raw;
    throw error;
  }
}
