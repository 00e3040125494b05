/**
 * Keeps a short first part of a word with what follows its hyphen, so that no line of a heading ends in "E-" or "IT-".
 *
 * Longer parts may end a line. It changes no character, so the text can be searched and copied as it is.
 */
import { html, type SafeHtml } from './html.ts';

export function keepTogether(text: string): SafeHtml {
  // With one group, the words that it matches are every second part.
  const parts = text.split(/((?<!\p{L})\p{L}{1,2}-\p{L}+)/u);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<span class="whole">${part}</span>` : part))}`;
}
