/**
 * The preferences in a body: without annotations, and the flag also as a text. What is no object stays as it is.
 */
import { isJsonObject } from './json-value.ts';
import { normaliseFlag } from './normalise-flag.ts';
import { isAnnotation } from './normalise-shape.ts';

export function normalisePrefer(given: unknown): unknown {
  if (!isJsonObject(given)) return given;
  const said = Object.entries(given).filter(([name]) => !isAnnotation(name));
  return Object.fromEntries(
    said.map(([name, value]) => [name, name === 'respondAsync' ? normaliseFlag(value) : value]),
  );
}
