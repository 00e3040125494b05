/**
 * The plain text for the administrator who invited a guest under an account that has no mailbox.
 *
 * The way out for guests with a personal account, an e-mail passcode or Google. Source: Microsoft Entra External ID, reset
 * redemption status.
 */
import type { PersonContext } from './person-context.ts';

/** Lines of plain text, paragraphs separated by an empty line; no line break at the end. */
export function buildResetInvitationText(
  { settings, texts: { invitation } }: Pick<PersonContext, 'settings' | 'texts'>,
  helpUrl: string | undefined,
): string {
  return [
    invitation.request(settings.hostName),
    invitation.reason(settings.erpName),
    invitation.workAddress,
    `${invitation.how}${helpUrl ? `\n${helpUrl}` : ''}`,
  ].join('\n\n');
}
