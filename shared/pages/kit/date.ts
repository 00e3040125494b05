/**
 * Dates and times on pages: in words of the page's language and in UTC, because a page does not know its reader's time zone.
 */
import type { Texts } from '../text/en.ts';
import { html, type SafeHtml } from './html.ts';

/** `24 November 2026`, `24. November 2026`, with the exact time for machines. */
export function renderDate({ locale }: Pick<Texts, 'locale'>, date: Date): SafeHtml {
  return renderInUtc(locale, date, { dateStyle: 'long' });
}

/** `24 Nov 2026, 18:02`, `24.11.2026, 18:02`; what is beside it must name the zone. */
export function renderTime({ locale }: Pick<Texts, 'locale'>, date: Date): SafeHtml {
  return renderInUtc(locale, date, { dateStyle: 'medium', timeStyle: 'short' });
}

function renderInUtc(locale: string, date: Date, style: Intl.DateTimeFormatOptions): SafeHtml {
  const words = date.toLocaleString(locale, { ...style, timeZone: 'UTC' });
  return html`<time datetime="${date.toISOString()}">${words}</time>`;
}
