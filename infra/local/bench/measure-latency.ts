/**
 * What the app adds to a bare call of Graph: sends and bare calls in turn, one at a time, in one run.
 */
import { Agent } from 'node:https';
import { quantile, type Row } from './budget.ts';
import { post } from './post.ts';
import type { BenchApp } from './start-bench-app.ts';
import { buildSubmission } from './submission.ts';

const BUDGETS = [
  { name: 'p50', part: 0.5, milliseconds: 10 },
  { name: 'p99', part: 0.99, milliseconds: 40 },
];

/** The difference of the two quantiles. */
export async function measureLatency(app: BenchApp, sends: number): Promise<Row[]> {
  const { graph } = app.stack;
  const agent = new Agent({ keepAlive: true });
  const through: number[] = [];
  const bare: number[] = [];
  for (let count = 0; count < sends; count++) {
    const { objectId } = app.senders[count % app.senders.length] ?? { objectId: '' };
    const submission = buildSubmission(objectId);
    through.push(await time(() => app.send(submission), 200));
    const token = (graph.requests.at(-1)?.headers.authorization ?? '').replace(/^Bearer /, '');
    const body = JSON.stringify({ message: submission.message });
    bare.push(await time(() => post(`${graph.baseUrl}/me/sendMail`, { agent, token, body }), 202));
  }
  agent.destroy();
  return BUDGETS.map(({ name, part, milliseconds }) => {
    const added = quantile(through, part) - quantile(bare, part);
    return {
      what: `latency added to a bare Graph call, ${name}`,
      measured: `${added.toFixed(1)} ms (${quantile(through, part).toFixed(1)} - ${quantile(bare, part).toFixed(1)})`,
      budget: `<= ${milliseconds} ms`,
      holds: added <= milliseconds,
    };
  });
}

async function time(call: () => Promise<{ status: number }>, expected: number): Promise<number> {
  const startedAt = performance.now();
  const { status } = await call();
  if (status !== expected) throw new Error(`A call was answered ${status}.`);
  return performance.now() - startedAt;
}
