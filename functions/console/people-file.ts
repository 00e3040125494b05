/**
 * A list of people as a CSV to save: columns in the reader's words, states and codes in those of the API. It is audited, because it is about
 * many at once.
 */
import type { Connector } from '../compose.ts';
import { CONSOLE_EXPORT_ROWS_MAX, CONSOLE_EXPORT_SECONDS } from '../../shared/console-limits.ts';
import { messagesTexts } from '../../shared/pages/console/messages/messages-texts.ts';
import { needOf, peopleWords, type PersonStatus } from '../../shared/pages/console/people/person-status.ts';
import { sendersWords } from '../../shared/pages/console/senders/senders-words.ts';
import type { Language } from '../../shared/pages/text/languages.ts';
import { collectRows, type ReadPage } from './collect-rows.ts';
import type { ConsoleVisit, ShownFile } from './console-page.ts';
import { writeCsv } from '../../shared/write-csv.ts';
import { csvFile } from './csv-file.ts';

type Column = [label: string, read: (person: PersonStatus) => string | undefined];

/** `name`: of the page, in the audit and the name of the file. */
export async function answerPeopleFile(
  { configuration, now }: Pick<Connector, 'configuration' | 'now'>,
  { view, by, tenant }: ConsoleVisit,
  name: 'senders' | 'guests',
  readPage: ReadPage<PersonStatus>,
): Promise<ShownFile> {
  const bounds = { rows: CONSOLE_EXPORT_ROWS_MAX, seconds: CONSOLE_EXPORT_SECONDS };
  const { rows, isCut } = await collectRows({ now }, bounds, readPage);
  const act = { action: 'exported', kind: 'console', hostTenantId: tenant.id, name, count: rows.length } as const;
  // Before anybody has the file.
  await configuration.noteAct(act, by);
  const count = new Intl.NumberFormat(view.texts.locale).format(rows.length);
  const columns = listColumns({ view }, name);
  const head = columns.map(([label]) => label);
  const cells = (person: PersonStatus) => columns.map(([, read]) => read(person) ?? '');
  const lines = [head, ...rows.map(cells), ...(isCut ? [[peopleWords(view).exportCut(count)]] : [])];
  return {
    file: csvFile(name, now(), isCut ? 'incomplete' : undefined, writeCsv(lines)),
    ids: { exported: name, count: rows.length },
  };
}

/** A connection is listed under its name in the host tenant, and its end is not read for a file; a guest has a name that is shown. */
function listColumns({ view }: Pick<ConsoleVisit, 'view'>, name: 'senders' | 'guests'): Column[] {
  const people = peopleWords(view);
  const messages = messagesTexts[view.texts.tag as Language];
  const { since, homeTenant } = people;
  const time = (date: Date | undefined) => date?.toISOString();
  const columns: (Column | undefined)[] = [
    [sendersWords(view).objectId, ({ hostObjectId }) => hostObjectId],
    name === 'guests' ? [people.person, ({ displayName }) => displayName] : undefined,
    name === 'senders' ? [people.name, ({ userPrincipalName }) => userPrincipalName] : undefined,
    [people.mailbox, ({ address }) => address],
    [homeTenant, ({ homeTenantId }) => homeTenantId],
    [view.words.state, ({ state }) => state],
    [since, (person) => time(person.since)],
    name === 'guests' ? [people.reconnectBy, ({ reconsentBy }) => time(reconsentBy)] : undefined,
    [messages.code, ({ problem }) => problem?.code],
    [messages.upstreamCode, ({ problem }) => problem?.upstreamCode],
    [people.needs, (person) => needOf(view, person)],
    [messages.who.term, ({ who }) => who && people.actors[who]],
  ];
  return columns.filter((column) => column !== undefined);
}
