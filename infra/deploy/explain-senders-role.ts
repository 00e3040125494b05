/**
 * Says what changed for callers of an installation whose role to send still stands for the right to manage senders, and how to
 * part the two. Pure.
 */

/** Several lines for the terminal; undefined where the rights are parted. `settings` are those that were deployed. */
export function explainSendersRole(settings: ReadonlyMap<string, string>): string | undefined {
  if (settings.get('SENDERS_ROLE') !== 'Mail.Send.AsUser') return undefined;
  const name = settings.get('AZURE_ENV_NAME') ?? 'guestmail';
  return `
Two rights instead of one
  The app role Senders.Manage lists, disconnects and tests senders; Mail.Send.AsUser sends and reads its own messages.
  Callers that have only Mail.Send.AsUser go on doing both until you change that:
  1. Give Senders.Manage, on the application Guestmail, to those that need it. The caller this program registers has it, as soon
     as somebody with the rights has registered it again; a token shows it after at most about a day.
  2. SENDERS_ROLE=Senders.Manage ${name === 'guestmail' ? '' : `AZURE_ENV_NAME=${name} `}npm run deploy
`;
}
