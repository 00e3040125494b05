/**
 * Runs a timer function of the app now, and counts what it asks of each service until its log line is there.
 */
import { readCalls, subtractCalls, type Calls } from './count-calls.ts';
import type { BenchApp } from './start-bench-app.ts';

export interface TimerRun {
  calls: Calls;
  /** As the app wrote it. */
  line: string;
}

export async function runTimer({ stack, host }: BenchApp, name: 'refresh' | 'sweep'): Promise<TimerRun> {
  const before = readCalls(stack);
  // The host keeps a bounded number of lines, so a place among them says nothing.
  host.lines.length = 0;
  const answer = await fetch(`${new URL(host.url).origin}/admin/functions/${name}`, { method: 'POST', body: '{}' });
  if (answer.status !== 202) throw new Error(`The host answered ${answer.status} to a run of ${name}.`);
  const find = () => host.lines.find((line) => line.startsWith(`{"function":"${name}"`));
  let line = find();
  for (let attempt = 0; line === undefined; attempt++) {
    if (attempt === 600) throw new Error(`The timer ${name} left no line.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    line = find();
  }
  return { calls: subtractCalls(readCalls(stack), before), line };
}
