/**
 * Reads a JSON file of an app whose content is an object.
 */
import { readFileSync } from 'node:fs';

/** Throws an Error of one sentence when it is missing, not JSON or no object. */
export function readJson(path: string): Record<string, unknown> {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read.`, { cause: error });
  }
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${path} is not JSON.`, { cause: error });
  }
  throw new Error(`${path} is not a JSON object.`);
}
