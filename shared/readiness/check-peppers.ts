/**
 * Every listed pepper: present, base64, long enough.
 */
import type { Check } from './check.ts';

export function checkPeppers(readPeppers: () => Promise<void>): Check {
  return {
    name: 'pepper',
    async run() {
      await readPeppers();
      return 'Every pepper is there and long enough.';
    },
    remedy: {
      who: 'operator',
      detail:
        'Every secret that TOKEN_PEPPER_NAME lists must be there, enabled and base64 of at least 32 bytes, and the identity needs the role Key Vault Secrets User: whoever operates the connector restores the secret; a new value makes every connection unreadable.',
    },
  };
}
