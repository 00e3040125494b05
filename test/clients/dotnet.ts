/**
 * Builds a program for .NET and talks to it line by line; or says, in one line that nobody overlooks, that there is no `dotnet` here.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { startLineProgram, type LineProgram } from './line-program.ts';

const root = join(import.meta.dirname, '../..');
/** In the folder of packages, so that neither git nor the formatter sees it. */
const artifacts = join(root, 'node_modules/.cache/dotnet');
const forDotnet = { DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', DOTNET_SKIP_FIRST_TIME_EXPERIENCE: '1' };

/** Of which the programs are. */
const SDK_MAJOR = 10;

/** Whether there is an SDK that can build them; `what` is left out where there is none. */
export function hasDotnet(what: string): boolean {
  const { status, stdout } = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8' });
  const majors = status === 0 ? [...stdout.matchAll(/^(\d+)\./gm)].map(([, major]) => Number(major)) : [];
  const isThere = majors.some((major) => major >= SDK_MAJOR);
  if (!isThere)
    process.stdout.write(
      `\n!!! LEFT OUT: ${what}. It needs "dotnet" on the PATH, with a .NET SDK ${SDK_MAJOR} or later.\n\n`,
    );
  return isThere;
}

/** `folder` has one project of its name. @throws Error with what the compiler said */
export async function startDotnet(folder: string, environment: Record<string, string>): Promise<LineProgram> {
  const name = basename(folder);
  await build(folder);
  return startLineProgram('dotnet', join(artifacts, 'bin', name, 'release', `${name}.dll`), {
    ...forDotnet,
    ...environment,
  });
}

async function build(folder: string): Promise<void> {
  const child = spawn(
    'dotnet',
    ['build', folder, '--configuration', 'Release', '--artifacts-path', artifacts, '--verbosity', 'quiet'],
    { env: { ...process.env, ...forDotnet }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`dotnet build ended with ${code}.\n${text}`);
}
