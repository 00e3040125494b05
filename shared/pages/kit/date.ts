/**
 * Dates on pages: in words and in UTC, because a page does not know its reader's time zone.
 */
import { html, type SafeHtml } from './html.ts';

const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** `24 November 2026`, with the exact time for machines. */
export function renderDate(date: Date): SafeHtml {
  return html`<time datetime="${date.toISOString()}">${words.format(date)}</time>`;
}
