/**
 * Dates on pages: in words of the page's language and in UTC, because a page does not know its reader's time zone.
 */
import type { Texts } from '../text/en.ts';
import { html, type SafeHtml } from './html.ts';

/** `24 November 2026`, `24. November 2026`, with the exact time for machines. */
export function renderDate({ locale }: Texts, date: Date): SafeHtml {
  const words = date.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return html`<time datetime="${date.toISOString()}">${words}</time>`;
}
