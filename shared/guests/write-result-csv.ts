/**
 * Writes what became of each guest as CSV, safe to open in a spreadsheet: a text that would be a formula there begins with an apostrophe.
 * Pure. Source: owasp.org, CSV Injection.
 */
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

/** With a byte order mark, without which Excel takes it for another encoding. */
export function writeResultCsv(results: readonly GuestResult[]): string {
  const lines = [[...columns], ...results.map((result) => columns.map((name) => String(result[name] ?? '')))];
  return `\ufeff${lines.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('')}`;
}

function writeCell(text: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
