/**
 * The managed identity gives a token. What the token may do, the checks of each resource find out.
 */
import type { Check } from './check.ts';

export function checkIdentity(readIdentityToken: () => Promise<void>): Check {
  return {
    name: 'identity',
    async run() {
      await readIdentityToken();
      return 'The managed identity gives tokens.';
    },
    remedy: {
      who: 'operator',
      detail:
        'The app has no managed identity, or AZURE_CLIENT_ID names another one: whoever operates the connector assigns the identity to the app and sets its client id.',
    },
  };
}
