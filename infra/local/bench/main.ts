/**
 * `npm run bench`: measures every budget on the local stack and prints whether it holds; exit code 1 when one does not.
 *
 * `--quick` does the same with smaller numbers. Counts are exact on any machine; times mean something only on an
 * idle one, so its load is printed too.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../build/build-app.ts';
import { formatRows } from './budget.ts';
import { readLoadAverage } from './process-cpu.ts';
import { runMeasurements, type BenchSizes } from './run-measurements.ts';

const FULL: BenchSizes = {
  mailboxes: [1, 20, 200],
  // V8 goes on compiling for some thousands of sends.
  cpu: { warmUp: 4_000, sends: 300, rounds: 7 },
  cold: { sends: 500, rounds: 10 },
  waiting: { sends: 200, rounds: 7 },
  latencySends: 300,
  throughputSends: 800,
  profiledSends: 500,
  idleGrants: 100_000,
  leaving: 1_000,
  loads: 11,
  large: { bytes: 150_000_000, rounds: 3 },
};
const QUICK: BenchSizes = {
  mailboxes: [1, 20],
  cpu: { warmUp: 500, sends: 100, rounds: 3 },
  cold: { sends: 100, rounds: 5 },
  waiting: { sends: 100, rounds: 3 },
  latencySends: 50,
  throughputSends: 100,
  profiledSends: 100,
  idleGrants: 2_000,
  leaving: 100,
  loads: 3,
  large: { bytes: 150_000_000, rounds: 1 },
};

const say = (line: string) => process.stdout.write(`${line}\n`);
const sizes = process.argv.includes('--quick') ? QUICK : FULL;
const folder = await mkdtemp(join(tmpdir(), 'guestmail-bench-'));
try {
  say('Building the app ...');
  const appFolder = join(folder, 'app');
  const builtSizes = await buildApp(appFolder);
  const { rows, parts } = await runMeasurements({ folder, appFolder, builtSizes, sizes, say });
  say(`\n${formatRows(rows)}`);
  say('\nWhere the CPU time of a send goes, by sampling:');
  for (const { part, share } of parts) say(`${(100 * share).toFixed(1).padStart(6)} %  ${part}`);
  const failed = rows.filter(({ holds }) => holds === false).length;
  say(
    `\n${failed === 0 ? 'Every budget holds.' : `${failed} budgets do not hold.`} Load of the machine: ${readLoadAverage()}.`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
