/**
 * The plain text for the administrator who invited a guest under an account that has no mailbox.
 *
 * The way out for guests with a personal account, an e-mail passcode or Google. Source: Microsoft Entra External ID, reset
 * redemption status.
 */
import type { PageSettings } from '../kit/page-settings.ts';

/** Lines of plain text, paragraphs separated by an empty line; no line break at the end. */
export function buildResetInvitationText(settings: PageSettings, helpUrl: string | undefined): string {
  return [
    `Please reset my guest invitation in the Microsoft Entra directory of ${settings.hostName}.`,
    `I work in ${settings.erpName} as a guest. My guest account belongs to a personal account, an email passcode or Google, ` +
      'which has no Microsoft 365 mailbox. I would like to accept the invitation again with this work account:',
    '(your work email address)',
    `In Entra: Users, my guest account, "Reset redemption status".${helpUrl ? `\n${helpUrl}` : ''}`,
  ].join('\n\n');
}
