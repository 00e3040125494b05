/**
 * Reads a list of guests, in JSON or as the CSV of Entra's bulk invitation, and checks it. Finds every fault; asks nobody.
 *
 * A list in CSV says beside itself that it is a preview, one in JSON in itself; what says it in another way could invite by mistake.
 */
import type { Fault } from '../errors.ts';
import { checkGuests, placeInList, readGuestList } from './check-guests.ts';
import type { Guest } from './guest.ts';
import { placeInCsv, readGuestCsv } from './read-guest-csv.ts';

export interface ReadGuests {
  guests: Guest[];
  isPreview: boolean;
  faults: Fault[];
}

/** `max`: how many may be in it. */
export function readGuestsCsv(bytes: Uint8Array, preview: string | null, max?: number): ReadGuests {
  if (preview !== null && preview !== 'true' && preview !== 'false')
    return refuse('query:preview', 'is neither true nor false');
  const text = decode(bytes);
  if (text === undefined) return refuse('', 'is not UTF-8; in Excel, save it as "CSV UTF-8"');
  const isPreview = preview === 'true';
  const read = readGuestCsv(text);
  if (read.faults.length > 0) return { ...read, guests: [], isPreview };
  return { ...checkGuests(read.guests, placeInCsv, max), isPreview };
}

export function readGuestsJson(value: unknown, preview: string | null, max?: number): ReadGuests {
  if (preview !== null) return refuse('query:preview', 'is for a list in CSV; JSON says it in the body');
  const { guests: posted, isPreview, faults } = readGuestList(value);
  if (faults.length > 0) return { guests: [], isPreview, faults };
  return { ...checkGuests(posted, placeInList, max), isPreview };
}

function refuse(pointer: string, detail: string): ReadGuests {
  return { guests: [], isPreview: true, faults: [{ pointer, detail }] };
}

/** Undefined for what is not UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
