/**
 * A query of one table, page by page, to a bounded end.
 *
 * The service may give short or empty pages together with a continuation; they are followed up to a limit, and what is left
 * then is behind the cursor. Written here because every message reads its sender by a query, and the SDK's takes twice the CPU
 * time. It parses no columns: only keys and ETag are checked. Source: Azure Storage, "Query Entities", "Query timeout and
 * pagination".
 */
import { ConnectorError } from '../../errors.ts';
import type { HttpAnswer } from '../../http/http-request.ts';
import type { RunOperation } from './table-attempts.ts';
import type { TableConnection } from './table-connection.ts';
import { formatCursor, invalidCursor, parseCursor, type Continuation } from './table-cursor.ts';
import { readEntity } from './table-entity.ts';
import { failureOf, failureOfHttp, TableFailure, toConnectorError } from './table-failure.ts';
import { refuseRow, type Row } from './table-row.ts';

/** The service gives at most this many rows at once. */
const PAGE_ROWS_MAX = 1_000;
/** Requests for one list. */
const REQUESTS_MAX = 20;

export interface TableQuery {
  /** OData; every value in it comes from `odata`. */
  filter: string;
  /** Columns in addition to keys and ETag; absent: all. */
  select?: string[];
  top?: number;
  cursor?: string;
}

/** As `Table.query`. */
export async function queryTable(name: string, connection: TableConnection, query: TableQuery, run: RunOperation) {
  const { top, cursor } = query;
  const rows: Row[] = [];
  let continuation = cursor === undefined ? undefined : parseCursor(cursor);
  for (let requests = 0; requests < REQUESTS_MAX; requests++) {
    const pageRows = Math.min(top === undefined ? PAGE_ROWS_MAX : top - rows.length, PAGE_ROWS_MAX);
    const path = buildPath(name, query, pageRows, continuation);
    const page = await run({
      send: async (signal) => readPage(await connection.send({ method: 'GET', path }, signal)),
    }).catch((error: unknown) => {
      throw cursor !== undefined && requests === 0 && isInvalid(error) ? invalidCursor(error) : error;
    });
    for (const entity of page.entities) rows.push(checkRow(name, entity));
    continuation = page.continuation;
    if (!continuation || (top !== undefined && rows.length >= top)) break;
  }
  if (continuation && top === undefined)
    throw toConnectorError(new TableFailure('unavailable', 'more rows or pages than there may be'), name);
  return { rows, ...(continuation && { cursor: formatCursor(continuation) }) };
}

function buildPath(name: string, { filter, select }: TableQuery, top: number, continuation?: Continuation): string {
  const options = {
    $filter: filter,
    $top: String(top),
    ...(select && { $select: ['PartitionKey', 'RowKey', ...select].join(',') }),
    ...(continuation && { NextPartitionKey: continuation.nextPartitionKey }),
    ...(continuation?.nextRowKey !== undefined && { NextRowKey: continuation.nextRowKey }),
  };
  const pairs = Object.entries(options).map(([option, value]) => `${option}=${encodeURIComponent(value)}`);
  return `/${name}()?${pairs.join('&')}`;
}

/** @throws TableFailure */
function readPage(answer: HttpAnswer): { entities: Record<string, unknown>[]; continuation?: Continuation } {
  const { status, headers, body } = answer;
  if (status !== 200) {
    const failure = failureOfHttp(answer);
    // A query has no row to miss, so what is missing is the table, whatever the service calls that.
    throw failure.kind === 'missing' ? new TableFailure('table_missing', failure.message) : failure;
  }
  const entities = parseEntities(body.toString());
  if (!entities) throw new TableFailure('transient', 'a query was answered without a page');
  const nextPartitionKey = headers['x-ms-continuation-nextpartitionkey']?.toString();
  const nextRowKey = headers['x-ms-continuation-nextrowkey']?.toString();
  if (!nextPartitionKey) return { entities };
  return { entities, continuation: { nextPartitionKey, ...(nextRowKey && { nextRowKey }) } };
}

function parseEntities(body: string): Record<string, unknown>[] | undefined {
  try {
    const { value } = JSON.parse(body) as { value?: unknown };
    return Array.isArray(value) ? value.map(readEntity) : undefined;
  } catch {
    // No JSON, or rows that are no objects.
    return undefined;
  }
}

/** The service answers 400 to a continuation that it never gave. */
function isInvalid(error: unknown): boolean {
  return (
    error instanceof ConnectorError && error.cause instanceof Error && failureOf(error.cause.cause).kind === 'invalid'
  );
}

/** Narrows an entity. @throws ConnectorError `sealed_record_refused` */
export function checkRow(table: string, entity: Record<string, unknown>): Row {
  const { partitionKey, rowKey, etag } = entity;
  if (typeof partitionKey !== 'string') throw refuseRow(table, 'PartitionKey');
  if (typeof rowKey !== 'string') throw refuseRow(table, 'RowKey');
  if (typeof etag !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(etag)) throw refuseRow(table, 'odata.etag');
  return entity as Row;
}
