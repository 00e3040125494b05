/**
 * What storage holds after a journey, read past the app: every row of a table, and the rows that are about one person.
 */
import type { App } from '../flow/app.ts';

export type Row = Record<string, unknown> & { PartitionKey: string; RowKey: string };

/** Tables in which a connection leaves something. */
const CONNECTION_TABLES = ['grants', 'keys', 'names', 'due'];

/** Every row; none where the table does not exist yet. */
export async function readRows({ stack }: App, table: string): Promise<Row[]> {
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
  const { access_token: token } = (await identity.json()) as { access_token: string };
  const response = await fetch(`${stack.storage.endpoints.table}/${table}()`, {
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json;odata=minimalmetadata',
      'x-ms-version': '2019-02-02',
      'x-ms-date': new Date().toUTCString(),
    },
  });
  if (response.status === 404) return [];
  if (!response.ok) throw new Error(`${table}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { value: Row[] }).value;
}

/** What a connection of this person left, ETags included: `table/row key`, then the row. */
export async function readConnection(app: App, key: string): Promise<Record<string, Row>> {
  const objectId = app.senderOf(key);
  const found: Record<string, Row> = {};
  for (const table of CONNECTION_TABLES)
    for (const row of await readRows(app, table))
      if (JSON.stringify(row).includes(objectId)) found[`${table}/${row.RowKey}`] = row;
  return found;
}
