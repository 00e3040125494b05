/**
 * What a message costs that is kept and sent by itself, beside strict sends in alternating rounds of one run: how fast it is accepted, and
 * CPU time and calls from its acceptance to its end.
 *
 * Each half has a stack of its own, because the stand-in for storage slows down with every row; only in the second the host reads the
 * queue, so that acceptance is measured by itself.
 */
import { setTimeout } from 'node:timers/promises';
import { quantile, type Row } from './budget.ts';
import { readCalls, subtractCalls, type Calls } from './count-calls.ts';
import { readCpuMilliseconds } from './process-cpu.ts';
import { runLoad } from './run-load.ts';
import { startBenchApp, type BenchApp } from './start-bench-app.ts';

const CALLERS = 10;
/** A round of deliveries that takes longer has lost a message. */
const ROUND_MAX_MILLISECONDS = 120_000;
const LATER = { Prefer: 'respond-async' };
/** What waits has no budget of its own. */
const NONE = '-';

export interface WaitingSizes {
  sends: number;
  rounds: number;
}

export interface WaitingOptions extends WaitingSizes {
  appFolder: string;
  mailboxes: number;
}

/** Throws when a send or a delivery fails. */
export async function measureWaiting(options: WaitingOptions): Promise<Row[]> {
  const accepted = await measureIn({}, options, measureAcceptance);
  return [...accepted, ...(await measureIn(delivering, options, measureDelivery))];
}

const delivering = {
  'AzureWebJobs.deliver.Disabled': 'false',
  AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.2',
};

async function measureIn(
  environment: Record<string, string>,
  options: WaitingOptions,
  measure: (app: BenchApp, sizes: WaitingSizes) => Promise<Row[]>,
): Promise<Row[]> {
  const { appFolder, mailboxes } = options;
  const app = await startBenchApp({ mailboxes, appFolder, environment });
  try {
    return await measure(app, options);
  } finally {
    await app.close();
  }
}

async function load(app: BenchApp, sends: number, headers: Record<string, string>): Promise<number> {
  const send = (body: object) => app.send(body, headers);
  const expected = headers === LATER ? 202 : 200;
  const { milliseconds, failed } = await runLoad({ senders: app.senders, sends, atOnce: CALLERS, send, expected });
  if (failed > 0) throw new Error(`${failed} of ${sends} sends failed while waiting messages were measured.`);
  return milliseconds;
}

async function measureAcceptance(app: BenchApp, { sends, rounds }: WaitingSizes): Promise<Row[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const strict = await load(app, sends, {});
    times.push(strict / (await load(app, sends, LATER)));
  }
  const measured = quantile(times, 0.5);
  return [
    {
      what: `accepting with respond-async, ${CALLERS} callers`,
      measured: `${measured.toFixed(2)} times as many a second as strict sends`,
      budget: NONE,
    },
  ];
}

async function measureDelivery(app: BenchApp, { sends, rounds }: WaitingSizes): Promise<Row[]> {
  const processId = app.host.child.pid ?? 0;
  const isMeasured = readCpuMilliseconds(processId) !== undefined;
  const cpu = async (run: () => Promise<unknown>) => {
    const before = readCpuMilliseconds(processId) ?? 0;
    await run();
    return ((readCpuMilliseconds(processId) ?? 0) - before) / sends;
  };
  const drain = async () => {
    const already = app.stack.graph.messages().length;
    await load(app, sends, LATER);
    const endsAt = performance.now() + ROUND_MAX_MILLISECONDS;
    while (app.stack.graph.messages().length < already + sends) {
      if (performance.now() > endsAt) throw new Error('A message that was accepted has not been sent.');
      await setTimeout(50);
    }
  };
  await load(app, sends, {});
  const times: number[] = [];
  const calls: Calls[] = [];
  for (let round = 0; round < rounds; round++) {
    const strict = await cpu(() => load(app, sends, {}));
    const before = readCalls(app.stack);
    const waiting = await cpu(drain);
    calls.push(subtractCalls(readCalls(app.stack), before));
    times.push(waiting / strict);
  }
  const table = quantile(
    calls.map((one) => one.table / sends),
    0.5,
  );
  const measured = quantile(times, 0.5);
  return [
    {
      what: 'own CPU per message that is kept and sent',
      measured: isMeasured
        ? `${measured.toFixed(2)} times a strict send, ${table.toFixed(1)} table calls`
        : 'not measured: needs Linux',
      budget: NONE,
    },
  ];
}
