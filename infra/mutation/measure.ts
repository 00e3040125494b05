/**
 * Runs Stryker over one area and reads what it found. Everything it writes is below `.local/mutation/`: the sources with all mutants in
 * them while it runs, and the report of each area.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeRsaKeyPairs } from '../local/emulators/kit/rsa-key-pair.ts';
import type { Area } from './areas.ts';
import { strykerProgram, vitestRunner } from './install-stryker.ts';
import { mergeRetry, planRetries } from './retry-constants.ts';
import type { Report, ReportedMutant } from './score.ts';

const HOURS_MAX = 6;
const KEY_PAIRS = 8;
/** Of what an area printed, as much as a failure is explained with. */
const LINES_MAX = 40;

export interface HowToMeasure {
  /** How many mutants are tried at once. */
  concurrency: number;
  /** Every mutant, also where nothing has changed since the last run. */
  isAgain: boolean;
}

/** @throws Error that says what Stryker wrote when it did not end well */
export async function measure(root: string, area: Area, how: HowToMeasure): Promise<Report> {
  let report = await tryMutants(root, area, how);
  if (area.sample === undefined) return report;
  for (const constants of planRetries(area, report, (folder) => hasTests(join(root, folder))))
    report = mergeRetry(report, await tryMutants(root, constants, how));
  return report;
}

function hasTests(folder: string): boolean {
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.test.ts'))
  );
}

async function tryMutants(root: string, area: Area, how: HowToMeasure): Promise<Report> {
  const name = area.name === '.' ? 'shared' : area.name.replaceAll('/', '-');
  const folder = join(root, '.local/mutation');
  const [configuration, report] = [join(folder, `${name}.configuration.json`), join(folder, `${name}.json`)];
  mkdirSync(folder, { recursive: true });
  rmSync(report, { force: true });
  forgetUnnoticed(join(folder, `${name}.incremental.json`), area);
  writeFileSync(configuration, JSON.stringify(configure(area, { name, report, ...how }), null, 2));
  await run(root, area, configuration, await prepareKeyPairs(join(folder, 'key-pairs')));
  return JSON.parse(readFileSync(report, 'utf8')) as Report;
}

/** Stryker's configuration. */
function configure({ files, sample, needsStorage }: Area, of: HowToMeasure & { name: string; report: string }) {
  const { name, report, concurrency, isAgain } = of;
  return {
    mutate: files,
    testRunner: 'vitest',
    plugins: [vitestRunner, join(import.meta.dirname, 'ignore-causes.ts'), join(import.meta.dirname, 'take-sample.ts')],
    ignorers: ['causes', ...(sample === undefined ? [] : ['sample'])],
    vitest: { configFile: 'infra/mutation/vitest.config.ts' },
    coverageAnalysis: 'perTest',
    // What acts while a module loads needs every test, and a sample has too many for that, so there it is tried again with some.
    ignoreStatic: sample !== undefined,
    incremental: true,
    force: isAgain,
    incrementalFile: `.local/mutation/${name}.incremental.json`,
    concurrency,
    // Stryker would read it with TypeScript's programming interface, which version 7 has no more.
    tsconfigFile: 'absent.json',
    disableTypeChecks: false,
    // Each run takes new accounts of the Azurite that its process started, and that has a hundred pairs.
    ...(needsStorage && { maxTestRunnerReuse: 3 }),
    // A machine that does something else as well must not make a slow test a mutant that never ends.
    timeoutMS: 20_000,
    timeoutFactor: 3,
    tempDirName: `.local/mutation/sandbox-${name}`,
    cleanTempDir: 'always',
    ignorePatterns: ['dist', '.local', 'infra/local/pictures'],
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    allowConsoleColors: false,
  };
}

/**
 * Of what survived, and of what no test reached, Stryker sees neither that a test of the same name has changed nor, of a constant, which new tests
 * reach it. So it is tried again; a constant of a sample in its second pass alone.
 */
function forgetUnnoticed(file: string, { sample }: Area): void {
  if (!existsSync(file)) return;
  const earlier = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const isKept = ({ status, static: isConstant }: ReportedMutant) =>
    status === 'Survived' ? isConstant && sample !== undefined : status !== 'NoCoverage';
  const files = Object.entries(earlier.files).map(([path, of]) => [
    path,
    { ...of, mutants: of.mutants.filter(isKept) },
  ]);
  writeFileSync(file, JSON.stringify({ ...earlier, files: Object.fromEntries(files) as Report['files'] }));
}

/** RSA keys that all tests share: each mutant runs in a new process, and making one takes longer than most tests. */
async function prepareKeyPairs(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length < KEY_PAIRS) await writeRsaKeyPairs(folder, 2048, KEY_PAIRS);
  return folder;
}

/** Shows how far it is, one line every ten seconds. */
async function run(
  root: string,
  { name, tests, sample, needsStorage }: Area,
  configuration: string,
  keyPairs: string,
): Promise<void> {
  const stryker = spawn(process.execPath, [strykerProgram, 'run', configuration], {
    cwd: root,
    env: {
      ...process.env,
      MUTATION_TESTS: tests.join(','),
      ...(needsStorage && { MUTATION_STORAGE: 'true' }),
      ...(sample && { MUTATION_SAMPLE_EVERY: String(sample.oneIn), MUTATION_SAMPLE_DRAW: String(sample.draw) }),
      LOCAL_KEY_PAIRS: keyPairs,
      NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: HOURS_MAX * 3_600_000,
  });
  const lines: string[] = [];
  for (const stream of [stryker.stdout, stryker.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      const progress = /^Mutation testing (.+)$/.exec(line)?.[1];
      if (progress) process.stdout.write(`${name}: ${progress}\n`);
      else if (lines.push(line) > LINES_MAX) lines.shift();
    });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    stryker.on('error', reject).on('close', resolve);
  });
  if (exitCode !== 0) throw new Error(`Stryker ended with ${exitCode}:\n${lines.join('\n')}`);
}
