/**
 * Simulates the outbox by seeds, on every core: `npm run simulate`. Of the first seed that breaks a rule it prints the whole history.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { protections, type ProtectionName } from './mutations.ts';
import { commandOf, runSeeds, tellSeed, type SeedsReport } from './run-seeds.ts';

interface Share {
  from: number;
  count: number;
  without: ProtectionName;
}

const SHARE_SEEDS = 500;
const FAILURES_TOLD_MAX = 20;
const print = (text: string) => process.stdout.write(`${text}\n`);

if (isMainThread) process.exitCode = await main();
else parentPort?.on('message', (share: Share) => void answer(share));

/** One share of a thread. */
async function answer({ from, count, without }: Share): Promise<void> {
  parentPort?.postMessage(await runSeeds(from, count, { without, failuresMax: FAILURES_TOLD_MAX }), []);
}

async function main(): Promise<number> {
  const options = { seeds: { type: 'string' }, seed: { type: 'string' }, without: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const { seeds, seed, without = 'everything' } = values;
  const [count, from] = [Number(seeds ?? (seed === undefined ? 10_000 : 1)), Number(seed ?? 1)];
  if (![count, from].every(Number.isSafeInteger) || !(without in protections)) {
    const names = Object.keys(protections).join("', '");
    process.stderr.write(`--seeds and --seed are whole numbers; --without is one of '${names}'.\n`);
    return 2;
  }
  const name = without as ProtectionName;
  if (count === 1) {
    const told = await tellSeed(from, name);
    print(told);
    return told.includes('BROKEN') ? 1 : 0;
  }
  return report(await simulateAll({ from, count, without: name }), name);
}

async function simulateAll({ from, count, without }: Share): Promise<SeedsReport> {
  const total: SeedsReport = { seeds: 0, steps: 0, taken: 0, takenByDraft: 0, excused: 0, failed: [] };
  const shares = Array.from({ length: Math.ceil(count / SHARE_SEEDS) }, (_, index): Share => {
    const done = index * SHARE_SEEDS;
    return { from: from + done, count: Math.min(SHARE_SEEDS, count - done), without };
  });
  const threads = Array.from({ length: Math.min(availableParallelism(), shares.length) }, () => workOff(shares, total));
  await Promise.all(threads);
  return total;
}

/** One thread takes share after share. */
function workOff(shares: Share[], total: SeedsReport): Promise<void> {
  const thread = new Worker(new URL(import.meta.url));
  return new Promise((resolve, reject) => {
    const next = () => {
      const share = total.failed.length < FAILURES_TOLD_MAX ? shares.shift() : undefined;
      if (share) return thread.postMessage(share, []);
      void thread.terminate();
      resolve();
    };
    thread.on('error', reject);
    thread.on('message', ({ seeds, steps, taken, takenByDraft, excused, failed }: SeedsReport) => {
      total.seeds += seeds;
      total.steps += steps;
      total.taken += taken;
      total.takenByDraft += takenByDraft;
      total.excused += excused;
      total.failed.push(...failed);
      next();
    });
    next();
  });
}

async function report(total: SeedsReport, without: ProtectionName): Promise<number> {
  const { seeds, steps, taken, takenByDraft, excused, failed } = total;
  const [first] = failed.sort((one, other) => one - other);
  if (first !== undefined) print(await tellSeed(first, without));
  for (const seed of failed) print(`breaks a rule: ${commandOf(seed, without)}`);
  print(`${seeds} seeds, ${steps} steps, ${taken} messages taken, ${takenByDraft} of them by a draft.`);
  print(`${failed.length} seeds that break a rule.`);
  print(`${excused} submissions left although they were answered with an error, and their rows say so.`);
  return first === undefined ? 0 : 1;
}
