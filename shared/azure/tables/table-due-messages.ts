/**
 * Finds the messages that are due from nothing but the index rows of the table `messages` up to now.
 *
 * It queries sixteen partitions, then reads each message by itself, so that its state is newer than its index row. A message that has
 * ended and left nothing but rows is not read: its index row lists them. An index row without a message, or with a time at which its
 * message is no longer due, is deleted by ETag. It changes no message.
 */
import { odata } from '@azure/data-tables';
import { ConnectorError, hasCode } from '../../errors.ts';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import {
  addressOfMessage,
  dueMessagesUntil,
  MESSAGE_PARTITIONS,
  parseDueMessageKeys,
} from '../../message-addresses.ts';
import type { DueMessage, MessageStore, OverMessage } from '../../outbox/message.ts';
import { parseOverRow } from './table-index-rows.ts';
import { readMessage } from './table-message-row.ts';
import { readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Requests of one list in flight at once. */
const REQUESTS_MAX = 8;

/** Creates `listDue` of the message store. */
export function createListDue(table: Table): MessageStore['listDue'] {
  async function listIndexRows(now: Date, top: number): Promise<Row[]> {
    const { from, below } = dueMessagesUntil(now);
    const rows: Row[] = [];
    await forEachConcurrently(MESSAGE_PARTITIONS, REQUESTS_MAX, async (partition) => {
      const range = odata`RowKey ge ${from} and RowKey lt ${below}`;
      const page = await table.query({ filter: `PartitionKey eq '${partition}' and ${range}`, select: ['rows'], top });
      rows.push(...page.rows);
    });
    // Row keys begin with the time, so this is the order in which they are due.
    return rows.sort((one, other) => (one.rowKey < other.rowKey ? -1 : 1)).slice(0, top);
  }

  async function readDue(index: Row): Promise<DueMessage | OverMessage | undefined> {
    const over = parseOverRow(table.name, index);
    if (over) return over;
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

  return async (now, top) => {
    const rows = await listIndexRows(now, top);
    const found = new Map<Row, DueMessage | OverMessage | ConnectorError>();
    await forEachConcurrently(rows, REQUESTS_MAX, async (row) => {
      const due = await readDue(row).catch(refusalOf);
      if (due) found.set(row, due);
    });
    const sound = readSound(
      rows.flatMap((row) => found.get(row) ?? []),
      (one) => {
        if (one instanceof ConnectorError) throw one;
        return one;
      },
    );
    return {
      due: sound.flatMap((one) => ('message' in one ? one : [])),
      over: sound.flatMap((one) => ('message' in one ? [] : one)),
    };
  };
}

/** A refused row is reported after the others; any other error ends the list. */
function refusalOf(error: unknown): ConnectorError {
  if (hasCode(error, 'sealed_record_refused')) return error;
  throw error;
}

function parseIndexRow(table: string, row: Row): { id: string; at: Date } {
  const due = parseDueMessageKeys(row);
  if (!due) throw refuseRow(table, 'RowKey');
  return due;
}
