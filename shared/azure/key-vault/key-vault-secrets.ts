/**
 * Secrets of Azure Key Vault: the latest version of a name, as text. It neither caches nor interprets them.
 */
import type { TokenCredential } from '@azure/identity';
import { ConnectorError } from '../../errors.ts';
import type { HttpRequest } from '../../http/http-request.ts';
import { openOnce } from '../open-once.ts';
import { callKeyVault } from './key-vault-attempts.ts';
import { buildKeyVaultClientOptions } from './key-vault-client-options.ts';

export interface KeyVaultSecrets {
  /**
   * @throws ConnectorError `vault_access_refused` (unknown name, disabled, empty, no role), `vault_unavailable`; within
   *   KEY_VAULT_TIMEOUT_MILLISECONDS
   */
  read(name: string): Promise<string>;
  /** As `read`, with the time at which its owner says that it ends. */
  readWithExpiry(name: string): Promise<{ value: string; expiresAt?: Date }>;
}

export interface KeyVaultSecretsOptions {
  vaultUrl: string;
  credential: TokenCredential;
  request: HttpRequest;
}

export function createKeyVaultSecrets({ vaultUrl, credential, request }: KeyVaultSecretsOptions): KeyVaultSecrets {
  const openClient = openOnce(async () => {
    const { SecretClient } = await import('../azure-sdks.ts');
    return new SecretClient(vaultUrl, credential, buildKeyVaultClientOptions(vaultUrl, request));
  });

  async function readWithExpiry(name: string) {
    const client = await openClient();
    const {
      value,
      name: given,
      properties,
    } = await callKeyVault(`secret ${name}`, (options) => client.getSecret(name, options));
    if (value && given.toLowerCase() === name.toLowerCase())
      return { value, ...(properties.expiresOn && { expiresAt: properties.expiresOn }) };
    const cause = new Error(`Key Vault, secret ${name}: empty, or another secret was given.`);
    throw new ConnectorError('vault_access_refused', { cause });
  }

  return { readWithExpiry, read: async (name) => (await readWithExpiry(name)).value };
}
