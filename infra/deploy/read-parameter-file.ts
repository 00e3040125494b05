/**
 * Reads main.bicepparam: which variable of the environment gives which parameter of the template, and its default.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const parameterFile = join(import.meta.dirname, '..', 'main.bicepparam');

/** Parameter, variable and default of each line of main.bicepparam. */
export async function readParameterFile(): Promise<[parameter: string, variable: string, otherwise: string][]> {
  const text = await readFile(parameterFile, 'utf8');
  const lines = text.matchAll(/^param (\w+) = .*readEnvironmentVariable\('(\w+)', '([^']*)'\)/gm);
  return [...lines].map(([, parameter = '', variable = '', otherwise = '']) => [parameter, variable, otherwise]);
}
