/**
 * Finds the messages that are due from nothing but the index rows of the table `messages` up to now.
 *
 * It queries sixteen partitions, then reads each message by itself, so that its state is newer than its index row. A message that has
 * ended and left nothing but rows is not read: its index row lists them, and as many are listed as the queries bring. An index row without
 * a message, or with a time at which its message is no longer due, is deleted by ETag. It changes no message.
 */
import { ConnectorError, hasCode } from '../../errors.ts';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import {
  addressOfMessage,
  dueMessagesUntil,
  MESSAGE_PARTITIONS,
  parseDueMessageKeys,
} from '../../message-addresses.ts';
import type { DueMessage, MessageStore, OverMessage } from '../../outbox/message.ts';
import { odata } from './odata.ts';
import { parseOverRow } from './table-index-rows.ts';
import { readMessage } from './table-message-row.ts';
import { refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Requests of one list in flight at once. */
const REQUESTS_MAX = 8;

/** Creates `listDue` of the message store. */
export function createListDue(table: Table): MessageStore['listDue'] {
  /** Of every partition the first `top` after a place, as far as all of them were read. */
  async function listIndexRows(now: Date, top: number, after: string | undefined) {
    const { from, below } = dueMessagesUntil(now);
    const start = after === undefined ? odata`RowKey ge ${from}` : odata`RowKey gt ${after}`;
    const range = `${start} and ${odata`RowKey lt ${below}`}`;
    const rows: Row[] = [];
    const ends: string[] = [];
    await forEachConcurrently(MESSAGE_PARTITIONS, REQUESTS_MAX, async (partition) => {
      const page = await table.query({ filter: `PartitionKey eq '${partition}' and ${range}`, select: ['rows'], top });
      rows.push(...page.rows);
      const last = page.rows.at(-1);
      if (page.cursor !== undefined && last) ends.push(last.rowKey);
    });
    const [end] = ends.sort();
    // Row keys begin with the time, so this is the order in which they are due.
    rows.sort((one, other) => (one.rowKey < other.rowKey ? -1 : 1));
    return { rows: end === undefined ? rows : rows.filter(({ rowKey }) => rowKey <= end), isCut: end !== undefined };
  }

  async function readDue(index: Row): Promise<DueMessage | undefined> {
    const { id, at } = parseIndexRow(table.name, index);
    const { partitionKey, rowKey } = addressOfMessage(id).keys;
    const found = await table.readTimed(partitionKey, rowKey);
    const message = found && readMessage(table.name, found.row);
    if (!message || message.dueAt.getTime() !== at.getTime()) {
      await table.remove(index, index.etag);
      return undefined;
    }
    const { changedAt: writtenAt, storageNow } = found;
    if (Number.isNaN(writtenAt.getTime())) throw refuseRow(table.name, 'Timestamp');
    if (Number.isNaN(storageNow.getTime())) throw new ConnectorError('storage_unavailable');
    return { message, writtenAt, storageNow };
  }

  return async (now, top, after) => {
    const { rows, isCut } = await listIndexRows(now, top, after);
    const refusals: unknown[] = [];
    const refused = (error: unknown): undefined => {
      if (!hasCode(error, 'sealed_record_refused')) throw error;
      refusals.push(error);
    };
    const { over, open, last } = split(table.name, rows, top, refused);
    const found = new Map<Row, DueMessage>();
    await forEachConcurrently(open, REQUESTS_MAX, async (row) => {
      const due = await readDue(row).catch(refused);
      if (due) found.set(row, due);
    });
    const isMore = isCut || last !== rows.at(-1);
    return {
      due: open.flatMap((row) => found.get(row) ?? []),
      over,
      ...(refusals.length > 0 && { refusal: refusals[0] }),
      ...(isMore && last && { next: last.rowKey }),
    };
  };
}

/** What is over, and what has to be read; up to `last`, with which `top` are not over. */
function split(table: string, rows: readonly Row[], top: number, refused: (error: unknown) => undefined) {
  const over: OverMessage[] = [];
  const open: Row[] = [];
  let [last, left]: [Row | undefined, number] = [undefined, top];
  for (const row of rows) {
    if (left === 0) break;
    last = row;
    try {
      const ended = parseOverRow(table, row);
      if (ended) {
        over.push(ended);
        continue;
      }
      open.push(row);
    } catch (error) {
      refused(error);
    }
    left -= 1;
  }
  return { over, open, last };
}

function parseIndexRow(table: string, row: Row): { id: string; at: Date } {
  const due = parseDueMessageKeys(row);
  if (!due) throw refuseRow(table, 'RowKey');
  return due;
}
