/**
 * Runs seeds one after another, and tells of one that breaks a rule everything that happened, and how to see it again.
 */
import type { ProtectionName } from './mutations.ts';
import { simulate, type Simulated } from './simulate.ts';

export interface SeedsReport {
  seeds: number;
  steps: number;
  taken: number;
  takenByDraft: number;
  excused: number;
  /** Seeds that broke a rule. */
  failed: number[];
}

/** Stops after the first `failuresMax` that break a rule. */
export async function runSeeds(
  from: number,
  count: number,
  { without = 'everything', failuresMax = 1 }: { without?: ProtectionName; failuresMax?: number } = {},
): Promise<SeedsReport> {
  const report: SeedsReport = { seeds: 0, steps: 0, taken: 0, takenByDraft: 0, excused: 0, failed: [] };
  for (let seed = from; seed < from + count && report.failed.length < failuresMax; seed++) {
    const simulated = await simulate(seed, { without });
    report.seeds += 1;
    report.steps += simulated.steps;
    report.taken += simulated.taken;
    report.takenByDraft += simulated.takenByDraft;
    report.excused += simulated.excused;
    if (simulated.problems.length > 0) report.failed.push(seed);
  }
  return report;
}

/** The history of a seed, one line a step, what is wrong at its end, and the command that shows it again. */
export async function tellSeed(seed: number, without: ProtectionName = 'everything'): Promise<string> {
  const { history, problems } = await simulate(seed, { without, isHistoryKept: true });
  return [...history, '', ...problems.map(shorten), commandOf(seed, without)].join('\n');
}

/** Ends in what is left to say when no rule was broken. */
export function commandOf(seed: number, without: ProtectionName = 'everything'): string {
  const protection = without === 'everything' ? '' : ` --without '${without}'`;
  return `npm run simulate -- --seed ${seed}${protection}`;
}

const shorten = (problem: Simulated['problems'][number]) => `BROKEN: ${problem}`;
