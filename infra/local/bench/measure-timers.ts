/**
 * What the timers ask of storage when many grants are idle and few are due.
 *
 * Idle grants are rows of the table `due` that lie in the future, written straight into storage; to the timers they
 * look like a hundred thousand connected people.
 */
import { randomUUID } from 'node:crypto';
import type { Row } from './budget.ts';
import { runTimer } from './run-timer.ts';
import type { BenchApp } from './start-bench-app.ts';
import { writeRows } from './write-rows.ts';

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
  const rows = Array.from({ length: count }, (_, index) => {
    const { at, sender } = describe(index);
    return { partitionKey: 'refresh', rowKey: `${at.toISOString()}_${sender}_0000000001` };
  });
  await writeRows(stack, 'due', rows);
}
