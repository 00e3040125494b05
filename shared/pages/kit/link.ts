/**
 * A link inside a sentence: the sentence brings the label.
 */
import { html, type SafeHtml } from './html.ts';

/** `href` is an absolute address. */
export function linkTo(href: string): (label: string) => SafeHtml {
  return (label) => html`<a href="${href}">${label}</a>`;
}
