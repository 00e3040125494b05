/**
 * Finds what is not mere text in a template, as Finance & Operations writes it: `%name%`, and a table block between
 * `<!--%tablebegin.name%-->` and `<!--%tableend.name%-->`.
 *
 * Read from left to right, once, in linear time; names are in any case. A `%` that begins no name is text, so `25% off` and `100%%`
 * stay. There is no way to write `%name%` as a text but `&#37;name%` in HTML. The octets of a percent-encoded letter, as in an address
 * with `%C3%A9`, are text, too. It does not know which names exist.
 */
import { PLACEHOLDER_NAME_MAX_CHARACTERS } from '../template-limits.ts';

export interface Mark {
  kind: 'value' | 'begin' | 'end';
  /** In lower case. */
  name: string;
  start: number;
  /** Behind its last character. */
  end: number;
}

const octet = '%[89AB][0-9A-F]';
const encodedLetter = `%(?:C[2-9A-F]|D[0-9A-F])${octet}|%E[0-9A-F](?:${octet}){2}|%F[0-4](?:${octet}){3}`;
const blank = '[\\t\\n\\f\\r ]{0,20}';
const name = `[\\p{L}_][\\p{L}\\p{N}_.-]{0,${PLACEHOLDER_NAME_MAX_CHARACTERS - 1}}`;
const mark = new RegExp(`${encodedLetter}|<!--${blank}%table(begin|end)\\.(${name})%${blank}-->|%(${name})%`, 'giu');

/** In their order. */
export function findMarks(text: string): Mark[] {
  return [...text.matchAll(mark)].flatMap(({ 0: whole, 1: edge, 2: block, 3: value, index }) => {
    const found = block ?? value;
    if (found === undefined) return [];
    const kind = edge === undefined ? 'value' : edge.toLowerCase() === 'begin' ? 'begin' : 'end';
    return [{ kind, name: found.toLowerCase(), start: index, end: index + whole.length }];
  });
}
