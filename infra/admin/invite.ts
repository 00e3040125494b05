/**
 * `npm run admin -- invite`: invites the guests of a file, some at a time, and writes what became of each beside it.
 *
 * A file with a fault is refused before anybody is invited. It waits where Graph asks for that. Run again with the same file, it goes on:
 * whoever was invited is a guest already. It knows no terminal and no file system.
 */
import { setTimeout } from 'node:timers/promises';
import type { Guest, GuestOutcome, GuestResult } from '../../shared/guests/guest.ts';
import { readGuestsCsv, readGuestsJson, type ReadGuests } from '../../shared/guests/read-guests.ts';
import { writeResultCsv } from '../../shared/guests/write-result-csv.ts';
import type { ApiClient } from './api-client.ts';

export interface InviteCommand {
  source: string;
  isPreview: boolean;
  /** Where the result goes; default: beside the file. */
  result?: string;
}

export interface InviteSurroundings {
  api: Pick<ApiClient, 'call'>;
  print(line: string): void;
  readSource(source: string): Promise<string>;
  writeResult(path: string, text: string): Promise<void>;
  /** Replaces waiting. */
  wait?: (seconds: number) => Promise<void>;
}

/** So that there is something to see every few seconds. */
const GUESTS_AT_ONCE = 20;
const GUESTS_MAX = 10_000;
const FAULTS_SHOWN = 20;
/** Requests after which nobody was tried: Graph lets nothing through. */
const PAUSES_MAX = 10;

const words: Readonly<Record<GuestOutcome, string>> = {
  would_invite: 'would be invited',
  invited: 'invited',
  already_guest: 'already guests',
  already_member: 'members, who need no invitation',
  refused: 'refused',
  unknown: 'unknown: run it again',
  not_tried: 'not tried: run it again',
};

/** Rejects with a Refusal, or an Error with plain sentences. */
export async function invite(command: InviteCommand, surroundings: InviteSurroundings): Promise<void> {
  const { print, writeResult } = surroundings;
  const guests = readFile(command.source, await surroundings.readSource(command.source));
  const path =
    command.result ?? `${command.source === '-' ? 'guests' : command.source.replace(/\.\w+$/, '')}.result.csv`;
  const results: GuestResult[] = [];
  const tell = () => print(`${results.length} of ${guests.length}: ${summarise(results)}`);
  try {
    for (let first = 0; first < guests.length; first += GUESTS_AT_ONCE) {
      results.push(...(await ask(guests.slice(first, first + GUESTS_AT_ONCE), command.isPreview, surroundings)));
      tell();
    }
  } finally {
    if (results.length > 0) await writeResult(path, writeResultCsv(results));
  }
  for (const { row, outcome, detail } of results)
    if (outcome === 'refused') print(`Row ${row}: ${detail ?? 'refused'}`);
  print(`${command.isPreview ? 'Nobody was invited. ' : ''}What became of each is in ${path}.`);
  const isDone = results.every(({ outcome }) => !['refused', 'unknown', 'not_tried'].includes(outcome));
  if (!isDone)
    throw new Error('Not everybody could be invited. Run it again with the same file: nobody is invited twice.');
}

function readFile(source: string, text: string): Guest[] {
  const isJson = /\.json$/i.test(source) || /^\s*[[{]/.test(text);
  const { guests, faults } = isJson ? readJson(text) : readGuestsCsv(Buffer.from(text), null, GUESTS_MAX);
  if (faults.length === 0) return guests;
  const shown = faults.slice(0, FAULTS_SHOWN).map(({ pointer, detail }) => `  ${pointer || 'The file'} ${detail}`);
  const others = faults.length - shown.length;
  throw new Error(
    ['Nobody was invited. Correct the file:', ...shown, ...(others > 0 ? [`  and ${others} more`] : [])].join('\n'),
  );
}

function readJson(text: string): ReadGuests {
  try {
    return readGuestsJson(JSON.parse(text), null, GUESTS_MAX);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { guests: [], isPreview: false, faults: [{ pointer: '', detail: 'is not JSON' }] };
  }
}

/** Asks for them until none is left that was not tried, with the pauses that are asked for. */
async function ask(
  guests: readonly Guest[],
  isPreview: boolean,
  { api, print, wait = (seconds) => setTimeout(seconds * 1000) }: InviteSurroundings,
): Promise<GuestResult[]> {
  const done: GuestResult[] = [];
  let left = guests;
  for (let pauses = 0; ; pauses++) {
    const posted = left.map(({ row: _row, ...guest }) => guest);
    const { json } = await api.call('POST', 'invitations', {
      body: JSON.stringify({ guests: posted, preview: isPreview }),
    });
    const { value, retryAfterSeconds = 0 } = json as { value: GuestResult[]; retryAfterSeconds?: number };
    const asked = left;
    const results = value.map((result, index) => ({ ...result, row: asked[index]?.row ?? result.row }));
    done.push(...results.filter(({ outcome }) => outcome !== 'not_tried'));
    const waiting = results.filter(({ outcome }) => outcome === 'not_tried');
    if (waiting.length === 0 || pauses === PAUSES_MAX)
      return [...done, ...waiting].toSorted((one, other) => one.row - other.row);
    left = asked.filter(({ row }) => waiting.some((one) => one.row === row));
    print(`Microsoft Graph asks for a pause of ${retryAfterSeconds} seconds.`);
    await wait(retryAfterSeconds);
  }
}

function summarise(results: readonly GuestResult[]): string {
  const counts = Object.entries(words).flatMap(([outcome, said]) => {
    const count = results.filter((result) => result.outcome === outcome).length;
    return count > 0 ? [`${count} ${said}`] : [];
  });
  return counts.join(', ');
}
