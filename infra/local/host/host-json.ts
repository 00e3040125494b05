/**
 * host.json as the configuration of Azure's host has it: by path, whatever the case of its names; an app setting
 * `AzureFunctionsJobHost__path__to__setting` stands for `path.to.setting` and wins over the file.
 *
 * Knows no setting. Source: "Override host.json values" of Microsoft's host.json reference.
 */
import { join } from 'node:path';
import { readJson } from './read-json.ts';

/** Readers throw an Error of one sentence for a value that they cannot use. `path`: as in `extensions.http.routePrefix`. */
export interface HostJson {
  text(path: string, fallback: string): string;
  /** A number, or its digits. */
  integer(path: string, range: { fallback: number; min: number; max: number }): number;
}

/** Throws an Error of one sentence when the file is missing or not JSON. */
export function readHostJson(
  appDirectory: string,
  environment: Readonly<Record<string, string | undefined>>,
): HostJson {
  const values = new Map<string, unknown>();
  flatten(readJson(join(appDirectory, 'host.json')), '', values);
  for (const [name, value] of Object.entries(environment)) {
    const [, path] = /^AzureFunctionsJobHost__(.+)$/i.exec(name) ?? [];
    if (path && value) values.set(path.replaceAll('__', '.').toLowerCase(), value);
  }
  return {
    text(path, fallback) {
      const value = values.get(path.toLowerCase()) ?? fallback;
      if (typeof value !== 'string') throw new Error(`host.json: ${path} must be a string.`);
      return value;
    },
    integer(path, { fallback, min, max }) {
      const given = values.get(path.toLowerCase()) ?? fallback;
      const value = typeof given === 'string' && /^-?\d{1,10}$/.test(given) ? Number(given) : given;
      if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
        throw new Error(`host.json: ${path} must be a whole number from ${min} to ${max}.`);
      return value;
    },
  };
}

/** Lists are no settings of this host. */
function flatten(value: unknown, path: string, values: Map<string, unknown>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return void values.set(path, value);
  for (const [name, member] of Object.entries(value))
    flatten(member, `${path}${path && '.'}${name.toLowerCase()}`, values);
}
