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
import { writeCsv } from '../../shared/write-csv.ts';
import type { Connector } from '../compose.ts';
import type { ShownFile } from './console-page.ts';
import { readMailboxes } from './name-sender.ts';

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
  const name = `messages-${connector.now().toISOString().slice(0, 10)}${isCut ? '-incomplete' : ''}.csv`;
  const body = writeCsv([texts.columns, ...rows, ...last]);
  return { file: { name, contentType: 'text/csv; charset=utf-8', body }, count: rows.length };
}

async function readAll(
  { messages, senders, now }: Pick<Connector, 'messages' | 'senders' | 'now'>,
  hostTenantId: string,
  filter: Omit<TenantMessageFilter, 'top'>,
): Promise<{ rows: string[][]; isCut: boolean }> {
  const until = now().getTime() + CONSOLE_EXPORT_SECONDS * 1000;
  const known = new Map<string, string | undefined>();
  const rows: string[][] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MESSAGES_EXPORT_PAGES_MAX; page++) {
    const top = Math.min(MESSAGES_EXPORT_PAGE, CONSOLE_EXPORT_ROWS_MAX - rows.length);
    if (top <= 0 || now().getTime() >= until) break;
    const found = await messages.listOfTenant(hostTenantId, { ...filter, top, ...(cursor && { cursor }) });
    const ids = found.messages.map(({ sender }) => sender?.hostObjectId);
    await readMailboxes({ senders }, hostTenantId, ids, known);
    rows.push(...found.messages.map((message) => rowOf(message, known)));
    if (!found.cursor) return { rows, isCut: false };
    cursor = found.cursor;
  }
  return { rows, isCut: true };
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
