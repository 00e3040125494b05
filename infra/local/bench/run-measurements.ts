/**
 * All measurements in order on one running app, a progress line before each.
 */
import type { BuiltSizes } from '../../build/build-app.ts';
import type { Row } from './budget.ts';
import { buildCostRow } from './compute-cost.ts';
import { buildMonthRows } from './build-month-rows.ts';
import { buildCallRows, countCalls } from './count-calls.ts';
import { countWork } from './count-work.ts';
import { measureBodies } from './measure-bodies.ts';
import { measureCold, type ColdSizes } from './measure-cold.ts';
import { measureCpu, type CpuSizes } from './measure-cpu.ts';
import { measureLarge, type LargeSizes } from './measure-large.ts';
import { measureLatency } from './measure-latency.ts';
import { measureLoad } from './measure-load.ts';
import { measureOffBoarding } from './measure-off-boarding.ts';
import { measureThroughput } from './measure-throughput.ts';
import { measureTimers } from './measure-timers.ts';
import { measureWaiting, type WaitingSizes } from './measure-waiting.ts';
import { profileParts } from './profile-parts.ts';
import { startBenchApp, type BenchApp } from './start-bench-app.ts';
import { startReference } from './start-reference.ts';

export interface BenchSizes {
  /** Ascending; the last one is how many people connect. */
  mailboxes: number[];
  cpu: CpuSizes;
  cold: ColdSizes;
  waiting: WaitingSizes;
  latencySends: number;
  throughputSends: number;
  profiledSends: number;
  idleGrants: number;
  /** Connections of a home tenant that is off-boarded. */
  leaving: number;
  loads: number;
  large: LargeSizes;
}

export interface MeasurementOptions {
  folder: string;
  /** Holds a built app. */
  appFolder: string;
  builtSizes: BuiltSizes;
  sizes: BenchSizes;
  say(line: string): void;
}

/** CPU time is measured with as many people as this, so that no mailbox is at its limit. */
const CPU_MAILBOXES = 20;

export interface Measurements {
  rows: Row[];
  parts: { part: string; share: number }[];
}

export async function runMeasurements(options: MeasurementOptions): Promise<Measurements> {
  const { appFolder, sizes, say } = options;
  const people = Math.max(...sizes.mailboxes);
  say(`Starting the stack and connecting ${people} people ...`);
  const app = await startBenchApp({ mailboxes: people, appFolder });
  try {
    return await measure(app, options);
  } finally {
    await app.close();
  }
}

async function measure(
  app: BenchApp,
  { folder, appFolder, builtSizes, sizes, say }: MeasurementOptions,
): Promise<Measurements> {
  const few: BenchApp = { ...app, senders: app.senders.slice(0, CPU_MAILBOXES) };
  say('Counting calls ...');
  const calls = await countCalls(app);
  const work = await countWork(app);
  say('Measuring CPU time beside the reference ...');
  const reference = await startReference(few);
  const cpu = await measureCpu(few, reference, sizes.cpu);
  await reference.close();
  say('Measuring latency beside bare calls ...');
  const latency = await measureLatency(few, sizes.latencySends);
  say('Sending as fast as it goes ...');
  const throughput = await measureThroughput(app, { mailboxes: sizes.mailboxes, sends: sizes.throughputSends });
  say('Accepting messages, and sending what was accepted ...');
  const waiting = await measureWaiting({ ...sizes.waiting, appFolder, mailboxes: CPU_MAILBOXES });
  say('Sampling where the time goes ...');
  const parts = await profileParts(few, { folder, sends: sizes.profiledSends });
  say('Starting again and again ...');
  const load = await measureLoad(few, { appFolder, builtSizes, folder, runs: sizes.loads });
  // Late, because the stand-in for storage slows down with every row.
  say(`Sending as ${(sizes.cold.sends * sizes.cold.rounds).toLocaleString('en')} people in turn ...`);
  const cold = await measureCold(app, sizes.cold);
  say(`Running the timers beside ${sizes.idleGrants.toLocaleString('en')} idle grants ...`);
  const timers = await measureTimers(app, sizes.idleGrants);
  say('Posting the largest bodies ...');
  const bodies = await measureBodies(app.stack, appFolder);
  say('Sending the largest messages ...');
  const large = await measureLarge({ ...sizes.large, appFolder });
  say(`Off-boarding a home tenant of ${sizes.leaving.toLocaleString('en')} connections ...`);
  const offBoarding = await measureOffBoarding({ appFolder, connections: sizes.leaving });
  const [byObjectId] = Object.values(calls);
  return {
    rows: [
      ...buildCallRows(calls),
      cpu,
      ...cold.rows,
      ...latency,
      ...throughput,
      ...waiting,
      ...large,
      ...bodies,
      ...timers,
      offBoarding,
      ...load,
      ...(byObjectId ? [buildCostRow('every one warm', byObjectId)] : []),
      buildCostRow('every one cold', cold.calls),
      ...buildMonthRows(work),
    ],
    parts,
  };
}
