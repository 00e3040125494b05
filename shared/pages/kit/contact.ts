/**
 * Whom to ask: the support contact, as a link where it is an email or web address.
 */
import { html, type SafeHtml } from './html.ts';
import type { PageSettings } from './page-settings.ts';

export function renderContact({ supportContact, hostName }: PageSettings): SafeHtml {
  if (!supportContact) return html`your contact at <bdi>${hostName}</bdi>`;
  if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(supportContact)) {
    return html`<a href="mailto:${supportContact}"><bdi>${supportContact}</bdi></a>`;
  }
  if (/^https:\/\/[^\s\\]+$/.test(supportContact))
    return html`<a href="${supportContact}"><bdi>${supportContact}</bdi></a>`;
  return html`<bdi>${supportContact}</bdi>`;
}
