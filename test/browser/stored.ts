/**
 * What storage holds after a journey, read past the app: every row of a table, and the rows that are about one person. Rows can
 * be spoilt past the app, too.
 */
import type { App } from '../flow/app.ts';

export type Row = Record<string, unknown> & { PartitionKey: string; RowKey: string };

/** Tables in which a connection leaves something. */
const CONNECTION_TABLES = ['grants', 'keys', 'names', 'due'];

/** Every row; none where the table does not exist yet. */
export async function readRows(app: App, table: string): Promise<Row[]> {
  const response = await askStorage(app, 'GET', `${table}()`);
  if (response.status === 404) return [];
  if (!response.ok) throw new Error(`${table}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { value: Row[] }).value;
}

/** Deletes a row, or changes some columns of it, as whoever may write the table could. */
export async function spoilRow(
  app: App,
  table: string,
  { PartitionKey, RowKey }: Row,
  columns?: Record<string, unknown>,
): Promise<void> {
  const path = `${table}(PartitionKey='${PartitionKey}',RowKey='${RowKey}')`;
  const response = await askStorage(app, columns ? 'MERGE' : 'DELETE', path, columns);
  if (!response.ok) throw new Error(`${table}: ${response.status} ${await response.text()}`);
}

/** An access token for storage, as the app gets it. */
export async function readStorageToken({ stack }: App): Promise<string> {
  const {
    IDENTITY_ENDPOINT: endpoint = '',
    IDENTITY_HEADER: header = '',
    AZURE_CLIENT_ID: id = '',
  } = stack.environment;
  const query = new URLSearchParams({
    'api-version': '2019-08-01',
    resource: 'https://storage.azure.com',
    client_id: id,
  });
  const identity = await fetch(`${endpoint}?${query}`, { headers: { 'X-IDENTITY-HEADER': header } });
  return ((await identity.json()) as { access_token: string }).access_token;
}

async function askStorage(app: App, method: string, path: string, body?: unknown): Promise<Response> {
  const token = await readStorageToken(app);
  return fetch(`${app.stack.storage.endpoints.table}/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json;odata=minimalmetadata',
      'x-ms-version': '2019-02-02',
      'x-ms-date': new Date().toUTCString(),
      ...(method !== 'GET' && { 'If-Match': '*' }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** What a connection of this person left, ETags included: `table/row key`, then the row. */
export async function readConnection(app: App, key: string): Promise<Record<string, Row>> {
  const objectId = app.senderOf(key);
  const found: Record<string, Row> = {};
  for (const table of CONNECTION_TABLES)
    for (const row of await readRows(app, table))
      // Who signed in last is no connection.
      if (row.RowKey !== 'account' && JSON.stringify(row).includes(objectId)) found[`${table}/${row.RowKey}`] = row;
  return found;
}
