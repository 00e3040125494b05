/**
 * One table of Azure Table Storage, as the stores use it.
 *
 * Every write is an insert or names the ETag it replaces; every operation ends within STORAGE_TIMEOUT_MILLISECONDS with a result
 * or a ConnectorError (`conflict`, `storage_unavailable`, `storage_access_refused`). A missing table is created when it is
 * first met. A conflict that follows a lost answer is taken for our own write when the stored row equals it, column by
 * column. It knows no store: keys and columns are theirs.
 */
import { randomUUID } from 'node:crypto';
import { attempt, type RunOperation } from './table-attempts.ts';
import type { TableAction } from './table-batch.ts';
import { createTableClient, type TableClient } from './table-client.ts';
import type { TableConnection } from './table-connection.ts';
import type { Entity, Keys } from './table-entity.ts';
import { failureOf, toConnectorError, type TableFailureKind } from './table-failure.ts';
import { checkRow, queryTable, type TableQuery } from './table-query.ts';
import { refuseRow, type Row } from './table-row.ts';

export interface Table {
  name: string;
  read(partitionKey: string, rowKey: string): Promise<Row | undefined>;
  /** As `read`, with the time of the row's last write and of the answer, both by the service's clock. */
  readTimed(partitionKey: string, rowKey: string): Promise<{ row: Row; changedAt: Date; storageNow: Date } | undefined>;
  /**
   * Rows in key order: at most `top` and a `cursor` unless they were the last; without `top` every one, or an error.
   * @throws ConnectorError `invalid_request` for a cursor that is not ours.
   */
  query(query: TableQuery): Promise<{ rows: Row[]; cursor?: string }>;
  /** Returns the ETag. */
  insert(entity: Entity): Promise<string>;
  /** Returns the ETag. */
  replace(entity: Entity, etag: string): Promise<string>;
  /** Sets the columns and keeps all others; false when there is no such row. */
  merge(entity: Entity, etag: string): Promise<boolean>;
  /** False when the row is not there or not as read; after a lost answer also when it was ours. */
  remove(keys: Keys, etag: string): Promise<boolean>;
  /** All or none; the first action is the one by which a lost answer is made up for. Returns the ETags, its own first. */
  transact(actions: [TableAction, ...TableAction[]]): Promise<(string | undefined)[]>;
}

export function createTable(name: string, connection: TableConnection): Table {
  const client = createTableClient(name, connection);
  const run: RunOperation = (operation) =>
    attempt({ ...operation, createTable: client.createTable }).catch((error: unknown) => {
      throw toConnectorError(failureOf(error), name);
    });

  async function readTimed(partitionKey: string, rowKey: string) {
    const answer = await run({
      send: orUndefined(['missing'], (signal) => client.get({ partitionKey, rowKey }, signal)),
    });
    if (!answer) return undefined;
    const row = checkRow(name, answer.entity);
    if (row.partitionKey !== partitionKey) throw refuseRow(name, 'PartitionKey');
    if (row.rowKey !== rowKey) throw refuseRow(name, 'RowKey');
    return { row, changedAt: new Date(String(answer.entity['timestamp'])), storageNow: new Date(answer.date ?? '') };
  }

  /** A write of one row, known again after a lost answer by what stands there. */
  const write = (entity: Entity, send: (signal: AbortSignal) => Promise<string>): Promise<string> =>
    run({ send, recognize: (signal) => recognizeRow(client, entity, signal) });

  async function transact(actions: [TableAction, ...TableAction[]]): Promise<(string | undefined)[]> {
    const boundary = `batch_${randomUUID()}`;
    const [{ kind, entity }] = actions;
    return run({
      send: (signal) => client.transact(actions, boundary, signal),
      async recognize(signal) {
        if (kind === 'delete') return (await isGone(client, entity, signal)) ? [undefined] : undefined;
        const own = await recognizeRow(client, entity, signal);
        return own === undefined ? undefined : [own];
      },
    });
  }

  return {
    name,
    readTimed,
    read: async (partitionKey, rowKey) => (await readTimed(partitionKey, rowKey))?.row,
    query: (query) => queryTable(name, client, query, run),
    insert: (entity) => write(entity, (signal) => client.insert(entity, signal)),
    replace: (entity, etag) => write(entity, (signal) => client.update('replace', entity, etag, signal)),
    async merge(entity, etag) {
      const send = (signal: AbortSignal) => client.update('merge', entity, etag, signal);
      return (await run({ send: orUndefined(['missing'], send) })) !== undefined;
    },
    async remove(keys, etag) {
      const send = async (signal: AbortSignal) => {
        await client.remove(keys, etag, signal);
        return true;
      };
      return (await run({ send: orUndefined(['missing', 'conflict'], send) })) !== undefined;
    },
    transact,
  };
}

/** Turns the failures that mean "nothing there" to an operation into undefined. */
function orUndefined<Result>(kinds: TableFailureKind[], send: (signal: AbortSignal) => Promise<Result>) {
  return (signal: AbortSignal): Promise<Result | undefined> =>
    send(signal).catch((error: unknown) => {
      const failure = failureOf(error);
      if (kinds.includes(failure.kind)) return undefined;
      throw failure;
    });
}

async function isGone(client: TableClient, keys: Keys, signal: AbortSignal): Promise<boolean> {
  return (await orUndefined(['missing'], () => client.get(keys, signal))(signal)) === undefined;
}

/** The ETag of what stands there if it is what was written. */
async function recognizeRow(client: TableClient, entity: Entity, signal: AbortSignal): Promise<string | undefined> {
  const { entity: found } = await client.get(entity, signal);
  return isSame(entity, found) && typeof found['etag'] === 'string' ? found['etag'] : undefined;
}

const serviceColumns = new Set(['etag', 'timestamp', 'odata.metadata']);

/** Whether the stored row has exactly the columns of `written`, with the same values. */
function isSame(written: Entity, stored: Record<string, unknown>): boolean {
  const expected = Object.entries(written).filter(([, value]) => value !== undefined);
  const columns = Object.keys(stored).filter((column) => !serviceColumns.has(column));
  return columns.length === expected.length && expected.every(([column, value]) => isEqual(value, stored[column]));
}

function isEqual(written: unknown, stored: unknown): boolean {
  if (written instanceof Date) return stored instanceof Date && stored.getTime() === written.getTime();
  if (written instanceof Uint8Array) return stored instanceof Uint8Array && Buffer.from(written).equals(stored);
  return written === stored;
}
