/**
 * Reads the names of all functions from the trigger table, without running it: it would check settings and register triggers.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../../functions/index.ts');

/** As Azure lists them. Throws an Error when the table cannot be found. */
export async function readFunctionNames(): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  const [, routes = ''] = /^export const routes\b[^{]*\{$([^]*?)^\};$/m.exec(text) ?? [];
  const [, schedules = ''] = /^export const schedules = \{([^}]*)\};$/m.exec(text) ?? [];
  const names = [...routes.matchAll(/^ {2}(\w+): /gm), ...schedules.matchAll(/(\w+): '/g)].map(([, name = '']) => name);
  if (!routes || !schedules) throw new Error('functions/index.ts has no table of routes or schedules.');
  return names;
}
