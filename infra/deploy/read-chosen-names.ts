/**
 * Reads GUESTMAIL_RESOURCE_NAMES, the names that an organisation gives its resources itself: a JSON object by kind.
 */
import { Stop } from './stop.ts';

/** Those that this program looks something up by; absent where the name is derived. */
export interface ChosenNames {
  functionApp?: string;
  keyVault?: string;
}

/** Throws Stop for what is not JSON. */
export function readChosenNames(settings: ReadonlyMap<string, string>): ChosenNames {
  const given = settings.get('GUESTMAIL_RESOURCE_NAMES') || '{}';
  try {
    return JSON.parse(given) as ChosenNames;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Stop(`GUESTMAIL_RESOURCE_NAMES is not JSON like {"functionApp":"func-guestmail"}: ${given}`);
  }
}
