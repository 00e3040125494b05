/**
 * What the forms of the invitations carry from step to step: the list, and what became of the guests so far, as JSON in hidden fields.
 *
 * Nothing in it is trusted: guests are checked as when they were posted. Who changes results deceives only themselves, as they are shown to
 * nobody else, and whom they leave out is not invited.
 */
import {
  CONSOLE_INVITATIONS_MAX,
  CONSOLE_INVITATIONS_MAX_BYTES,
  INVITATION_LINK_MAX_CHARACTERS,
} from '../../../shared/console-limits.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { GRAPH_SENTENCE_MAX_CHARACTERS } from '../../../shared/guest-limits.ts';
import { checkGuests, placeInList, type PostedGuest } from '../../../shared/guests/check-guests.ts';
import type { Guest, GuestOutcome, GuestResult } from '../../../shared/guests/guest.ts';
import { isJsonObject } from '../../../shared/submission/json-value.ts';
import type { ConsoleForm } from '../../read-console-form.ts';

/** Of a preview, and of invitations. */
const kept = {
  preview: ['would_invite', 'already_guest', 'already_member'],
  invite: ['invited', 'already_guest', 'already_member', 'refused', 'unknown'],
} as const satisfies Record<string, readonly GuestOutcome[]>;
export type StepKind = keyof typeof kept;

export interface CarriedList {
  guests: Guest[];
  results: GuestResult[];
}

/** @throws ConnectorError `invalid_request` for what this page did not write */
export function readCarriedList(form: ConsoleForm, kind: StepKind): CarriedList {
  const listed = parseList(form, 'list').map((guest): PostedGuest => {
    const row = isJsonObject(guest) ? guest['row'] : undefined;
    if (!isJsonObject(guest) || typeof row !== 'number' || !Number.isSafeInteger(row) || row < 1)
      throw refuse('list', 'is not a list of guests');
    return { ...guest, row };
  });
  const { guests, faults } = checkGuests(listed, placeInList, CONSOLE_INVITATIONS_MAX);
  if (faults.length > 0) throw new ConnectorError('invalid_request', { faults: faults.slice(0, 1) });
  const byRow = new Map(guests.map((guest) => [guest.row, guest]));
  const results = new Map<number, GuestResult>();
  for (const value of parseList(form, 'results')) {
    const result = isJsonObject(value) ? readResult(value, byRow, kept[kind]) : undefined;
    if (result) results.set(result.row, result);
  }
  return { guests, results: [...results.values()] };
}

function readResult(
  value: Record<string, unknown>,
  guests: ReadonlyMap<number, Guest>,
  outcomes: readonly GuestOutcome[],
): GuestResult | undefined {
  const guest = guests.get(value['row'] as number);
  const outcome = outcomes.find((one) => one === value['outcome']);
  if (!guest || !outcome) return undefined;
  const text = (name: string, max: number) => {
    const one = value[name];
    return typeof one === 'string' && one.length <= max ? one : undefined;
  };
  return writeResult({
    row: guest.row,
    invitedUserEmailAddress: guest.invitedUserEmailAddress,
    outcome,
    invitedUserId: text('invitedUserId', 128),
    status: text('status', 64),
    inviteRedeemUrl: text('inviteRedeemUrl', INVITATION_LINK_MAX_CHARACTERS),
    detail: text('detail', GRAPH_SENTENCE_MAX_CHARACTERS * 2),
  });
}

/** As much of a result as is carried along. */
export function writeResult(result: { [Name in keyof GuestResult]: GuestResult[Name] | undefined }): GuestResult {
  const { inviteRedeemUrl, ...rest } = result;
  const isShort = (inviteRedeemUrl ?? '').length <= INVITATION_LINK_MAX_CHARACTERS;
  const given = { ...rest, ...(isShort && { inviteRedeemUrl }) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as unknown as GuestResult;
}

function parseList(form: ConsoleForm, name: string): unknown[] {
  const text = form.text(name);
  // The list as it was posted, in JSON; results have a bound of their own, that of the form.
  if (name === 'list' && text.length > CONSOLE_INVITATIONS_MAX_BYTES * 2) throw refuse(name, 'is too long');
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.length <= CONSOLE_INVITATIONS_MAX) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refuse(name, 'is not what this page wrote');
}

function refuse(pointer: string, detail: string): ConnectorError {
  return new ConnectorError('invalid_request', { faults: [{ pointer, detail }] });
}
