/**
 * The managed identity of the app, as a credential that keeps a token per scope.
 *
 * The SDK asks its endpoint again from half of a token's life on and waits for seconds while that fails; a token that is still good
 * is given at once. One that never comes is given up: all calls of a vault's client wait for the one token that it asked for, and
 * the SDK has no limit.
 */
import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/identity';
import { createCache } from '../../cache.ts';
import { IDENTITY_SCOPES_MAX, IDENTITY_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { TimeLimit, withTimeLimit } from '../../time-limit.ts';
import { openOnce } from '../open-once.ts';
import { createKeptToken } from './kept-token.ts';

/** `clientId` of a user-assigned identity; absent: the system-assigned one. */
export function createManagedIdentity(clientId: string | undefined, now: () => Date): TokenCredential {
  const openCredential = openOnce(async () => {
    const { ManagedIdentityCredential } = await import('../azure-sdks.ts');
    return new ManagedIdentityCredential(clientId ? { clientId } : {});
  });
  const kept = createCache<() => Promise<AccessToken>>({
    entriesMax: IDENTITY_SCOPES_MAX,
    lifetimeSeconds: Infinity,
    now,
  });

  async function request(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken> {
    // Before its time begins, as loading the SDK may take a while.
    const credential = await openCredential();
    return withTimeLimit(IDENTITY_TIMEOUT_MILLISECONDS, () => credential.getToken(scopes, options)).catch(
      (error: unknown) => {
        if (!(error instanceof TimeLimit)) throw error;
        throw new Error('The managed identity gave no token in time.', { cause: error });
      },
    );
  }

  return {
    async getToken(scopes, options) {
      // A service refused the kept token and says what the next one needs.
      if (options?.claims) return request(scopes, options);
      const read = await kept.get(String(scopes), async () => createKeptToken(() => request(scopes), now));
      return read();
    },
  };
}
