/**
 * Counts what one send, warm and cold, and one run of each timer cost an idle installation: operations of storage and Key Vault, and bytes of the
 * app's own log line.
 *
 * COUNTED (../../cost/counted-work.ts) is what this found last; a test compares both.
 */
import type { WorkCounts } from '../../cost/counted-work.ts';
import type { Stack } from '../stack.ts';
import { readCalls, subtractCalls } from './count-calls.ts';
import { runTimer, type TimerRun } from './run-timer.ts';
import { seedSenders } from './seed-senders.ts';
import type { BenchApp } from './start-bench-app.ts';
import { buildSubmission } from './submission.ts';

const readWrites = ({ storage }: Stack): number =>
  Object.entries(storage.counts().table).reduce((sum, [method, count]) => sum + (method === 'GET' ? 0 : count), 0);

async function sendOnce({ stack, host, send }: BenchApp, sender: string): Promise<TimerRun> {
  const before = readCalls(stack);
  const seen = host.lines.length;
  const { status } = await send(buildSubmission(sender));
  if (status !== 200) throw new Error(`A send was answered ${status}.`);
  // The line may come after the answer.
  for (let attempt = 0; attempt < 200 && host.lines.length === seen; attempt++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return { calls: subtractCalls(readCalls(stack), before), line: host.lines[seen] ?? '' };
}

/** Of the second run of each, when what lasts is in memory. */
export async function countWork(app: BenchApp): Promise<WorkCounts> {
  const [sender] = app.senders;
  if (!sender) throw new Error('No sender is connected.');
  const unknown = await seedSenders(app, 2);
  const runs = {
    send: () => sendOnce(app, sender.objectId),
    coldSend: () => sendOnce(app, unknown.pop()?.objectId ?? ''),
    sweep: () => runTimer(app, 'sweep'),
    refresh: () => runTimer(app, 'refresh'),
  };
  const counts: Partial<WorkCounts> = {};
  for (const [name, run] of Object.entries(runs) as [keyof WorkCounts, () => ReturnType<typeof runTimer>][]) {
    await run();
    const writes = readWrites(app.stack);
    const { calls, line } = await run();
    const { table, queue, blob, keyVault } = calls;
    const tableWrites = readWrites(app.stack) - writes;
    counts[name] = { table, queue, blob, keyVault, tableWrites, logBytes: Buffer.byteLength(line) };
  }
  return counts as WorkCounts;
}
