/**
 * Reads GUESTMAIL_RESOURCE_NAMES, the names that an organisation gives its resources itself: a JSON object by kind.
 */
import { Stop } from './stop.ts';
import { parseJson } from './parse-json.ts';

/** Those that this program looks something up by; absent where the name is derived. */
export interface ChosenNames {
  functionApp?: string;
  keyVault?: string;
}

/** Throws Stop for what is not a JSON object of texts. */
export function readChosenNames(settings: ReadonlyMap<string, string>): ChosenNames {
  const given = settings.get('GUESTMAIL_RESOURCE_NAMES') || '{}';
  const names = parseJson(given);
  const isObject = typeof names === 'object' && names !== null && !Array.isArray(names);
  if (isObject && Object.values(names).every((name) => typeof name === 'string' && name !== '')) return names;
  throw new Stop(`GUESTMAIL_RESOURCE_NAMES is not JSON like {"functionApp":"func-guestmail"}: ${given}`);
}
