/**
 * The page for IT and data protection in English: its frame, and what leads to it. Its long part is in English.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

export const trust = {
  title: 'For IT and data protection',
  /** Of the link on other pages. */
  link: 'Information for IT and data protection',
  lead: (erp: SafeHtml, host: SafeHtml) =>
    html`What the app is with which ${erp} at ${host} sends email as people, what it may do, what is kept, and how to
    approve or revoke it.`,
  requestSummary: 'The text that asks for approval',
  request:
    'If somebody asked you to approve this app, their text should say the same, with the same app id and the same addresses. ' +
    'If it does not, do not approve it.',
  inEnglish: 'The rest of this page is in English.',
};
