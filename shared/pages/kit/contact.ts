/**
 * Whom to ask: the support contact, as a link where it is an email or web address.
 */
import { html, type SafeHtml } from './html.ts';
import type { PageSettings } from './page-settings.ts';

export function renderContact({ supportContact, hostName }: PageSettings): SafeHtml {
  if (!supportContact) return html`your contact at <bdi>${hostName}</bdi>`;
  const href = linkOfContact(supportContact);
  return href ? html`<a href="${href}"><bdi>${supportContact}</bdi></a>` : html`<bdi>${supportContact}</bdi>`;
}

/** Where it is an email or web address. */
export function linkOfContact(supportContact: string): string | undefined {
  if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(supportContact)) return `mailto:${supportContact}`;
  return /^https:\/\/[^\s\\]+$/.test(supportContact) ? supportContact : undefined;
}
