/**
 * Writes rows straight into a table of the local storage, in transactions of a hundred where they share a partition: what an installation of years would have.
 */
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:https';
import { buildBatch } from '../../../shared/azure/tables/table-batch.ts';
import type { Entity } from '../../../shared/azure/tables/table-entity.ts';
import type { Stack } from '../stack.ts';
import { post } from './post.ts';

const BATCH_ROWS = 100;
const BATCHES_AT_ONCE = 8;
const VERSION = '2019-02-02';

/** With the token that the app used last. Rows of one partition after another, because a transaction has one. */
export async function writeRows({ storage }: Pick<Stack, 'storage'>, table: string, rows: Entity[]): Promise<void> {
  const { endpoints, table: requests } = storage;
  const token = (requests.requests.at(-1)?.headers.authorization ?? '').replace(/^Bearer /, '');
  const agent = new Agent({ keepAlive: true });
  const batches = [...Map.groupBy(rows, ({ partitionKey }) => partitionKey).values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / BATCH_ROWS) }, (_, at) =>
      own.slice(at * BATCH_ROWS, (at + 1) * BATCH_ROWS),
    ),
  );
  const writeNext = async (): Promise<void> => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const [only] = batch.length === 1 ? batch : [];
      const request = only ? insertOf(endpoints.table, table, only) : transactionOf(endpoints.table, table, batch);
      const { status } = await post(request.url, { agent, token, ...request });
      if (status !== 202 && status !== 204) throw new Error(`Storage answered ${status} to rows of ${table}.`);
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, writeNext));
  agent.destroy();
}

function transactionOf(endpoint: string, table: string, batch: readonly Entity[]) {
  const boundary = `batch_${randomUUID()}`;
  const headers = { 'Content-Type': `multipart/mixed; boundary=${boundary}`, 'x-ms-version': VERSION };
  const actions = batch.map((entity) => ({ kind: 'upsert' as const, entity }));
  return { url: `${endpoint}/$batch`, headers, body: buildBatch(`${endpoint}/${table}`, actions, boundary) };
}

/** Quicker than a transaction where each row has a partition of its own. */
function insertOf(endpoint: string, table: string, { partitionKey, rowKey, ...columns }: Entity) {
  const headers = { Prefer: 'return-no-content', Accept: 'application/json;odata=nometadata', 'x-ms-version': VERSION };
  const body = JSON.stringify({ PartitionKey: partitionKey, RowKey: rowKey, ...columns });
  return { url: `${endpoint}/${table}`, headers, body };
}
