/** What the console says in English about inviting guests from a list. */
import { html, type SafeHtml } from '../../kit/html.ts';

export const invitations = {
  lead: (host: SafeHtml) =>
    html`Invite many guests into ${host} at once. You first see what would happen to each; nobody is invited until you
    say so.`,
  otherTenant:
    'Guests can be invited only into the host tenant of this installation. Choose it at the top of the page.',
  file: 'CSV file',
  fileHint: 'The template with which Microsoft Entra invites guests in bulk, in UTF-8.',
  text: 'Or the list as text',
  textHint: 'The same CSV, or one address on each line.',
  sendEmail: 'Microsoft emails an invitation to each (for a list of addresses; a CSV says so itself)',
  max: (count: string) => `At most ${count} guests at once.`,
  preview: 'Check the list',
  previewing: 'Checking…',

  faultsTitle: 'The list has to be corrected',
  faults: 'Nobody was invited. These lines are wrong:',
  checkTitle: 'The list is being checked',
  previewTitle: 'What would happen',
  invitingTitle: 'Guests are being invited',
  doneTitle: 'Every guest in the list was dealt with',
  progress: (done: string, all: string) => `${done} of ${all}`,
  progressLabel: 'Progress',
  goOn: 'Continue',
  stop: 'Stop',
  stopped:
    'You can stop at any time. Whoever was invited stays invited, and the same list can be posted again: nobody is invited twice.',
  wait: (seconds: string) => `Microsoft asks for a pause of ${seconds} seconds. Continue after that.`,
  invite: (count: string) => `Invite them (${count})`,
  inviting: 'Inviting…',
  nobodyToInvite: 'There is nobody to invite: all of them are in the host tenant already.',
  again: (count: string) => `Try again (${count})`,
  result: 'Save the result as CSV',
  resultSoFar: 'Save the result so far as CSV',
  resultHint: 'The result is not kept here. Links to accept an invitation are in the file alone.',
  another: 'Another list',
  caption: 'Guests in the list',
  row: 'Line',
  address: 'Address',
  email: 'Email from Microsoft',
  yes: 'Yes',
  no: 'No',
  detail: 'Details',
  outcomes: {
    would_invite: 'Would be invited',
    invited: 'Invited',
    already_guest: 'Already a guest',
    already_member: 'Already a member',
    refused: 'Refused',
    unknown: 'Not known',
    not_tried: 'Not yet tried',
  },
  unknownHint:
    'It is not known whether Microsoft has invited some of them. The next button finds out; nobody is invited twice.',
  forbiddenTitle: 'The app may not invite guests',
  forbidden:
    'An administrator of the host tenant gives the app the permissions User.Invite.All and User.Read.All of Microsoft Graph there, with the script allow-directory.sh, and allows invitations where they are switched off. Then continue.',
  refusedTitle: 'The host tenant refuses the app',
  refused:
    'The operator and an administrator of the host tenant check that the app exists there and is enabled. Then continue.',
};

export type ConsoleInvitationsTexts = typeof invitations;
