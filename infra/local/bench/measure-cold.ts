/**
 * What a send costs whose sender this process has not met: calls, and CPU time beside warm sends in alternating rounds of one run.
 */
import { quantile, type Row } from './budget.ts';
import { readCalls, settleCalls, subtractCalls, type Calls } from './count-calls.ts';
import { readCpuMilliseconds } from './process-cpu.ts';
import { runLoad } from './run-load.ts';
import { seedSenders } from './seed-senders.ts';
import type { BenchApp } from './start-bench-app.ts';

const KEY_VAULT_BUDGET = 0.02;
const CPU_BUDGET_TIMES = 1.3;
const AT_ONCE = 20;
/** As few people as this stay warm between the rounds, and are not at the limit of a mailbox. */
const WARM_MAILBOXES = 20;

/** A round sends once as each of `sends` people, and nobody comes twice. */
export interface ColdSizes {
  sends: number;
  rounds: number;
}

export interface ColdResult {
  rows: Row[];
  /** Of one send. */
  calls: Calls;
}

/** Throws when a send fails. */
export async function measureCold(app: BenchApp, { sends, rounds }: ColdSizes): Promise<ColdResult> {
  const processId = app.host.child.pid ?? 0;
  const mailboxes = sends * rounds;
  const cold = await seedSenders(app, mailboxes);
  const warm = app.senders.slice(0, WARM_MAILBOXES);
  const load = async (senders: BenchApp['senders']) => {
    const before = readCpuMilliseconds(processId);
    const { failed } = await runLoad({ senders, sends, atOnce: AT_ONCE, send: app.send });
    if (failed > 0) throw new Error(`${failed} sends failed while cold senders were measured.`);
    return ((readCpuMilliseconds(processId) ?? 0) - (before ?? 0)) / sends;
  };
  await load(warm);
  const warmCpu: number[] = [];
  const coldCpu: number[] = [];
  const total: Calls = { table: 0, queue: 0, blob: 0, keyVault: 0, entra: 0, graph: 0 };
  for (let round = 0; round < rounds; round++) {
    warmCpu.push(await load(warm));
    await settleCalls(app.stack);
    const before = readCalls(app.stack);
    coldCpu.push(await load(cold.slice(round * sends, (round + 1) * sends)));
    const counted = subtractCalls(readCalls(app.stack), before);
    for (const service of Object.keys(total) as (keyof Calls)[]) total[service] += counted[service];
  }
  const calls = { ...total };
  for (const service of Object.keys(calls) as (keyof Calls)[]) calls[service] /= mailboxes;
  const isMeasured = readCpuMilliseconds(processId) !== undefined;
  return { rows: [buildCallRow(calls, mailboxes), buildCpuRow(isMeasured, warmCpu, coldCpu)], calls };
}

function buildCallRow({ table, keyVault }: Calls, mailboxes: number): Row {
  return {
    what: `calls per send, ${mailboxes.toLocaleString('en')} mailboxes in turn`,
    measured: `${keyVault.toFixed(4)} Key Vault, ${table.toFixed(2)} table`,
    budget: `<= ${KEY_VAULT_BUDGET} Key Vault`,
    holds: keyVault <= KEY_VAULT_BUDGET,
  };
}

/** The median of the rounds' own ratios, because other load on the machine changes from round to round. */
function buildCpuRow(isMeasured: boolean, warm: readonly number[], cold: readonly number[]): Row {
  const what = `own CPU per send of a cold sender, ${AT_ONCE} at once`;
  const budget = `<= ${CPU_BUDGET_TIMES} x a warm one`;
  if (!isMeasured) return { what, measured: 'not measured: needs Linux', budget };
  const times = quantile(
    cold.map((one, round) => one / (warm[round] ?? one)),
    0.5,
  );
  const shown = [cold, warm].map((values) => quantile(values, 0.5).toFixed(2));
  return {
    what,
    measured: `${shown[0]} ms (a warm one ${shown[1]} ms, ${times.toFixed(2)} times)`,
    budget,
    holds: times <= CPU_BUDGET_TIMES,
  };
}
