/**
 * Brings what mutation testing needs and nothing else does: 177 packages, by a lock file of their own, so that `npm ci` of the project
 * stays as it is. Vitest is the project's own, found in the folder above.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
/** Where Stryker's program and its runner of Vitest are. */
export const strykerProgram = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
export const vitestRunner = join(folder, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js');

/** Installs what is missing, or is of another version than the lock file says. @throws Error with one sentence */
export function installStryker(): void {
  if (isInstalled()) return;
  process.stdout.write('Fetching Stryker, once ...\n');
  // As one line for a shell, which finds npm.cmd on Windows too; it holds no values.
  const { status, error } = spawnSync('npm ci', { cwd: folder, stdio: 'inherit', shell: true, timeout: 600_000 });
  if (status !== 0) throw new Error(`Stryker could not be fetched: ${error?.message ?? 'see above'}.`);
}

function isInstalled(): boolean {
  const wanted = readVersions(join(folder, 'package-lock.json'));
  const present = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(present) || !existsSync(strykerProgram)) return false;
  const found = readVersions(present);
  return Object.entries(found).every(([path, version]) => wanted[path] === version);
}

function readVersions(lockFile: string): Record<string, string | undefined> {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Record<string, { version?: string }> };
  return Object.fromEntries(Object.entries(packages).map(([path, { version }]) => [path, version]));
}
