/**
 * Where a value is put, which decides how it is escaped; and why it may not be put there.
 *
 * In HTML, a value may be text, the inside of a title, the quoted value of an attribute that only shows or sizes something, and an
 * address or a part of one. A part of an address comes behind a host that the template gives, so no value chooses another one. An
 * attribute that is not listed here is refused: what it does with a value is not known.
 */
import type { Mark } from './find-marks.ts';
import type { Region } from './html-regions.ts';

export type ValuePosition =
  /** One line of plain text. */
  | 'subject'
  | 'plain text'
  | 'html text'
  /** In an element that holds no markup, such as a title. */
  | 'html characters'
  | 'attribute'
  /** A whole address of a link, or of a picture. */
  | 'link address'
  | 'picture address'
  /** Behind the host of an address, or in the query of one to a mailbox. */
  | 'part of an address'
  | 'part of a mailbox address';

export type JudgedPosition = { position: ValuePosition; problem?: never } | { position?: never; problem: string };

const shownAttributes = new Set(
  (
    'abbr align alt bgcolor border cellpadding cellspacing class color colspan datetime dir face height hspace id label lang name role ' +
    'rowspan size summary title valign value vspace width'
  ).split(' '),
);
const shownPrefixes = /^(?:aria|data)-/;
/** `element attribute`: addresses that a mail program opens on demand, and those of pictures. */
const linkAttributes = new Set(['a href', 'area href']);
const pictureAttributes = new Set([
  'img src',
  'table background',
  'td background',
  'th background',
  'tr background',
  'body background',
]);

/** For a mark in HTML; `region` is the one it is in, undefined for text. */
export function judgePosition(html: string, { start, end }: Mark, region: Region | undefined): JudgedPosition {
  if (region === undefined)
    return html[start - 1] === '<' ? { problem: 'is the name of a tag' } : { position: 'html text' };
  if (region.kind === 'tag') return { problem: 'is inside a tag, outside the quoted value of an attribute' };
  if (region.kind === 'unquoted value') return { problem: 'is in the value of an attribute without quotes' };
  if (region.kind === 'comment') return { problem: 'is in a conditional comment whose inside cannot be read' };
  if (region.kind === 'characters') {
    if (!region.hasReferences) return { problem: `is inside <${region.element}>` };
    // Together with a value it could be the end of the element.
    const opening = /<\/?[a-z]*$/i.test(html.slice(Math.max(region.start, start - 16), start));
    return opening ? { problem: 'is the name of a tag' } : { position: 'html characters' };
  }
  const { element, attribute } = region;
  if (shownAttributes.has(attribute) || shownPrefixes.test(attribute)) return { position: 'attribute' };
  const place = `${element} ${attribute}`;
  const isPicture = pictureAttributes.has(place);
  if (!isPicture && !linkAttributes.has(place))
    return { problem: `is in the attribute ${attribute.slice(0, 32)} of <${element.slice(0, 32)}>` };
  const before = html.slice(region.start, start).trimStart();
  return judgeAddress(before, html.slice(end, region.end).trimEnd(), isPicture);
}

const knownHost = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?[/?#]/i;
/** A placeholder that begins an address, and what ends its host. */
const givenHost = /^%[^%]+%[/?#]/;

function judgeAddress(before: string, after: string, isPicture: boolean): JudgedPosition {
  if (before === '') {
    return after === '' || /^[/?#]/.test(after)
      ? { position: isPicture ? 'picture address' : 'link address' }
      : { problem: 'begins an address, so it must end it, or be followed by /, ? or #' };
  }
  if (knownHost.test(before) || givenHost.test(before)) return { position: 'part of an address' };
  if (!isPicture && /^mailto:/i.test(before)) return { position: 'part of a mailbox address' };
  return { problem: 'is in an address before the host ends; write https:// and the host before it' };
}
