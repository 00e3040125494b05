/**
 * Reads GUESTMAIL_STAY_OPEN, what a private network leaves open in this deployment: a JSON list.
 */
import { closables, type Closable } from './list-open.ts';
import { Stop } from './stop.ts';
import { parseJson } from './parse-json.ts';

export const STAY_OPEN = 'GUESTMAIL_STAY_OPEN';

/** Throws Stop for what is no list of them. */
export function readStayOpen(settings: ReadonlyMap<string, string>): Closable[] {
  const given = settings.get(STAY_OPEN) || '[]';
  const isClosable = (name: unknown): name is Closable => closables.some((one) => one === name);
  const names = parseJson(given);
  if (Array.isArray(names) && names.every(isClosable)) return names;
  throw new Stop(`${STAY_OPEN} is not a JSON list of ${closables.join(', ')}, like ["hostStorage"]: ${given}`);
}
