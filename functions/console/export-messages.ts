/**
 * Puts the messages of a list into a file: as many as CONSOLE_EXPORT_ROWS_MAX, and for no longer than CONSOLE_EXPORT_SECONDS.
 *
 * A file that does not have all says so in its last line and its name. It has what the list shows, never what a message says.
 */
import {
  CONSOLE_EXPORT_ROWS_MAX,
  MESSAGES_EXPORT_PAGE,
  MESSAGES_EXPORT_PAGES_MAX,
  CONSOLE_EXPORT_SECONDS,
} from '../../shared/console-limits.ts';
import type { TenantMessageFilter } from '../../shared/outbox/list-messages.ts';
import type { Message } from '../../shared/outbox/message.ts';
import type { Connector } from '../compose.ts';
import { collectRows, type Collected } from './collect-rows.ts';
import type { ShownFile } from './console-page.ts';
import { writeCsv } from '../../shared/write-csv.ts';
import { csvFile } from './csv-file.ts';
import { readMailboxes } from './name-sender.ts';

const BOUNDS = {
  rows: CONSOLE_EXPORT_ROWS_MAX,
  seconds: CONSOLE_EXPORT_SECONDS,
  pages: MESSAGES_EXPORT_PAGES_MAX,
};

export interface ExportTexts {
  columns: readonly string[];
  /** The last line of a file that does not have all. */
  isCut: (rows: string) => string;
}

/** Without `filter` nothing can be found. `count`: of its rows. */
export async function exportMessages(
  connector: Pick<Connector, 'messages' | 'senders' | 'now'>,
  hostTenantId: string,
  filter: Omit<TenantMessageFilter, 'top'> | undefined,
  texts: ExportTexts,
): Promise<ShownFile & { count: number }> {
  const { rows, isCut } = filter ? await readAll(connector, hostTenantId, filter) : { rows: [], isCut: false };
  const last = isCut ? [[texts.isCut(String(rows.length))]] : [];
  const lines = [texts.columns, ...rows, ...last];
  return {
    file: csvFile('messages', connector.now(), isCut ? 'incomplete' : undefined, writeCsv(lines)),
    count: rows.length,
  };
}

function readAll(
  { messages, senders, now }: Pick<Connector, 'messages' | 'senders' | 'now'>,
  hostTenantId: string,
  filter: Omit<TenantMessageFilter, 'top'>,
): Promise<Collected<string[]>> {
  const known = new Map<string, string | undefined>();
  return collectRows({ now }, BOUNDS, async (cursor, room) => {
    const top = Math.min(MESSAGES_EXPORT_PAGE, room);
    const found = await messages.listOfTenant(hostTenantId, { ...filter, top, ...(cursor && { cursor }) });
    const ids = found.messages.map(({ sender }) => sender?.hostObjectId);
    await readMailboxes({ senders }, hostTenantId, ids, known);
    return { rows: found.messages.map((message) => rowOf(message, known)), cursor: found.cursor };
  });
}

function rowOf(message: Message, mailboxes: ReadonlyMap<string, string | undefined>): string[] {
  const { id, createdAt, updatedAt, status, sender, callerId, reference, recipientCount, attempts, error } = message;
  return [
    createdAt.toISOString(),
    updatedAt.toISOString(),
    status,
    sender?.hostObjectId ?? '',
    (sender && mailboxes.get(sender.hostObjectId)) ?? '',
    callerId,
    reference ?? '',
    String(recipientCount),
    String(attempts.length),
    error?.code ?? '',
    id,
  ];
}
