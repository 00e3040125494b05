/**
 * What off-boarding a home tenant costs: time and table calls for each of its connections, through the operator's route.
 *
 * Its only checks are counts: no key and no grant of its people is left, and every message that waited to be sent as them is cancelled. It has
 * a stack of its own, because nobody of that home tenant can connect there afterwards. The settle time is waited for by the clock.
 */
import { Agent } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { OFF_BOARDING_SETTLE_SECONDS } from '../../../shared/configuration-limits.ts';
import type { OffBoardingReport } from '../../../shared/operations/off-board.ts';
import type { Row } from './budget.ts';
import { readCalls, subtractCalls } from './count-calls.ts';
import { post } from './post.ts';
import { openParts, seedSenders } from './seed-senders.ts';
import { startBenchApp, type BenchApp, type Sender } from './start-bench-app.ts';
import { buildSubmission } from './submission.ts';

/** Of them the others are made. */
const CONNECTED = 4;
const WAITING_SHARE = 0.1;
/** A run works for 20 seconds, so more of them are no progress. */
const RUNS_MAX = 100;
const PAGE = 100;

export interface OffBoardingOptions {
  appFolder: string;
  connections: number;
  /** Of the host process. */
  environment?: Record<string, string>;
  /** Lets the time pass after which nobody of the home tenant is still about to connect. */
  settle?(): Promise<unknown>;
}

const waitByTheClock = () => setTimeout((OFF_BOARDING_SETTLE_SECONDS + 1) * 1000);

/** Throws when the app refuses, or does not come to an end. */
export async function measureOffBoarding(options: OffBoardingOptions): Promise<Row> {
  const { appFolder, connections, environment = {}, settle = waitByTheClock } = options;
  const app = await startBenchApp({ mailboxes: CONNECTED, appFolder, environment });
  try {
    const seeded = await seedSenders(app, connections - CONNECTED);
    const waiting = await leaveWaiting(app, seeded.slice(0, Math.ceil(connections * WAITING_SHARE)));
    const { offBoard, readStatus, close } = await createOperator(app);
    const before = readCalls(app.stack);
    const startedAt = performance.now();
    const erased = await eraseAll(offBoard);
    const seconds = (performance.now() - startedAt) / 1000;
    const { table } = subtractCalls(readCalls(app.stack), before);
    await settle();
    const { isComplete } = await offBoard();
    const statuses = await Promise.all(waiting.map(readStatus));
    close();
    const cancelled = statuses.filter((status) => status === 'cancelled').length;
    const left = await countLeft(app);
    return {
      what: `off-boarding ${connections.toLocaleString('en')} connections`,
      measured: `${seconds.toFixed(1)} s, ${(table / connections).toFixed(1)} table calls each; ${erased} erased, ${cancelled} of ${waiting.length} messages cancelled, ${left.keys} keys and ${left.grants} grants left`,
      budget: 'all cancelled, nothing left',
      holds: isComplete && erased === connections && cancelled === waiting.length && left.keys + left.grants === 0,
    };
  } finally {
    await app.close();
  }
}

/** One message as each of them, which is to be sent in an hour; the ids. */
async function leaveWaiting({ send }: BenchApp, senders: readonly Sender[]): Promise<string[]> {
  const notBefore = new Date(Date.now() + 3_600_000).toISOString();
  const ids: string[] = [];
  for (const { objectId } of senders) {
    const { status, body } = await send({ ...buildSubmission(objectId), notBefore }, { Prefer: 'respond-async' });
    if (status !== 202) throw new Error(`A message for later was answered ${status}: ${body}`);
    ids.push((JSON.parse(body) as { id: string }).id);
  }
  return ids;
}

async function createOperator({ stack }: BenchApp) {
  const { callerToken, registrations, directory, publicUrl } = stack;
  const token = await callerToken(registrations.operator.clientId);
  const callers = await callerToken();
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify({ homeTenantId: homeTenantOf(stack) });
  return {
    async offBoard(): Promise<OffBoardingReport> {
      const url = `${publicUrl}/tenants/${directory.hostTenant.id}/off-boarding`;
      const answer = await post(url, { agent, token, body });
      if (answer.status !== 200) throw new Error(`Off-boarding was answered ${answer.status}: ${answer.body}`);
      return JSON.parse(answer.body) as OffBoardingReport;
    },
    async readStatus(id: string): Promise<string> {
      const answer = await fetch(`${publicUrl}/messages/${id}`, { headers: { Authorization: `Bearer ${callers}` } });
      return ((await answer.json()) as { status: string }).status;
    },
    close: () => agent.destroy(),
  };
}

/** Until a run finds nobody; how many were erased. */
async function eraseAll(offBoard: () => Promise<OffBoardingReport>): Promise<number> {
  let erased = 0;
  for (let run = 0; run < RUNS_MAX; run++) {
    const report = await offBoard();
    if (report.erased === 0) return erased;
    erased += report.erased;
  }
  throw new Error(`After ${RUNS_MAX} runs there is still somebody.`);
}

/** Rows of the people of the home tenant. The key of the operator's documents is of nobody there. */
async function countLeft({ stack }: BenchApp): Promise<{ keys: number; grants: number }> {
  const { stores } = openParts(stack);
  const hostTenantId = stack.directory.hostTenant.id;
  const homeTenantId = homeTenantOf(stack);
  let [keys, grants] = [0, 0];
  let cursor: string | undefined;
  do {
    const page = await stores.grants.list(hostTenantId, PAGE, cursor);
    grants += page.grants.filter((grant) => grant.homeTenantId === homeTenantId).length;
    ({ cursor } = { cursor: undefined, ...page });
  } while (cursor !== undefined);
  do {
    const page = await stores.dataKeys.list(PAGE, cursor);
    keys += page.rows.filter(({ sender }) => !/^[0-]+$/.test(sender.hostObjectId)).length;
    ({ cursor } = { cursor: undefined, ...page });
  } while (cursor !== undefined);
  return { keys, grants };
}

function homeTenantOf({ directory }: BenchApp['stack']): string {
  const { home } = directory.person('guest001');
  if (!('tenantId' in home)) throw new Error('guest001 has no home tenant.');
  return home.tenantId;
}
