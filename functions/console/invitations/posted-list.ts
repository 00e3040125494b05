/**
 * Reads a list of guests as an administrator posts it: the CSV of Entra's bulk invitation, as a file or as text, or one address on each line.
 * Finds every fault; asks nobody.
 */
import { CONSOLE_INVITATIONS_MAX, CONSOLE_INVITATIONS_MAX_BYTES } from '../../../shared/console-limits.ts';
import type { Fault } from '../../../shared/errors.ts';
import { checkGuests } from '../../../shared/guests/check-guests.ts';
import type { Guest } from '../../../shared/guests/guest.ts';
import { placeInCsv } from '../../../shared/guests/read-guest-csv.ts';
import { readGuestsCsv } from '../../../shared/guests/read-guests.ts';
import { FAULTS_MAX } from '../../../shared/limits.ts';
import type { ConsoleForm } from '../../read-console-form.ts';

export interface PostedList {
  guests: Guest[];
  faults: Fault[];
  /** To be corrected; empty where it is too long to be shown. */
  text: string;
}

export async function readPostedList(form: ConsoleForm): Promise<PostedList> {
  const file = await form.file('file');
  const bytes = file ?? Buffer.from(form.text('text'));
  if (bytes.byteLength > CONSOLE_INVITATIONS_MAX_BYTES)
    return refuse(`has more than ${CONSOLE_INVITATIONS_MAX_BYTES} bytes`);
  const text = new TextDecoder().decode(bytes);
  const isCsv = /\[inviteeEmail\]|[,;\t]/i.test(text);
  const { guests, faults } = isCsv
    ? readGuestsCsv(bytes, null, CONSOLE_INVITATIONS_MAX)
    : readAddresses(text, form.text('send') === '1');
  return { guests, faults: faults.slice(0, FAULTS_MAX), text };
}

function readAddresses(text: string, sendInvitationMessage: boolean) {
  const posted = text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ row: index + 1, invitedUserEmailAddress: line.trim(), sendInvitationMessage }))
    .filter(({ invitedUserEmailAddress }) => invitedUserEmailAddress !== '');
  const placeOf = (row: number, property: string) =>
    property === 'invitedUserEmailAddress' ? `line ${row}` : placeInCsv(row, property);
  return checkGuests(posted, placeOf, CONSOLE_INVITATIONS_MAX);
}

function refuse(detail: string): PostedList {
  return { guests: [], faults: [{ pointer: '', detail }], text: '' };
}
