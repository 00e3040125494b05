/**
 * What the host tenant has granted to the app, as far as an app without permissions can see: whether it is there at all.
 *
 * A token of the app itself is issued only where the app has a service principal. The tenant-wide grant of the sign-in
 * permissions can be read by directory readers only; the check says so instead of guessing.
 */
import { hasCode } from '../errors.ts';
import type { Check } from './check.ts';

/** AADSTS7000229: no service principal in the tenant; 700016: the tenant does not know the app. */
const absent = new Set(['AADSTS7000229', 'AADSTS700016']);
const unseen =
  'Whether openid, profile and offline_access are granted in the host tenant for everybody cannot be seen without further permissions; if a sign-in asks for approval, an administrator of the host tenant grants them.';

/** `proveClient` throws as the token client. */
export function checkHostGrant(proveClient: () => Promise<void>): Check {
  return {
    name: 'host-grant',
    async run() {
      try {
        await proveClient();
      } catch (error) {
        // Without an accepted credential nothing can be seen, and the check of the credential says why.
        const isUnseen = hasCode(error, 'client_credential_refused', 'vault_access_refused', 'vault_unavailable');
        if (isUnseen && !absent.has(error.upstreamCode ?? '')) return unseen;
        throw error;
      }
      return `The app is known in the host tenant. ${unseen}`;
    },
    remedy: {
      who: 'host_admin',
      detail:
        'The host tenant does not know the app: an administrator of the host tenant opens the approval link of the consent page, or creates its service principal, and grants openid, profile and offline_access for everybody.',
    },
  };
}
