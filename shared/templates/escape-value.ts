/**
 * Makes a value a text of its position and nothing else: no tag, no attribute, no other host, no second line of a subject.
 *
 * It is given values only where value-position.ts lets them be. No control character but tabs and line ends passes anywhere. HTML
 * gets references for all that can end a text or a quoted value, so a value that looks like markup is read as it was written.
 */
import { escapeHtml } from '../escape-html.ts';
import { parseAddress } from './format-value.ts';
import type { ValuePosition } from './value-position.ts';

export type Escaped = { text: string; problem?: never } | { text?: never; problem: string };

// oxlint-disable-next-line no-control-regex -- it looks for control characters
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const lineEnd = /\r\n?|[\n\u2028\u2029]/g;

/** `lineBreaks`: a line end in the text of HTML becomes `<br>`, which is the only tag that a value can bring. */
export function escapeValue(value: string, position: ValuePosition, lineBreaks = false): Escaped {
  const text = value.replace(controls, ' ').replace(lineEnd, '\n');
  switch (position) {
    case 'subject':
      return { text: text.replace(/[\t\n ]+/g, ' ').trim() };
    case 'plain text':
      return { text };
    case 'html text':
      return { text: lineBreaks ? escapeHtml(text).replaceAll('\n', '<br>') : escapeHtml(text) };
    case 'html characters':
    case 'attribute':
      return { text: escapeHtml(text) };
    case 'link address':
    case 'picture address':
      return escapeAddress(text, position);
    case 'part of an address':
    case 'part of a mailbox address':
      return escapePart(text, position);
  }
}

function escapeAddress(text: string, position: ValuePosition): Escaped {
  const address = parseAddress(text);
  const isPicture = position === 'picture address';
  if (!address || (isPicture && address.protocol !== 'https:'))
    return { problem: `is not an https ${isPicture ? '' : 'or mailto '}address` };
  return { text: escapeHtml(address.href) };
}

function escapePart(text: string, position: ValuePosition): Escaped {
  // Browsers take these for the folder itself and the one above.
  if (/^\.+$/.test(text)) return { problem: 'has nothing but dots, which would change the path of an address' };
  const part = encodeURIComponent(text);
  return { text: escapeHtml(position === 'part of a mailbox address' ? part.replaceAll('%40', '@') : part) };
}
