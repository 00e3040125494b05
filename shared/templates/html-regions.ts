/**
 * Reads HTML as a browser's tokenizer does (HTML section 13.2.5), as far as it decides what a value means that is put somewhere:
 * which characters are tags, values of attributes, comments, or the inside of elements that hold no markup. All others are text.
 *
 * The inside of a conditional comment for Outlook (`<!--[if mso]>` … `<![endif]-->`) is read as HTML, too. In linear time. It builds no
 * tree: elements whose inside depends on one are refused, as are those that mail programs drop whole.
 */

export interface Range {
  start: number;
  end: number;
}

export type Region =
  | (Range & { kind: 'tag' })
  /** `isShown`: Outlook reads it as HTML, as a conditional comment. */
  | (Range & { kind: 'comment'; isShown: boolean })
  | (Range & { kind: 'unquoted value' })
  /** Of a quoted value, without its quotes. */
  | (Range & { kind: 'value'; element: string; attribute: string })
  /** Inside an element that holds no markup; `hasReferences`: `&lt;` is a character there. */
  | (Range & { kind: 'characters'; element: string; hasReferences: boolean });

export interface HtmlFault {
  offset: number;
  detail: string;
}

export interface HtmlRegions {
  /** In their order, without overlaps. */
  regions: Region[];
  /** The insides of conditional comments that are read as HTML. */
  conditionals: Range[];
  faults: HtmlFault[];
}

const refusedElements = new Set(
  'svg math template noscript noembed noframes xmp plaintext iframe frameset select'.split(' '),
);
const markupFree = new Map([
  ['script', false],
  ['style', false],
  ['title', true],
  ['textarea', true],
]);

const tagStart = /<(\/?)([a-z][^\t\n\f\r />]*)/iy;
const attribute = /[\t\n\f\r /]*(?:(>)|([^\t\n\f\r />][^\t\n\f\r />=]*)[\t\n\f\r ]*(?:(=)[\t\n\f\r ]*(["']?))?)/y;
const unquoted = /[^\t\n\f\r >]*/y;
const commentEnd = /--!?>/g;
const conditionStart = /<!--\[if [^\]>]{0,200}\]>/iy;
const conditionEnd = '<![endif]-->';

/** Matches at `offset`, or from there on for an expression that is not sticky. */
function match(expression: RegExp, text: string, offset: number): RegExpExecArray | undefined {
  expression.lastIndex = offset;
  return expression.exec(text) ?? undefined;
}

/** Everything that is not text. */
export function listHtmlRegions(html: string): HtmlRegions {
  const found: HtmlRegions = { regions: [], conditionals: [], faults: [] };
  let at = html.indexOf('<');
  while (at >= 0) {
    const [whole, slash, name] = match(tagStart, html, at) ?? [];
    const next = html[at + 1] ?? '';
    let end = at + 1;
    if (whole !== undefined && name !== undefined) {
      end = readElement(html, { at, element: `${slash}${name.toLowerCase()}`, nameEnd: at + whole.length }, found);
    } else if ('!?/'.includes(next) && next !== '') {
      end = findCommentEnd(html, at);
      if (!readConditional(html, { start: at, end }, found)) {
        const isShown = match(conditionStart, html, at) !== undefined;
        found.regions.push({ kind: 'comment', start: at, end: end < 0 ? html.length : end, isShown });
      }
    }
    if (end < 0) {
      found.faults.push({ offset: at, detail: 'is not closed' });
      return found;
    }
    at = html.indexOf('<', end);
  }
  return found;
}

interface OpenTag {
  at: number;
  /** In lower case, with a slash before that of an end tag. */
  element: string;
  nameEnd: number;
}

/** Where the tag ends, or the inside of its element if that holds no markup; -1: nowhere. */
function readElement(html: string, { at, element, nameEnd }: OpenTag, found: HtmlRegions): number {
  if (refusedElements.has(element))
    found.faults.push({ offset: at, detail: `has the element <${element}>, which messages cannot have` });
  const tagEnd = readAttributes(html, { at, element, nameEnd }, found.regions);
  const hasReferences = markupFree.get(element);
  if (tagEnd < 0 || hasReferences === undefined) return tagEnd;
  const closing = match(new RegExp(`</${element}(?=[\\t\\n\\f\\r />])`, 'gi'), html, tagEnd)?.index ?? -1;
  const end = closing < 0 ? html.length : closing;
  found.regions.push({ kind: 'characters', element, hasReferences, start: tagEnd, end });
  // In a script, a comment can hide its end.
  if (element === 'script' && html.slice(tagEnd, end).includes('<!--'))
    found.faults.push({ offset: at, detail: 'has a comment in a script' });
  return closing;
}

/** Where the tag ends; -1: nowhere. */
function readAttributes(html: string, { at, element, nameEnd }: OpenTag, regions: Region[]): number {
  let tagFrom = at;
  let next = nameEnd;
  const close = (end: number) => regions.push({ kind: 'tag', start: tagFrom, end });
  for (;;) {
    const [whole, end, name = '', equals, quote] = match(attribute, html, next) ?? [];
    if (whole === undefined) {
      close(html.length);
      return -1;
    }
    next += whole.length;
    if (end) {
      close(next);
      return next;
    }
    if (!equals) continue;
    close(next);
    const start = next;
    const valueEnd = quote ? html.indexOf(quote, next) : next + (match(unquoted, html, next)?.[0].length ?? 0);
    tagFrom = valueEnd < 0 ? html.length : valueEnd;
    if (quote) regions.push({ kind: 'value', element, attribute: name.toLowerCase(), start, end: tagFrom });
    else regions.push({ kind: 'unquoted value', start, end: tagFrom });
    if (valueEnd < 0) return -1;
    next = quote ? valueEnd + 1 : valueEnd;
  }
}

/** Behind a comment, or what a browser takes for one; -1: nowhere. */
function findCommentEnd(html: string, at: number): number {
  if (!html.startsWith('<!--', at)) {
    const end = html.indexOf('>', at);
    return end < 0 ? -1 : end + 1;
  }
  const [empty] = match(/-?>/y, html, at + 4) ?? [];
  if (empty) return at + 4 + empty.length;
  const closing = match(commentEnd, html, at + 4);
  return closing ? closing.index + closing[0].length : -1;
}

/**
 * Takes the inside of a comment as HTML. False for any other comment, and for one of which it is not clear what is inside: a browser
 * may end it elsewhere, or an element goes on behind it.
 */
function readConditional(html: string, { start, end }: Range, found: HtmlRegions): boolean {
  const [opening] = match(conditionStart, html, start) ?? [];
  if (opening === undefined || end < 0) return false;
  const from = start + opening.length;
  const to = end - conditionEnd.length;
  if (to < from || html.slice(to, end).toLowerCase() !== conditionEnd) return false;
  const inside = listHtmlRegions(html.slice(from, to));
  if (inside.faults.length > 0) return false;
  const shift = <One extends Range>(one: One): One => ({ ...one, start: one.start + from, end: one.end + from });
  found.conditionals.push({ start: from, end: to });
  found.regions.push({ kind: 'comment', start, end: from, isShown: true });
  for (const region of inside.regions) found.regions.push(shift(region));
  found.regions.push({ kind: 'comment', start: to, end, isShown: true });
  return true;
}
