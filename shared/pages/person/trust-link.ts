/**
 * The link to the page for IT and data protection, for readers who judge the app for others.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { trustUrl } from '../kit/trust-url.ts';
import type { PersonContext } from './person-context.ts';

export function renderTrustLink({ settings, texts }: PersonContext): SafeHtml {
  return html`<p><a href="${trustUrl(settings)}">${texts.trust.link}</a></p>`;
}
