/**
 * Runs one of the project's programs with the Node that the lock file brings, or says in one line why it cannot.
 *
 * Plain JavaScript without dependencies, because it must give its message on any Node, before anything is installed. Node 24
 * runs the TypeScript sources as they are, and so does Node 22.18.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const programs = {
  start: ['infra/local/programs/start.ts'],
  host: ['infra/local/programs/host.ts'],
  demo: ['infra/local/programs/demo.ts'],
  build: ['infra/build/build-app.ts'],
  bench: ['infra/local/bench/main.ts'],
  pictures: ['infra/local/programs/pictures.ts'],
  deploy: ['infra/deploy/main.ts', 'deploy'],
  teardown: ['infra/deploy/main.ts', 'teardown'],
  preflight: ['infra/preflight/main.ts'],
  test: ['node_modules/vitest/vitest.mjs', 'run'],
  'test:quick': ['node_modules/vitest/vitest.mjs', 'run', '--project', '!heavy'],
};

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const [name, ...rest] = process.argv.slice(2);
const program = Object.hasOwn(programs, name ?? '') ? programs[name] : undefined;
if (!program) stop(`Say which program to run: ${Object.keys(programs).join(', ')}.`);
if (!existsSync(join(root, 'node_modules', '@azure', 'functions')))
  stop('The packages are not installed: run "npm ci" first.');

const platform = process.platform === 'win32' ? 'win' : process.platform;
const bundled = join(
  root,
  'node_modules',
  `node-${platform}-${process.arch}`,
  'bin',
  platform === 'win' ? 'node.exe' : 'node',
);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const runsTypeScript = major > 22 || (major === 22 && minor >= 18);
if (!existsSync(bundled) && !runsTypeScript)
  stop(
    `This is Node ${process.versions.node}, and no Node 24 for ${process.platform}-${process.arch} came with the packages: ` +
      'install Node 24, or run "npm ci" without --omit=optional.',
  );

const [entry, ...given] = program;
const path = join(root, entry);
process.chdir(root);
if (runsTypeScript) {
  process.argv = [process.execPath, path, ...given, ...rest];
  await import(pathToFileURL(path).href);
} else {
  // Only when started directly with an older Node: npm scripts find the bundled one by themselves.
  const child = spawn(bundled, [path, ...given, ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => undefined);
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}
