/**
 * Runs one of the project's programs with the Node that the lock file brings, or says in one line why it cannot.
 *
 * Plain JavaScript without dependencies, because it must give its message on any Node, before anything is installed. `--help`
 * says what a program does; a word that it does not know ends with 2. Neither starts anything.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import * as tls from 'node:tls';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describeProgram, findFault, programs } from './programs.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function stop(sentence, exitCode = 1) {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCode);
}

const [name, ...rest] = process.argv.slice(2);
const program = Object.hasOwn(programs, name ?? '') ? programs[name] : undefined;
if (!program) stop(`Say which program to run: ${Object.keys(programs).join(', ')}.`);
if (rest.includes('--help')) {
  process.stdout.write(`${describeProgram(name)}\n`);
  process.exit(0);
}
const fault = findFault(name, rest);
if (fault) stop(fault, 2);
const { needsPackages = true, environment = {} } = program;
if (needsPackages && !existsSync(join(root, 'node_modules', '@azure', 'functions')))
  stop('The packages are not installed: run "npm ci" first.');

const platform = process.platform === 'win32' ? 'win' : process.platform;
const bundled = join(
  root,
  'node_modules',
  `node-${platform}-${process.arch}`,
  'bin',
  platform === 'win' ? 'node.exe' : 'node',
);
// Both are in Node 22.19, 24.5 and later: sources in TypeScript, and certificates that a running process comes to trust.
const isRecent = Boolean(process.features.typescript) && 'setDefaultCACertificates' in tls;
if (needsPackages && !existsSync(bundled) && !isRecent)
  stop(
    `This is Node ${process.versions.node}, and no Node 24 for ${process.platform}-${process.arch} came with the packages: ` +
      'install Node 24.5 or later, or run "npm ci" without --omit=optional.',
  );

const [entry, ...given] = program.entry;
const path = join(root, entry);
process.chdir(root);
for (const [setting, value] of Object.entries(environment)) process.env[setting] ??= value;
if (isRecent || !needsPackages) {
  process.argv = [process.execPath, path, ...given, ...rest];
  await import(pathToFileURL(path).href);
} else {
  // Only when started directly with an older Node: npm scripts find the bundled one by themselves.
  const child = spawn(bundled, [path, ...given, ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => undefined);
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}
