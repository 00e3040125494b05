/**
 * What the host tenant has granted to the app, as far as an app without permissions can see: whether the app exists there.
 *
 * Entra issues a token to an app only where it has a service principal. Only directory readers see the tenant-wide grant of
 * the sign-in permissions; the check says so instead of guessing.
 */
import { hasCode } from '../errors.ts';

/** AADSTS7000229: no service principal in the tenant; 700016: the tenant does not know the app. */
const absent = new Set(['AADSTS7000229', 'AADSTS700016']);
const unseen =
  'Whether openid, profile and offline_access are granted in the host tenant for everybody cannot be seen without further permissions; if a sign-in asks for approval, an administrator of the host tenant grants them.';

/** Both throw as the token client. */
export async function checkHostGrant(proveClient: () => Promise<void>): Promise<string> {
  try {
    await proveClient();
  } catch (error) {
    // Without an accepted credential nothing can be seen, and the check of the credential says why.
    const isUnseen = hasCode(error, 'client_credential_refused', 'vault_access_refused', 'vault_unavailable');
    if (isUnseen && !absent.has(error.upstreamCode ?? '')) return unseen;
    throw error;
  }
  return `The app is known in the host tenant. ${unseen}`;
}
