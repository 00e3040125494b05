/**
 * Writes what became of each guest as CSV. Pure.
 */
import { writeCsv } from '../write-csv.ts';
import type { GuestResult } from './guest.ts';

const columns = [
  'row',
  'invitedUserEmailAddress',
  'outcome',
  'invitedUserId',
  'status',
  'inviteRedeemUrl',
  'detail',
] as const satisfies readonly (keyof GuestResult)[];

/** The columns are named as in the answer. */
export function writeResultCsv(results: readonly GuestResult[]): string {
  return writeCsv([columns, ...results.map((result) => columns.map((name) => String(result[name] ?? '')))]);
}
