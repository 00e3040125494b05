/**
 * Finds the Bicep compiler of this machine: the variable BICEP, the PATH, the folders of `az bicep` and `azd`, the NuGet
 * cache. It only looks; fetch-compiler.mjs fetches. A candidate counts when it runs.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The version that wrote the committed snapshots. */
export const compilerVersion = '0.49.2';

const executable = process.platform === 'win32' ? 'bicep.exe' : 'bicep';
const platforms = { linux: 'linux', darwin: 'osx', win32: 'win' };

/** The NuGet package with the compiler for this platform. */
export const compilerPackage = `Azure.Bicep.CommandLine.${platforms[process.platform] ?? process.platform}-${process.arch}`;

/**
 * Finds the compiler in an environment.
 * @returns `{ path, from, version }`, or undefined when there is none.
 */
export function findCompiler(environment) {
  for (const [from, path] of candidates(environment)) {
    if (!path || !existsSync(path)) continue;
    if (from === 'NuGet') allowToRun(path);
    const answer = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 });
    const version = /Bicep CLI version (\S+)/.exec(answer.stdout ?? '')?.[1];
    if (version) return { path, from, version };
  }
  return undefined;
}

/** Where NuGet unpacks the compiler. */
export function nugetCompilerPath(environment) {
  const packages = environment.NUGET_PACKAGES || join(homedir(), '.nuget', 'packages');
  return join(packages, compilerPackage.toLowerCase(), compilerVersion, 'tools', executable);
}

function candidates(environment) {
  return [
    ['BICEP', environment.BICEP],
    ...(environment.PATH ?? '').split(delimiter).map((folder) => ['PATH', folder && join(folder, executable)]),
    ['az bicep', join(environment.AZURE_CONFIG_DIR || join(homedir(), '.azure'), 'bin', executable)],
    ['azd', join(environment.AZD_CONFIG_DIR || join(homedir(), '.azd'), 'bin', executable)],
    ['NuGet', nugetCompilerPath(environment)],
  ];
}

/** NuGet unpacks without the run bit. */
function allowToRun(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}
