/**
 * CPU time per warm send of the app's process group and of the hand-written reference, in alternating rounds of one run.
 */
import { quantile, type Row } from './budget.ts';
import { readCpuMilliseconds } from './process-cpu.ts';
import { runLoad } from './run-load.ts';
import type { BenchApp } from './start-bench-app.ts';
import type { Reference } from './start-reference.ts';

/** Times the reference. */
const BUDGET_RATIO = 2;
const AT_ONCE = 20;

export interface CpuSizes {
  warmUp: number;
  sends: number;
  rounds: number;
}

/** The median of the rounds decides, because other load on the machine disturbs single rounds. */
export async function measureCpu(app: BenchApp, reference: Reference, sizes: CpuSizes): Promise<Row> {
  const what = `own CPU per warm send, user + system, ${AT_ONCE} at once`;
  const budget = `<= ${BUDGET_RATIO} times by hand`;
  const sides = [
    { processId: app.host.child.pid ?? 0, send: app.send, perSend: [] as number[] },
    { processId: reference.processId, send: reference.send, perSend: [] as number[] },
  ];
  const load = (send: typeof app.send, sends: number) =>
    runLoad({ senders: app.senders, sends, atOnce: AT_ONCE, send });
  for (const { send } of sides) await load(send, sizes.warmUp);
  for (let round = 0; round < sizes.rounds; round++) {
    for (const { processId, send, perSend } of sides) {
      const before = readCpuMilliseconds(processId);
      const { failed } = await load(send, sizes.sends);
      const after = readCpuMilliseconds(processId);
      if (before === undefined || after === undefined) return { what, measured: 'not measured: needs Linux', budget };
      if (failed > 0) throw new Error(`${failed} sends failed while CPU time was measured.`);
      perSend.push((after - before) / sizes.sends);
    }
  }
  const [own = 0, byHand = 0] = sides.map(({ perSend }) => quantile(perSend, 0.5));
  return {
    what,
    measured: `${own.toFixed(2)} ms (by hand without SDKs ${byHand.toFixed(2)} ms, ${(own / byHand).toFixed(2)} times)`,
    budget,
    holds: own / byHand <= BUDGET_RATIO,
  };
}
