/**
 * How every Key Vault client of the connector is set up: no retries, no redirects, and tokens for real vaults only.
 *
 * A vault says in its challenge for which resource it wants a token; the SDK checks that the vault belongs to it. On
 * loopback there is no such domain to check, and plain http is allowed there and nowhere else.
 */

/** Options for a client of the vault at this address. */
export function buildKeyVaultClientOptions(vaultUrl: string) {
  const { hostname, protocol } = new URL(vaultUrl);
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return {
    disableChallengeResourceVerification: isLoopback,
    allowInsecureConnection: isLoopback && protocol === 'http:',
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  };
}
