/**
 * The managed identity of the app, as a credential. It asks for nothing by itself.
 *
 * A token that never comes is given up: the vault's client lets everybody wait for the one it asked for, and the SDK knows no
 * limit.
 */
import { ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { IDENTITY_TIMEOUT_MILLISECONDS } from '../../limits.ts';

/** `clientId` of a user-assigned identity; absent: the system-assigned one. */
export function createManagedIdentity(clientId: string | undefined): TokenCredential {
  const credential = new ManagedIdentityCredential(clientId ? { clientId } : {});
  return { getToken: (scopes, options) => withinLimit(credential.getToken(scopes, options)) };
}

function withinLimit<Result>(pending: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error(`The identity gave no token within ${IDENTITY_TIMEOUT_MILLISECONDS} ms.`));
    const timer = setTimeout(giveUp, IDENTITY_TIMEOUT_MILLISECONDS);
    pending.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
