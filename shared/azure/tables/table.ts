/**
 * One table of Azure Table Storage, as the stores use it.
 *
 * Every write is an insert or names the ETag it replaces; every operation ends within STORAGE_TIMEOUT_MILLISECONDS with a result
 * or a ConnectorError (`conflict`, `storage_unavailable`, `storage_access_refused`). A missing table is created when it is
 * first met. A conflict that follows a lost answer is taken for our own write when the stored row equals it, column by
 * column; what sets some columns and what deletes rows that others may delete one by one is not. It knows no store: keys and columns are theirs.
 */
import { randomUUID } from 'node:crypto';
import { attempt, type RunOperation } from './table-attempts.ts';
import { buildBatch, parseBatch, type TableAction } from './table-batch.ts';
import type { TableConnection } from './table-connection.ts';
import type { ColumnValue, Entity, Keys } from './table-entity.ts';
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
  /** Sets the columns and keeps all others. Returns the ETag; undefined when there is no such row. */
  merge(entity: Entity, etag: string): Promise<string | undefined>;
  /** False when the row is not there or not as read; after a lost answer also when it was ours. */
  remove(keys: Keys, etag: string): Promise<boolean>;
  /**
   * All or none; the first action is the one by which a lost answer is made up for. `areApart`: others may have done one without the rest, so
   * that it says nothing of them; then what was done all the same is a `conflict`. Returns the ETags, its own first.
   */
  transact(actions: [TableAction, ...TableAction[]], areApart?: boolean): Promise<(string | undefined)[]>;
}

type OpenClient = TableConnection['openClient'];

export function createTable(name: string, connection: TableConnection): Table {
  const { openClient, endpoint } = connection;
  const createMissing = async (abortSignal: AbortSignal) => (await openClient()).createTable({ abortSignal });
  const run: RunOperation = (operation) =>
    attempt({ ...operation, createTable: createMissing }).catch((error: unknown) => {
      throw toConnectorError(failureOf(error), name);
    });

  async function readTimed(partitionKey: string, rowKey: string) {
    const answer = await run({
      send: orUndefined(['missing'], (signal) => get(openClient, { partitionKey, rowKey }, signal)),
    });
    if (!answer) return undefined;
    const row = checkRow(name, answer.found);
    if (row.partitionKey !== partitionKey) throw refuseRow(name, 'PartitionKey');
    if (row.rowKey !== rowKey) throw refuseRow(name, 'RowKey');
    return { row, changedAt: new Date(answer.found.timestamp ?? ''), storageNow: new Date(answer.date ?? '') };
  }

  /** Writes one row; after a lost answer it recognises its write by what is stored. */
  async function write(
    entity: Entity,
    send: (abortSignal: AbortSignal) => Promise<{ etag?: string }>,
  ): Promise<string> {
    const recognize = (signal: AbortSignal) => recognizeRow(openClient, entity, signal);
    const { etag } = await run({ send, recognize });
    return etag ?? '';
  }

  async function transact(actions: [TableAction, ...TableAction[]], areApart = false): Promise<(string | undefined)[]> {
    const boundary = `batch_${randomUUID()}`;
    const body = buildBatch(`${endpoint}/${name}`, actions, boundary);
    const contentType = `multipart/mixed; boundary=${boundary}`;
    const request = { method: 'POST', path: '/$batch', contentType, body } as const;
    const [first] = actions;
    return run({
      send: async (signal) => parseBatch(await connection.send(request, signal), actions),
      async recognize(signal) {
        if (areApart) return undefined;
        if (first.kind === 'delete') return (await isGone(openClient, first.entity, signal)) ? [undefined] : undefined;
        const own = await recognizeRow(openClient, first.entity, signal);
        return own && [own.etag];
      },
    });
  }

  return {
    name,
    readTimed,
    read: async (partitionKey, rowKey) => (await readTimed(partitionKey, rowKey))?.row,
    query: (query) => queryTable(name, connection, query, run),
    insert: (entity) =>
      write(entity, async (abortSignal) => (await openClient()).createEntity(defined(entity), { abortSignal })),
    replace: (entity, etag) =>
      write(entity, async (abortSignal) =>
        (await openClient()).updateEntity(defined(entity), 'Replace', { etag, abortSignal }),
      ),
    async merge(entity, etag) {
      const send = async (abortSignal: AbortSignal) =>
        (await openClient()).updateEntity(defined(entity), 'Merge', { etag, abortSignal });
      const written = await run({ send: orUndefined(['missing'], send) });
      return written && (written.etag ?? '');
    },
    async remove({ partitionKey, rowKey }, etag) {
      const send = async (abortSignal: AbortSignal) =>
        (await openClient()).deleteEntity(partitionKey, rowKey, { etag, abortSignal });
      // Where any row will do, none is in the way but one that is gone.
      const kinds: TableFailureKind[] = etag === '*' ? ['missing'] : ['missing', 'conflict'];
      return (await run({ send: orUndefined(kinds, send) })) !== undefined;
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

/** The row and the answer's `Date`. */
async function get(openClient: OpenClient, { partitionKey, rowKey }: Keys, abortSignal: AbortSignal) {
  let date: string | undefined;
  const onResponse = ({ headers }: { headers: { get(name: string): string | undefined } }) => {
    date = headers.get('date');
  };
  const client = await openClient();
  return { found: await client.getEntity(partitionKey, rowKey, { abortSignal, onResponse }), date };
}

async function isGone(openClient: OpenClient, keys: Keys, signal: AbortSignal): Promise<boolean> {
  return (await orUndefined(['missing'], () => get(openClient, keys, signal))(signal)) === undefined;
}

async function recognizeRow(openClient: OpenClient, entity: Entity, signal: AbortSignal) {
  const { found } = await get(openClient, entity, signal);
  return isSame(entity, found) ? { etag: found.etag } : undefined;
}

/** The SDK writes a column that is undefined as null, which some services refuse, and all that lies behind a view of bytes. */
function defined(entity: Entity): Entity {
  const columns = Object.entries(entity).filter(([, value]) => value !== undefined);
  return Object.fromEntries(columns.map(([column, value]) => [column, asBuffer(value)])) as Entity;
}

function asBuffer(value: ColumnValue | undefined): ColumnValue | undefined {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

const serviceColumns = new Set(['etag', 'timestamp', 'odata.metadata']);

/** Whether the stored row has exactly the columns of `written`, with the same values. */
function isSame(written: Entity, stored: Record<string, unknown>): boolean {
  const expected = Object.entries(defined(written));
  const columns = Object.keys(stored).filter((column) => !serviceColumns.has(column));
  return columns.length === expected.length && expected.every(([column, value]) => isEqual(value, stored[column]));
}

function isEqual(written: unknown, stored: unknown): boolean {
  if (written instanceof Date) return stored instanceof Date && stored.getTime() === written.getTime();
  if (written instanceof Uint8Array) return stored instanceof Uint8Array && Buffer.from(written).equals(stored);
  return written === stored;
}
