/**
 * A query of one table, page by page, to a bounded end.
 *
 * The service may give short or empty pages together with a continuation; they are followed up to a limit, and what is left
 * then is behind the cursor. It parses no columns: only keys and ETag are checked.
 */
import { ConnectorError } from '../errors.ts';
import type { RunOperation } from './table-attempts.ts';
import type { TableClient } from './table-client.ts';
import { formatCursor, invalidCursor, parseCursor } from './table-cursor.ts';
import { failureOf, TableFailure, toConnectorError } from './table-failure.ts';
import { refuseRow, type Row } from './table-row.ts';

/** The service gives at most this many rows at once. */
const PAGE_ROWS_MAX = 1_000;
/** Requests for one list. */
const REQUESTS_MAX = 20;

export interface TableQuery {
  /** OData; every value in it comes from `odata`. */
  filter: string;
  /** Columns besides keys and ETag; absent: all. */
  select?: string[];
  top?: number;
  cursor?: string;
}

/** As `Table.query`. */
export async function queryTable(name: string, client: TableClient, query: TableQuery, run: RunOperation) {
  const { filter, select, top, cursor } = query;
  const rows: Row[] = [];
  let continuation = cursor === undefined ? undefined : parseCursor(cursor);
  const columns = select && ['PartitionKey', 'RowKey', ...select];
  for (let requests = 0; requests < REQUESTS_MAX; requests++) {
    const pageTop = Math.min(top === undefined ? PAGE_ROWS_MAX : top - rows.length, PAGE_ROWS_MAX);
    const page = await run({
      send: (signal) => client.listPage({ filter, select: columns, top: pageTop, continuation }, signal),
    }).catch((error: unknown) => {
      throw cursor !== undefined && requests === 0 && isInvalid(error) ? invalidCursor(error) : error;
    });
    for (const entity of page.entities) rows.push(checkRow(name, entity));
    continuation = page.continuation;
    if (!continuation || rows.length === top) break;
  }
  if (continuation && top === undefined)
    throw toConnectorError(new TableFailure('unavailable', 'more rows or pages than there may be'), name);
  return { rows, ...(continuation && { cursor: formatCursor(continuation) }) };
}

/** The service answers 400 to a continuation that it never gave. */
function isInvalid(error: unknown): boolean {
  return (
    error instanceof ConnectorError && error.cause instanceof Error && failureOf(error.cause.cause).kind === 'invalid'
  );
}

/** Narrows what the service gave. @throws ConnectorError `sealed_record_refused` */
export function checkRow(table: string, entity: Record<string, unknown>): Row {
  const { partitionKey, rowKey, etag } = entity;
  if (typeof partitionKey !== 'string') throw refuseRow(table, 'PartitionKey');
  if (typeof rowKey !== 'string') throw refuseRow(table, 'RowKey');
  if (typeof etag !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(etag)) throw refuseRow(table, 'odata.etag');
  return { ...entity, partitionKey, rowKey, etag };
}
