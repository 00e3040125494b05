/**
 * Whom to ask: the support contact, as a link where it is an email or web address.
 */
import { html, type SafeHtml } from './html.ts';
import { renderName } from './name.ts';
import type { PageContext } from './page-context.ts';

export function renderContact({ settings: { supportContact, hostName }, texts }: PageContext): SafeHtml {
  if (!supportContact) return texts.frame.contactAt(renderName(hostName));
  const href = linkOfContact(supportContact);
  return href ? html`<a href="${href}"><bdi>${supportContact}</bdi></a>` : renderName(supportContact);
}

/** Where it is an email or web address. */
export function linkOfContact(supportContact: string): string | undefined {
  if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(supportContact)) return `mailto:${supportContact}`;
  return /^https:\/\/[^\s\\]+$/.test(supportContact) ? supportContact : undefined;
}
