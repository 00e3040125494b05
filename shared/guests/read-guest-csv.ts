/**
 * Reads the file with which Entra invites guests in bulk: a line with the version, a line with the names of the columns, a row for each guest.
 *
 * Columns are found by the name in brackets, because the text before it is in the language of whoever downloaded the file. A first row
 * that is an example, further columns and empty rows are left out; a byte order mark, semicolons and tabs are what Excel saves. The
 * column of the address to return to is not read: people come back to the consent page. Checks no address.
 * Source: learn.microsoft.com/entra/external-id/tutorial-bulk-invite.
 */
import { CsvError, parse } from 'csv-parse/sync';
import type { Fault } from '../errors.ts';
import type { PostedGuest } from './check-guests.ts';

interface Line {
  record: string[];
  info: { lines: number };
}

/** By the name in brackets. */
const columns = {
  inviteeEmail: 'invitedUserEmailAddress',
  sendEmail: 'sendInvitationMessage',
  customizedMessageBody: 'customizedMessageBody',
} as const;
type ColumnName = keyof typeof columns;

/** As Excel writes them in the languages that it has, and as people do. */
const yes = [
  'true',
  'yes',
  '1',
  'wahr',
  'vrai',
  'verdadero',
  'verdadeiro',
  'vero',
  'waar',
  'sand',
  'sant',
  'tosi',
  'prawda',
];
const no = [
  'false',
  'no',
  '0',
  'falsch',
  'faux',
  'falso',
  'onwaar',
  'falsk',
  'falskt',
  'usann',
  'epätosi',
  'fałsz',
  '',
];

/** Rows that can be read, each with its line, and everything that is wrong with the others. */
export function readGuestCsv(text: string): { guests: PostedGuest[]; faults: Fault[] } {
  const head = /^.*\[inviteeEmail\].*$/im.exec(text)?.[0];
  if (head === undefined)
    return { guests: [], faults: [{ pointer: '', detail: 'has no line with the column [inviteeEmail]' }] };
  const lines = parseLines(text, findDelimiter(head));
  if ('fault' in lines) return { guests: [], faults: [lines.fault] };
  const start = lines.findIndex(({ record }) => record.some((cell) => nameOf(cell) === 'inviteeEmail'));
  const names = (lines[start]?.record ?? []).map(nameOf);
  const repeated = (Object.keys(columns) as ColumnName[]).filter(
    (one) => names.indexOf(one) !== names.lastIndexOf(one),
  );
  if (repeated.length > 0)
    return { guests: [], faults: repeated.map((one) => ({ pointer: `[${one}]`, detail: 'is there more than once' })) };
  const rows = lines.slice(start + 1).filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  const [first] = rows;
  if (first && isExample(first.record[names.indexOf('inviteeEmail')] ?? '')) rows.shift();
  const faults: Fault[] = [];
  const guests = rows.map(({ record, info: { lines: line } }) => {
    const cell = (name: ColumnName) => (record[names.indexOf(name)] ?? '').trim();
    const sends = cell('sendEmail').toLowerCase();
    if (!yes.includes(sends) && !no.includes(sends))
      faults.push({ pointer: `line ${line} [sendEmail]`, detail: 'is neither TRUE nor FALSE' });
    const message = cell('customizedMessageBody');
    return {
      row: line,
      invitedUserEmailAddress: cell('inviteeEmail'),
      sendInvitationMessage: yes.includes(sends),
      ...(message && { customizedMessageBody: message }),
    };
  });
  return { guests, faults };
}

/** Where a fault of a row is, by the property of Graph. */
export function placeInCsv(row: number, property: string): string {
  const [name = property] = Object.entries(columns).find(([, one]) => one === property) ?? [];
  return `line ${row} [${name}]`;
}

function parseLines(text: string, delimiter: string): Line[] | { fault: Fault } {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: number };
    return {
      fault: {
        pointer: `line ${lines ?? 1}`,
        detail: 'is not CSV: it has text behind a quote, or ends in one that was opened in it or above it',
      },
    };
  }
}

function findDelimiter(line: string): string {
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

function nameOf(cell: string): ColumnName | undefined {
  const name = /\[([A-Za-z]+)\]/.exec(cell)?.[1]?.toLowerCase();
  return (Object.keys(columns) as ColumnName[]).find((one) => one.toLowerCase() === name);
}

/** `Example: user@contoso.com`, in any language: nobody's address has a colon in it. */
function isExample(cell: string): boolean {
  return /^[^@:：]+[:：]\s*\S+@\S+$/.test(cell.trim());
}
