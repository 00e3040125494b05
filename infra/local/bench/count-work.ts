/**
 * Counts what one send, warm, cold and by the queue, and one run of each timer cost an idle installation: operations of storage and Key Vault, and bytes of the
 * app's own log line.
 *
 * COUNTED (shared/activity/counted-work.ts) is what this found last; a test compares both.
 */
import type { Work, WorkCounts } from '../../../shared/activity/counted-work.ts';
import type { Stack } from '../stack.ts';
import { readCalls, settleCalls, subtractCalls } from './count-calls.ts';
import { runTimer, type TimerRun } from './run-timer.ts';
import { seedSenders } from './seed-senders.ts';
import type { BenchApp } from './start-bench-app.ts';
import { buildSubmission } from './submission.ts';

/** Of each, the first of which is not counted. */
const RUNS = 3;
/** The host takes an item, and deletes it. */
const HOST_OPERATIONS_OF_ITEM = 2;

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

/** A message that waits, from its acceptance to its delivery, which is run here as the host would. */
async function sendByQueue(app: BenchApp, sender: string): Promise<TimerRun> {
  const { stack, host, send } = app;
  const before = readCalls(stack);
  host.lines.length = 0;
  const { status, body } = await send(buildSubmission(sender), { Prefer: 'respond-async' });
  if (status !== 202) throw new Error(`A send for later was answered ${status}.`);
  const { id } = JSON.parse(body) as { id: string };
  const input = JSON.stringify({ input: JSON.stringify({ id }) });
  await fetch(`${new URL(host.url).origin}/admin/functions/deliver`, { method: 'POST', body: input });
  const linesOf = () => host.lines.filter((line) => line.startsWith('{"function":"') && line.includes(id));
  for (let attempt = 0; attempt < 200 && linesOf().length < 2; attempt++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const calls = subtractCalls(readCalls(stack), before);
  return { calls: { ...calls, queue: calls.queue + HOST_OPERATIONS_OF_ITEM }, line: linesOf().join('') };
}

/** Of the second run of each, or the third, when what lasts is in memory: the one in which nothing was done that comes once a minute. */
export async function countWork(app: BenchApp): Promise<WorkCounts> {
  const seeded = await seedSenders(app, 3 * RUNS);
  const takeUnknown = () => seeded.pop()?.objectId ?? '';
  /** Has sent once, so that no reading of the grant is relied on yet. */
  const known = await Promise.all(
    Array.from({ length: 2 * RUNS }, async () => {
      const objectId = takeUnknown();
      await sendOnce(app, objectId);
      return objectId;
    }),
  );
  const takeKnown = () => known.pop() ?? '';
  const runs = {
    send: () => sendOnce(app, takeKnown()),
    coldSend: () => sendOnce(app, takeUnknown()),
    queuedSend: () => sendByQueue(app, takeKnown()),
    sweep: () => runTimer(app, 'sweep'),
    refresh: () => runTimer(app, 'refresh'),
  };
  const counts: Partial<WorkCounts> = {};
  for (const [name, run] of Object.entries(runs) as [keyof WorkCounts, () => ReturnType<typeof runTimer>][]) {
    await run();
    const runsCounted: Work[] = [];
    for (let count = 1; count < RUNS; count++) {
      await settleCalls(app.stack);
      const writes = readWrites(app.stack);
      const { calls, line } = await run();
      const { table, queue, blob, keyVault } = calls;
      const tableWrites = readWrites(app.stack) - writes;
      runsCounted.push({ table, queue, blob, keyVault, tableWrites, logBytes: Buffer.byteLength(line) });
    }
    counts[name] = runsCounted.reduce((least, one) => (one.table < least.table ? one : least));
  }
  return counts as WorkCounts;
}
