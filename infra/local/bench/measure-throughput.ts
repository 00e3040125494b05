/**
 * Sends per second with few and with many mailboxes; nothing may fail, although Graph takes four requests of one at a time.
 */
import type { Row } from './budget.ts';
import { runLoad } from './run-load.ts';
import type { BenchApp } from './start-bench-app.ts';

export interface ThroughputSizes {
  mailboxes: number[];
  sends: number;
}

const AT_ONCE_MAX = 40;

export async function measureThroughput(app: BenchApp, { mailboxes, sends }: ThroughputSizes): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of mailboxes) {
    const load = { senders: app.senders.slice(0, count), send: app.send };
    // One send each, so that keys are unwrapped before.
    await runLoad({ ...load, sends: count, atOnce: 4 });
    const { failed, milliseconds } = await runLoad({ ...load, sends, atOnce: Math.min(AT_ONCE_MAX, 20 + count) });
    rows.push({
      what: `sends per second, ${count} mailbox${count === 1 ? '' : 'es'}`,
      measured: `${((sends / milliseconds) * 1000).toFixed(0)} (${failed} of ${sends} failed)`,
      budget: 'none fails',
      holds: failed === 0,
    });
  }
  return rows;
}
