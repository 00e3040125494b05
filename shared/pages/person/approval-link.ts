/**
 * For a reader who is an administrator: the link to approve the app at once.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { linkTo } from '../kit/link.ts';
import type { PersonContext } from './person-context.ts';

export function renderApprovalLink({ texts }: PersonContext, adminConsentUrl: string): SafeHtml {
  return html`<p>${texts.consent.approvalLink(linkTo(adminConsentUrl))}</p>`;
}
