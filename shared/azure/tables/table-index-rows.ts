/**
 * The index rows of a message in the table `messages`: which there are, and what a change of the message changes in them.
 *
 * Columns: callerId, in those by sender, application, reference and host tenant; `rows` in the row that says when it is due, once the message has ended
 * and has neither content nor a draft: the row keys of everything that is left of it (JSON), so that it is deleted without being read. Others have none.
 * Keys: message-addresses.ts. Nothing here reads or writes a table.
 */
import {
  addressOfChanged,
  addressOfDueMessage,
  addressOfIndexed,
  addressOfMessage,
  parseChangedKeys,
  parseDueMessageKeys,
  parseIndexedKeys,
  parseMessageKeys,
  type MessageIndex,
} from '../../message-addresses.ts';
import { messageStates } from '../../outbox/message-state.ts';
import type { Message, OverMessage } from '../../outbox/message.ts';
import type { TableAction } from './table-batch.ts';
import type { Entity } from './table-entity.ts';
import { arrayOf, createRowReader, refuseRow, type Row } from './table-row.ts';

/** More than a message has: itself, when it is due, four indexes and its last change. */
const ROWS_MAX = 10;

/** That of the due message first. */
export function buildIndexRows(message: Message): [Entity, ...Entity[]] {
  const { id, status, callerId, changedAt, content, draft } = message;
  const due = addressOfDueMessage(message).keys;
  const others: Entity[] = indexesOf(message).map((index) => ({ ...addressOfIndexed(index, message).keys, callerId }));
  if (changedAt) others.push(addressOfChanged({ ...message, changedAt }).keys);
  if (!messageStates[status].isTerminal || content || draft) return [due, ...others];
  const rows = [addressOfMessage(id).keys, due, ...others].map(({ rowKey }) => rowKey);
  return [{ ...due, rows: JSON.stringify(rows) }, ...others];
}

function indexesOf({ hostTenantId, callerId, sender, reference }: Message): MessageIndex[] {
  const indexes: MessageIndex[] = [{ kind: 'caller', hostTenantId, callerId }];
  if (sender) indexes.unshift({ kind: 'sender', sender });
  if (reference !== undefined) indexes.push({ kind: 'reference', hostTenantId, callerId, reference });
  indexes.push({ kind: 'tenant', hostTenantId });
  return indexes;
}

/** Rows that stay as they are are not written, so that one that was deleted meanwhile, such as that of an erased sender, stays deleted. */
export function buildIndexChanges(message: Message, next: Message): TableAction[] {
  const before = new Map(buildIndexRows(message).map((row) => [row.rowKey, JSON.stringify(row)]));
  const after = buildIndexRows(next);
  const kept = new Set(after.map(({ rowKey }) => rowKey));
  const { partitionKey } = addressOfMessage(message.id).keys;
  return [
    ...[...before.keys()]
      .filter((rowKey) => !kept.has(rowKey))
      .map((rowKey): TableAction => ({ kind: 'delete', entity: { partitionKey, rowKey }, etag: '*' })),
    ...after
      .filter((row) => before.get(row.rowKey) !== JSON.stringify(row))
      .map((entity): TableAction => ({ kind: 'upsert', entity })),
  ];
}

/**
 * The message of which this index row lists all that is left; undefined while there is more to it. No row of another message is ever
 * among what it gives.
 * @throws ConnectorError `sealed_record_refused`
 */
export function parseOverRow(table: string, row: Row): OverMessage | undefined {
  const { json, optional } = createRowReader(table, row);
  const due = parseDueMessageKeys(row);
  if (!due) throw refuseRow(table, 'RowKey');
  const { partitionKey } = row;
  const isOwn = (rowKey: string) => idOf({ partitionKey, rowKey }) === due.id;
  const parse = arrayOf((rowKey) => (typeof rowKey === 'string' && isOwn(rowKey) ? rowKey : undefined));
  const rows = optional('rows', (column) => json(column, parse));
  if (!rows) return undefined;
  const needed = [row.rowKey, addressOfMessage(due.id).keys.rowKey];
  const isWhole = needed.every((rowKey) => rows.includes(rowKey)) && new Set(rows).size === rows.length;
  if (!isWhole || rows.length > ROWS_MAX) throw refuseRow(table, 'rows');
  return { id: due.id, rows };
}

function idOf(keys: { partitionKey: string; rowKey: string }): string | undefined {
  const parsed = parseDueMessageKeys(keys) ?? parseIndexedKeys(keys) ?? parseChangedKeys(keys);
  return parsed ? parsed.id : parseMessageKeys(keys);
}
