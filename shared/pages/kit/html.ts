/**
 * Builds HTML from templates in which every value is escaped: html`<p title="${text}">${text}</p>`.
 *
 * A value may appear in text or inside a quoted attribute and nowhere else: in tag names, unquoted attributes, comments, scripts,
 * styles and event handlers the template throws, whatever the value is, so that the first test of a page shows the mistake.
 * Nested templates and arrays of them may appear in text only. It knows no document structure and repairs nothing.
 */
import { escapeHtml } from '../../escape-html.ts';

const markup = Symbol('markup');

/** HTML that this module made; neither JSON nor a request can produce one. */
export interface SafeHtml {
  readonly [markup]: string;
}

/** `undefined` and `false` become nothing, so that a template can hold a condition. */
export type HtmlValue = string | number | SafeHtml | undefined | false | readonly HtmlValue[];

/** @throws TypeError for a value where escaping cannot make it safe, and for an address that runs a script */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  let position: Position = text;
  let result = '';
  strings.forEach((part, index) => {
    position = advance(position, part);
    result += part;
    if (index < values.length) result += fill(position, values[index]);
  });
  if (position.kind !== 'text') throw new TypeError(`A template ends inside ${position.kind}.`);
  return { [markup]: result };
}

/** The markup as text, for the response body. */
export function toText(value: SafeHtml): string {
  return value[markup];
}

/** Where the next character of a template is; a small part of the tokenizer of HTML section 13.2.5. */
type Position =
  | { kind: 'text' }
  | { kind: 'tag'; element: string }
  | { kind: 'attribute'; element: string; name: string; quote: string; start: string }
  | { kind: 'comment' }
  | { kind: 'raw text'; element: string };

const text: Position = { kind: 'text' };
const rawTextElements = ['script', 'style', 'iframe', 'xmp', 'noscript', 'noembed', 'noframes', 'plaintext'];
const addressAttributes = ['href', 'src', 'action', 'formaction'];
/**
 * No other scheme, and no second slash or backslash that would make a path name a host. A query alone stays at the page's address, a
 * fragment on the page itself.
 */
const safeAddress = /^(https?:\/\/|mailto:|\/(?![/\\])|[?#])\S*$/i;
const refusedAttributes = /^(on.*|style|srcdoc|srcset)$/;

function advance(from: Position, part: string): Position {
  let position = from;
  let rest = part;
  while (rest) [position, rest] = step(position, rest);
  return position;
}

/** Consumes at least one character of `rest`, which is not empty. */
function step(position: Position, rest: string): [Position, string] {
  if (position.kind === 'text') {
    const start = rest.indexOf('<');
    if (start < 0) return [text, ''];
    // A `<` at the very end opens whatever the value says, so it counts as a tag.
    const [opening, name] = /^<(!--|\/?[a-z][a-z0-9-]*|[!/?])?/i.exec(rest.slice(start)) ?? ['<'];
    const after = rest.slice(start + opening.length);
    if (name === '!--') return [{ kind: 'comment' }, after];
    if (name === undefined && after) return [text, after];
    return [{ kind: 'tag', element: name?.toLowerCase() ?? '' }, after];
  }
  if (position.kind === 'tag') return stepInTag(position.element, rest);
  if (position.kind === 'attribute') {
    const end = rest.indexOf(position.quote);
    if (end < 0) return [{ ...position, start: position.start + rest }, ''];
    return [{ kind: 'tag', element: position.element }, rest.slice(end + 1)];
  }
  const closing = position.kind === 'comment' ? '-->' : `</${position.element}`;
  const end = rest.toLowerCase().indexOf(closing);
  if (end < 0) return [position, ''];
  const next: Position = position.kind === 'comment' ? text : { kind: 'tag', element: `/${position.element}` };
  return [next, rest.slice(end + closing.length)];
}

function stepInTag(element: string, rest: string): [Position, string] {
  if (rest.startsWith('>')) {
    return [rawTextElements.includes(element) ? { kind: 'raw text', element } : text, rest.slice(1)];
  }
  const [opening, name, quote] = /^([^\s"'<>/=]+)\s*=\s*(["']?)/.exec(rest) ?? [];
  if (!opening || !name) return [{ kind: 'tag', element }, rest.slice(1)];
  if (!quote) throw new TypeError(`The attribute ${name} has no quotes.`);
  return [{ kind: 'attribute', element, name: name.toLowerCase(), quote, start: '' }, rest.slice(opening.length)];
}

function fill(position: Position, value: HtmlValue): string {
  if (position.kind === 'text') return fillText(value);
  if (position.kind !== 'attribute') throw new TypeError(`A value is inside ${position.kind}.`);
  const { name, start } = position;
  if (refusedAttributes.test(name)) throw new TypeError(`A value is in the attribute ${name}.`);
  if (value === undefined || value === false) return '';
  if (typeof value === 'object') throw new TypeError(`Markup is in the attribute ${name}.`);
  if (addressAttributes.includes(name) && !start.trim() && !safeAddress.test(String(value))) {
    throw new TypeError(`The attribute ${name} takes https, http and mailto addresses, paths, queries and fragments.`);
  }
  return escapeHtml(String(value));
}

function fillText(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return markup in value ? value[markup] : value.map(fillText).join('');
}
