/**
 * Whether a client wants to read a page rather than a problem document: RFC 9110 section 12.5.1.
 *
 * Browsers name `text/html` before anything else; a program that names nothing, or says that it takes anything, gets a document.
 * Whatever cannot be read is left out.
 */
import { ACCEPT_MAX_CHARACTERS } from '../shared/limits.ts';

const page = ['text/html', 'text/*', '*/*'];
const documents = [
  ['application/problem+json', 'application/*', '*/*'],
  ['application/json', 'application/*', '*/*'],
];

/** The value of `Accept`; a longer one than any browser sends is not looked at. */
export function prefersPage(accept: string | null): boolean {
  if (accept === null || accept.length > ACCEPT_MAX_CHARACTERS) return false;
  const weights = new Map(accept.split(',').flatMap(parseRange));
  // The most specific range that names a type decides about it.
  const weigh = (ranges: readonly string[]) => weights.get(ranges.find((range) => weights.has(range)) ?? '') ?? 0;
  return weigh(page) > Math.max(...documents.map(weigh));
}

const parameter = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

function parseRange(text: string): [range: string, weight: number][] {
  const [range = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const [, weight = '1'] = parameters.map((one) => parameter.exec(one)).find((found) => found) ?? [];
  const isWrong = parameters.some((one) => one.startsWith('q') && !parameter.test(one));
  return /^[^\s/]+\/[^\s/]+$/.test(range) && !isWrong ? [[range, Number(weight)]] : [];
}
