/**
 * How every Key Vault client of the connector is set up: our HTTP client, no retries, no redirects, tokens for real vaults only.
 *
 * A vault says in its challenge for which resource it wants a token; the SDK checks that the vault belongs to it. On
 * loopback there is no such domain to check, and plain http is allowed there and nowhere else.
 */
import type { HttpRequest } from '../../http/http-request.ts';
import { isLoopback } from '../../http/loopback.ts';
import { KEY_VAULT_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { createSdkTransport } from '../sdk-transport.ts';

/** A list of a key's versions comes in pages of at most 25. */
const RESPONSE_MAX_BYTES = 1024 * 1024;

/** Options for a client of the vault at this address; `request` of the vault's own pool. */
export function buildKeyVaultClientOptions(vaultUrl: string, request: HttpRequest) {
  const { hostname, protocol } = new URL(vaultUrl);
  return {
    httpClient: createSdkTransport({
      request,
      responseMaxBytes: RESPONSE_MAX_BYTES,
      timeoutMilliseconds: KEY_VAULT_TIMEOUT_MILLISECONDS,
    }),
    disableChallengeResourceVerification: isLoopback(hostname),
    allowInsecureConnection: isLoopback(hostname) && protocol === 'http:',
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  };
}
