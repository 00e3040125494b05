/**
 * A query of one table, page by page, to a bounded end.
 *
 * The service may give short or empty pages together with a continuation; they are followed up to a limit, and what is left
 * then is behind the cursor. It parses no columns: only keys and ETag are checked.
 */
import type { TableClient } from '@azure/data-tables';
import { ConnectorError } from '../errors.ts';
import type { RunOperation } from './table-attempts.ts';
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
  const queryOptions = { filter, ...(select && { select: ['PartitionKey', 'RowKey', ...select] }) };
  const rows: Row[] = [];
  let continuationToken = cursor === undefined ? undefined : parseCursor(cursor);
  for (let requests = 0; requests < REQUESTS_MAX; requests++) {
    const maxPageSize = Math.min(top === undefined ? PAGE_ROWS_MAX : top - rows.length, PAGE_ROWS_MAX);
    const settings = { maxPageSize, ...(continuationToken && { continuationToken }) };
    const page = await run({
      async send(abortSignal) {
        let isPage = false;
        const onResponse = ({ bodyAsText }: { bodyAsText?: string | null }) => {
          isPage = /"value"\s*:\s*\[/.test(bodyAsText ?? '');
        };
        const pages = client.listEntities({ queryOptions, abortSignal, onResponse }).byPage(settings);
        const { value } = await pages.next();
        // The SDK takes any answer without rows for a page without rows.
        if (!isPage) throw new TableFailure('transient', 'a query was answered without a page');
        return value;
      },
    }).catch((error: unknown) => {
      throw cursor !== undefined && requests === 0 && isInvalid(error) ? invalidCursor(error) : error;
    });
    for (const entity of page ?? []) rows.push(checkRow(name, entity));
    continuationToken = page?.continuationToken;
    if (!continuationToken || rows.length === top) break;
  }
  if (continuationToken && top === undefined)
    throw toConnectorError(new TableFailure('unavailable', 'more rows or pages than there may be'), name);
  return { rows, ...(continuationToken && { cursor: formatCursor(continuationToken) }) };
}

/** The service answers 400 to a continuation that it never gave. */
function isInvalid(error: unknown): boolean {
  return (
    error instanceof ConnectorError && error.cause instanceof Error && failureOf(error.cause.cause).kind === 'invalid'
  );
}

/** Narrows what the SDK gave. @throws ConnectorError `sealed_record_refused` */
export function checkRow(table: string, entity: Record<string, unknown>): Row {
  const { partitionKey, rowKey, etag } = entity;
  if (typeof partitionKey !== 'string') throw refuseRow(table, 'PartitionKey');
  if (typeof rowKey !== 'string') throw refuseRow(table, 'RowKey');
  if (typeof etag !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(etag)) throw refuseRow(table, 'odata.etag');
  return { ...entity, partitionKey, rowKey, etag };
}
