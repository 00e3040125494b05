/**
 * The managed identity of the app, as a credential.
 *
 * The SDK is loaded when the first token is asked for: loading it takes longer than everything else at start-up together.
 */
import type { TokenCredential } from '@azure/identity';

/** `clientId` of a user-assigned identity; absent: the system-assigned one. */
export function createManagedIdentity(clientId: string | undefined): TokenCredential {
  let credential: Promise<TokenCredential> | undefined;
  async function load(): Promise<TokenCredential> {
    const { ManagedIdentityCredential } = await import('./sdk.ts');
    return new ManagedIdentityCredential(clientId ? { clientId } : {});
  }
  return {
    async getToken(scopes, options) {
      credential ??= load();
      return (await credential).getToken(scopes, options);
    },
  };
}
