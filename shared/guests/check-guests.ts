/**
 * Checks a list of guests: addresses, lengths, and that nobody is in it twice. Finds every fault; asks nobody.
 */
import { findAddressProblem } from '../address.ts';
import type { Fault } from '../errors.ts';
import { INVITATION_MESSAGE_MAX_CHARACTERS, INVITATIONS_MAX } from '../guest-limits.ts';
import { NAME_MAX_CHARACTERS } from '../limits.ts';
import { isJsonObject } from '../submission/json-value.ts';
import type { Guest } from './guest.ts';

/** As it was posted: what it says is not known yet. */
export type PostedGuest = { row: number } & Record<string, unknown>;

/** The guests of a JSON body. */
export function readGuestList(value: unknown): { guests: PostedGuest[]; isPreview: boolean; faults: Fault[] } {
  const { guests, preview = false, ...others } = isJsonObject(value) ? value : { guests: value };
  const faults: Fault[] = Object.keys(others).map((name) => ({
    pointer: `/${name}`,
    detail: 'is not a known property',
  }));
  if (typeof preview !== 'boolean') faults.push({ pointer: '/preview', detail: 'is not true or false' });
  if (!Array.isArray(guests)) faults.push({ pointer: '/guests', detail: 'is not a list' });
  const listed = (Array.isArray(guests) ? guests : []).map((guest: unknown, index) => {
    if (!isJsonObject(guest)) faults.push({ pointer: `/guests/${index}`, detail: 'is not an object' });
    return { ...(isJsonObject(guest) && guest), row: index + 1 };
  });
  return { guests: listed, isPreview: preview === true, faults };
}

/** Where a fault of a guest is, in a JSON body. */
export function placeInList(row: number, property: string): string {
  return `/guests/${row - 1}/${property}`;
}

/** `placeOf` says where a property of a row is. */
export function checkGuests(
  posted: readonly PostedGuest[],
  placeOf: (row: number, property: string) => string,
  max = INVITATIONS_MAX,
): { guests: Guest[]; faults: Fault[] } {
  const faults: Fault[] = [];
  if (posted.length === 0) faults.push({ pointer: '', detail: 'names no guest' });
  if (posted.length > max)
    faults.push({ pointer: '', detail: `names ${posted.length} guests; at most ${max} are accepted at once` });
  const rows = new Map<string, number>();
  const guests = posted.slice(0, max).map((one) => {
    const {
      row,
      invitedUserEmailAddress,
      invitedUserDisplayName,
      sendInvitationMessage = false,
      customizedMessageBody,
      ...others
    } = one;
    const note = (property: string, detail: string | undefined) => {
      if (detail) faults.push({ pointer: placeOf(row, property), detail });
    };
    for (const name of Object.keys(others)) note(name, 'is not a known property');
    const address = typeof invitedUserEmailAddress === 'string' ? invitedUserEmailAddress : '';
    const earlier = rows.get(address.toLowerCase());
    const repeated = earlier === undefined ? undefined : `is that of row ${earlier}, too`;
    note(
      'invitedUserEmailAddress',
      typeof invitedUserEmailAddress !== 'string' ? 'is missing' : (findAddressProblem(address) ?? repeated),
    );
    rows.set(address.toLowerCase(), row);
    note('invitedUserDisplayName', findTextProblem(invitedUserDisplayName, NAME_MAX_CHARACTERS));
    note('customizedMessageBody', findTextProblem(customizedMessageBody, INVITATION_MESSAGE_MAX_CHARACTERS));
    if (typeof sendInvitationMessage !== 'boolean') note('sendInvitationMessage', 'is not true or false');
    else if (customizedMessageBody && !sendInvitationMessage)
      note('customizedMessageBody', 'is for an email that is not sent');
    return {
      row,
      invitedUserEmailAddress: address,
      sendInvitationMessage: sendInvitationMessage === true,
      ...(typeof invitedUserDisplayName === 'string' && { invitedUserDisplayName }),
      ...(typeof customizedMessageBody === 'string' && { customizedMessageBody }),
    };
  });
  return { guests, faults };
}

function findTextProblem(value: unknown, max: number): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') return 'is not a text';
  if (value.length > max) return `has ${value.length} characters; at most ${max} are accepted`;
  return /(?![\t\n\r])\p{Cc}/u.test(value) ? 'has a control character' : undefined;
}
