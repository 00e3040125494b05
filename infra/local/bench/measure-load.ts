/**
 * Size of what a start and the first send load, and what a process costs until its first answer and until its first send: CPU time of the
 * whole process, beside that of an app that is nothing but `@azure/functions` with one route, built the same way. In turn, each time in a
 * fresh process.
 */
import { Agent } from 'node:http';
import { join } from 'node:path';
import { buildApp, sum, type BuiltSizes, type FileSizes } from '../../build/build-app.ts';
import type { Row } from './budget.ts';
import { post } from './post.ts';
import { readCpuMilliseconds } from './process-cpu.ts';
import type { BenchApp } from './start-bench-app.ts';
import { buildSubmission } from './submission.ts';

/** Of all that the first send has loaded. */
const BUNDLE_MAX_MEGABYTES = 1.2;
/** Times the first answer of the empty app. */
const FIRST_ANSWER_MAX_TIMES = 1.3;
const FIRST_SEND_MAX_TIMES = 2;
const EMPTY_APP = `import { app } from '@azure/functions';
app.http('health', { methods: ['GET'], authLevel: 'anonymous', handler: () => ({ status: 200 }) });`;

export interface LoadSizes {
  appFolder: string;
  builtSizes: BuiltSizes;
  /** For the empty app. */
  folder: string;
  runs: number;
}

/** Until then, in milliseconds of the clock and of CPU time. */
interface Moment {
  clock: number;
  cpu: number | undefined;
}

export async function measureLoad(app: BenchApp, { appFolder, builtSizes, folder, runs }: LoadSizes): Promise<Row[]> {
  const emptyFolder = join(folder, 'empty-app');
  const resolveDir = join(import.meta.dirname, '..', '..', '..');
  await buildApp(emptyFolder, { triggers: { stdin: { contents: EMPTY_APP, resolveDir } } });
  const empty: Moment[] = [];
  const answers: Moment[] = [];
  const sends: Moment[] = [];
  for (let run = 0; run < runs; run++) {
    const { answer, sent } = await startOnce(app, appFolder, true);
    answers.push(answer);
    if (sent) sends.push(sent);
    empty.push((await startOnce(app, emptyFolder, false)).answer);
  }
  return [
    ...buildSizeRows(builtSizes),
    buildLoadRow('first answer', answers, empty, FIRST_ANSWER_MAX_TIMES),
    buildLoadRow('first send', sends, empty, FIRST_SEND_MAX_TIMES),
  ];
}

/** By the mean, because the system counts CPU time in steps of 10 ms. */
export function buildLoadRow(what: string, own: readonly Moment[], empty: readonly Moment[], maxTimes: number): Row {
  const budget = `<= ${maxTimes} times`;
  const ratio = mean(own, 'cpu') / mean(empty, 'cpu');
  if (Number.isNaN(ratio)) return { what: `start to ${what}`, measured: 'not measured: needs Linux', budget };
  const say = (of: readonly Moment[]) => `${mean(of, 'cpu').toFixed(0)} ms CPU, ${mean(of, 'clock').toFixed(0)} ms`;
  return {
    what: `start to ${what}, CPU time of the process beside an empty app's first answer`,
    measured: `${ratio.toFixed(2)} times (${say(own)}; ${say(empty)})`,
    budget,
    holds: ratio <= maxTimes,
  };
}

function mean(moments: readonly Moment[], part: keyof Moment): number {
  return moments.reduce((total, moment) => total + (moment[part] ?? NaN), 0) / moments.length;
}

/** The size of every file counts once: with what a start or the first send loads, or beside it. */
export function buildSizeRows({ start, send, ...others }: BuiltSizes): Row[] {
  const [startMegabytes, allMegabytes] = [sum(start) / 1_000_000, (sum(start) + sum(send)) / 1_000_000];
  return [
    {
      what: `bundle: what a start loads (${listFiles(start)}), and then the first send (${listFiles(send)})`,
      measured: `${startMegabytes.toFixed(2)} MB, ${allMegabytes.toFixed(2)} MB with the first send`,
      budget: `<= ${BUNDLE_MAX_MEGABYTES} MB`,
      holds: allMegabytes <= BUNDLE_MAX_MEGABYTES,
    },
    {
      what: 'files beside it, each loaded at its first use',
      measured: Object.values(others)
        .flatMap((sizes: FileSizes) => Object.entries(sizes))
        .map(([file, size]) => `${file} ${(size / 1000).toFixed(0)} KB`)
        .join(', '),
      budget: '-',
    },
  ];
}

function listFiles(sizes: FileSizes): string {
  return Object.keys(sizes).join(', ');
}

/** A fresh process, up to its first answer and, where it can send, to its first send. */
async function startOnce(
  app: BenchApp,
  appFolder: string,
  canSend: boolean,
): Promise<{ answer: Moment; sent?: Moment }> {
  const token = await app.stack.callerToken();
  const startedAt = performance.now();
  const host = await app.startInstance(appFolder);
  const now = (): Moment => ({ clock: performance.now() - startedAt, cpu: readCpuMilliseconds(host.child.pid ?? 0) });
  const agent = new Agent();
  try {
    const { status } = await fetch(`${host.url}/health`);
    const answer = now();
    if (status !== 200) throw new Error(`A fresh process answered ${status}.`);
    if (!canSend) return { answer };
    const body = JSON.stringify(buildSubmission(app.senders[0]?.objectId ?? ''));
    const sending = await post(`${host.url}/send`, { agent, token, body, headers: { Prefer: 'handling=strict' } });
    if (sending.status !== 200) throw new Error(`The first send of a fresh process was answered ${sending.status}.`);
    return { answer, sent: now() };
  } finally {
    agent.destroy();
    await host.close();
  }
}
