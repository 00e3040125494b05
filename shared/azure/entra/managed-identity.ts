/**
 * The managed identity of the app, as a credential. It asks for nothing by itself.
 *
 * A token that never comes is given up: all calls of a vault's client wait for the one token that it asked for, and the SDK has
 * no limit.
 */
import { ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { IDENTITY_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { TimeLimit, withTimeLimit } from '../../time-limit.ts';

/** `clientId` of a user-assigned identity; absent: the system-assigned one. */
export function createManagedIdentity(clientId: string | undefined): TokenCredential {
  const credential = new ManagedIdentityCredential(clientId ? { clientId } : {});
  return {
    getToken: (scopes, options) =>
      withTimeLimit(IDENTITY_TIMEOUT_MILLISECONDS, () => credential.getToken(scopes, options)).catch(
        (error: unknown) => {
          if (!(error instanceof TimeLimit)) throw error;
          throw new Error('The managed identity gave no token in time.', { cause: error });
        },
      ),
  };
}
