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
  const [, queues = ''] = /^export const queues = \{([^}]*)\};$/m.exec(text) ?? [];
  if (!routes || !schedules || !queues)
    throw new Error('functions/index.ts has no table of routes, schedules or queues.');
  const names = [routes.matchAll(/^ {2}(\w+): /gm), schedules.matchAll(/(\w+): '/g), queues.matchAll(/(\w+): /g)];
  return names.flatMap((matches) => [...matches].map(([, name = '']) => name));
}
