/**
 * Reads the partition of a sender in the table `grants`: the grant, its tokens, and what is left of earlier ones, in one operation.
 *
 * Sealed tokens are most of what the service would send, and every message reads them. So they are kept, sealed as they are, and asked
 * for again only when the ETag of their row has changed; all else is read each time. It parses no column.
 */
import { createCache } from '../../cache.ts';
import { DATA_KEY_CACHE_ENTRIES_MAX, DATA_KEY_CACHE_SECONDS } from '../../limits.ts';
import { TOKENS_ROW_KEY_START } from '../../storage-addresses.ts';
import { odata } from './odata.ts';
import type { Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Every row with all of its columns. Throws as `Table.query`. */
export type ReadGrantRows = (partitionKey: string) => Promise<Row[]>;

/** All columns that table-grant-store.ts reads but for the sealed tokens. */
const clearColumns = [
  'status',
  'homeTenantId',
  'homeObjectId',
  'clientId',
  'generation',
  'userPrincipalName',
  'mailbox',
  'names',
  'namesProvenAt',
  'scopes',
  'connectedAt',
  'accountSince',
  'changedAt',
  'shownAs',
  'fencesUntil',
  'refreshDueAt',
  'refreshFailures',
  'problemCode',
  'problemUpstreamCode',
  'problemSince',
  'mailboxProblemCode',
  'mailboxProblemUpstreamCode',
  'mailboxProblemSince',
  'hostProblemCode',
  'hostProblemSince',
  'hostProvenAt',
  'refreshedAt',
  'erasedAt',
];

export function createReadGrantRows(table: Pick<Table, 'query'>, now: () => Date): ReadGrantRows {
  // As many and as long as the keys that open them.
  const limits = { entriesMax: DATA_KEY_CACHE_ENTRIES_MAX, lifetimeSeconds: DATA_KEY_CACHE_SECONDS };
  const kept = createCache<Row>({ ...limits, now });
  const isKept = (row: Row, known: Row) =>
    row.partitionKey === known.partitionKey && row.rowKey === known.rowKey && row.etag === known.etag;

  return async (partitionKey) => {
    const filter = odata`PartitionKey eq ${partitionKey}`;
    const known = kept.peek(partitionKey);
    if (known) {
      const { rows } = await table.query({ filter, select: clearColumns });
      if (rows.filter(isTokens).every((row) => isKept(row, known)))
        return rows.map((row) => (isTokens(row) ? known : row));
      kept.delete(partitionKey);
    }
    const { rows } = await table.query({ filter });
    const [tokens, ...others] = rows.filter(isTokens);
    if (tokens && others.length === 0) kept.set(partitionKey, tokens);
    return rows;
  };
}

function isTokens({ rowKey }: Row): boolean {
  return rowKey.startsWith(TOKENS_ROW_KEY_START);
}
