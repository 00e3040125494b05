/**
 * What the timers ask of storage when many grants are idle and few are due.
 *
 * Idle grants are rows of the table `due` that lie in the future, written straight into storage; to the timers they
 * look like a hundred thousand connected people.
 */
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:https';
import { buildBatch, type TableAction } from '../../../shared/azure/tables/table-batch.ts';
import type { Row } from './budget.ts';
import { post } from './post.ts';
import { runTimer } from './run-timer.ts';
import type { BenchApp } from './start-bench-app.ts';

const BATCH_ROWS = 100;
const BATCHES_AT_ONCE = 4;
const DUE = 10;

/** Writes `idle` rows first; they stay. */
export async function measureTimers(app: BenchApp, idle: number): Promise<Row[]> {
  const { calls: sweepBefore } = await runTimer(app, 'sweep');
  const inAMonth = new Date(Date.now() + 30 * 86_400_000);
  const hostTenantId = app.stack.directory.hostTenant.id;
  await writeDueRows(app, idle, () => ({ at: inAMonth, sender: `${hostTenantId}.${randomUUID()}` }));
  const { calls: refresh } = await runTimer(app, 'refresh');
  const { calls: sweep } = await runTimer(app, 'sweep');
  const yesterday = new Date(Date.now() - 86_400_000);
  const senders = app.senders.slice(0, DUE);
  await writeDueRows(app, senders.length, (index) => ({
    at: yesterday,
    sender: `${hostTenantId}.${senders[index]?.objectId}`,
  }));
  const { calls: withDue } = await runTimer(app, 'refresh');
  const perDue = (withDue.table - refresh.table) / senders.length;
  return [
    {
      what: `refresh with ${idle.toLocaleString('en')} idle grants`,
      measured: `${refresh.table} table calls, ${refresh.entra} Entra; ${perDue.toFixed(1)} table calls more for each one due`,
      budget: '1 page read, 1 note of the run',
      holds: refresh.table === 2 && refresh.entra === 0,
    },
    {
      what: `sweep with ${idle.toLocaleString('en')} idle grants`,
      measured: `${sweep.table} table calls; ${sweepBefore.table} without them`,
      budget: 'the same',
      holds: sweep.table <= sweepBefore.table,
    },
  ];
}

async function writeDueRows(
  { stack }: BenchApp,
  count: number,
  describe: (index: number) => { at: Date; sender: string },
): Promise<void> {
  const { endpoints, table } = stack.storage;
  const token = (table.requests.at(-1)?.headers.authorization ?? '').replace(/^Bearer /, '');
  const agent = new Agent({ keepAlive: true });
  const rows = Array.from({ length: count }, (_, index): TableAction => {
    const { at, sender } = describe(index);
    const rowKey = `${at.toISOString()}_${sender}_0000000001`;
    return { kind: 'upsert', entity: { partitionKey: 'refresh', rowKey } };
  });
  const writeNext = async (): Promise<void> => {
    for (let batch = rows.splice(-BATCH_ROWS); batch.length > 0; batch = rows.splice(-BATCH_ROWS)) {
      const boundary = `batch_${randomUUID()}`;
      const headers = { 'Content-Type': `multipart/mixed; boundary=${boundary}`, 'x-ms-version': '2019-02-02' };
      const body = buildBatch(`${endpoints.table}/due`, batch, boundary);
      const { status } = await post(`${endpoints.table}/$batch`, { agent, token, body, headers });
      if (status !== 202) throw new Error(`Storage answered ${status} to idle grants.`);
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, writeNext));
  agent.destroy();
}
