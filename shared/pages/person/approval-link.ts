/**
 * For a reader who is an administrator: the link to approve the app at once.
 */
import { html, type SafeHtml } from '../kit/html.ts';

export function renderApprovalLink(adminConsentUrl: string): SafeHtml {
  return html`<p>
    Are you an administrator yourself? <a href="${adminConsentUrl}">Approve the app for your organisation</a>
  </p>`;
}
