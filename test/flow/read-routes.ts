/**
 * The table of routes, read in a process of its own: it comes with `@azure/functions`, and a test that starts a host in this process
 * could not give that host a core of its own any more.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { routes } from '../functions/routes.ts';

export async function readRoutes(): Promise<typeof routes> {
  const file = pathToFileURL(join(import.meta.dirname, '../functions/routes.ts')).href;
  const program = `const { routes } = await import('${file}'); console.log(JSON.stringify(routes)); process.exit(0);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout) as typeof routes;
}
