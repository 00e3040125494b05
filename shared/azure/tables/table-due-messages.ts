/**
 * Finds the messages that are due from nothing but the index rows of the table `messages` up to now.
 *
 * It queries sixteen partitions, then reads each message by itself, so that its state is newer than its index row. An index
 * row without a message, or with a time at which its message is no longer due, is deleted by ETag. It changes no message.
 */
import { odata } from '@azure/data-tables';
import { ConnectorError, hasCode } from '../../errors.ts';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import type { MessageStore } from '../../outbox/message.ts';
import { afterTime, timePattern } from './table-keys.ts';
import { idPattern, keysOfMessage, readMessage } from './table-message-row.ts';
import { readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

const partitions = Array.from({ length: 16 }, (_, digit) => digit.toString(16));
/** Requests of one list in flight at once. */
const REQUESTS_MAX = 8;

type Due = Awaited<ReturnType<MessageStore['listDue']>>[number];

/** Creates `listDue` of the message store. */
export function createListDue(table: Table): MessageStore['listDue'] {
  async function listIndexRows(now: Date, top: number): Promise<Row[]> {
    const rows: Row[] = [];
    await forEachConcurrently(partitions, REQUESTS_MAX, async (partition) => {
      const range = odata`RowKey ge 'due_' and RowKey lt ${`due_${afterTime(now)}`}`;
      const page = await table.query({ filter: `PartitionKey eq '${partition}' and ${range}`, select: [], top });
      rows.push(...page.rows);
    });
    // Row keys begin with the time, so this is the order in which they are due.
    return rows.sort((one, other) => (one.rowKey < other.rowKey ? -1 : 1)).slice(0, top);
  }

  async function readDue(index: Row): Promise<Due | undefined> {
    const { id, at } = parseIndexRow(table.name, index);
    const { partitionKey, rowKey } = keysOfMessage(id);
    const found = await table.readTimed(partitionKey, rowKey);
    const message = found && readMessage(table.name, found.row);
    if (!message || message.dueAt.getTime() !== at.getTime()) {
      await table.remove(index, index.etag);
      return undefined;
    }
    const { changedAt, storageNow } = found;
    if (Number.isNaN(changedAt.getTime())) throw refuseRow(table.name, 'Timestamp');
    if (Number.isNaN(storageNow.getTime())) throw new ConnectorError('storage_unavailable');
    return { message, changedAt, storageNow };
  }

  return async (now, top) => {
    const rows = await listIndexRows(now, top);
    const found = new Map<Row, Due | ConnectorError>();
    await forEachConcurrently(rows, REQUESTS_MAX, async (row) => {
      const due = await readDue(row).catch(refusalOf);
      if (due) found.set(row, due);
    });
    return readSound(
      rows.flatMap((row) => found.get(row) ?? []),
      (due) => {
        if (due instanceof ConnectorError) throw due;
        return due;
      },
    );
  };
}

/** A refused row is reported after the others; any other error ends the list. */
function refusalOf(error: unknown): ConnectorError {
  if (hasCode(error, 'sealed_record_refused')) return error;
  throw error;
}

function parseIndexRow(table: string, { partitionKey, rowKey }: Row): { id: string; at: Date } {
  const [, at = '', id = '', ...rest] = rowKey.split('_');
  if (!timePattern.test(at) || !idPattern.test(id) || rest.length > 0 || id[0] !== partitionKey)
    throw refuseRow(table, 'RowKey');
  return { id, at: new Date(at) };
}
