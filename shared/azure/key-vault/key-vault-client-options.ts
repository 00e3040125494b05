/**
 * How every Key Vault client of the connector is set up: no retries, no redirects, and tokens for real vaults only.
 *
 * A vault says in its challenge for which resource it wants a token; the SDK checks that the vault belongs to it. On
 * loopback there is no such domain to check, and plain http is allowed there and nowhere else.
 */
import { isLoopback } from '../../http/loopback.ts';

/** Options for a client of the vault at this address. */
export function buildKeyVaultClientOptions(vaultUrl: string) {
  const { hostname, protocol } = new URL(vaultUrl);
  return {
    disableChallengeResourceVerification: isLoopback(hostname),
    allowInsecureConnection: isLoopback(hostname) && protocol === 'http:',
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  };
}
