/**
 * Secrets of Azure Key Vault: the latest version of a name, as text. It neither caches nor interprets them.
 */
import type { TokenCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { ConnectorError } from '../errors.ts';
import { callKeyVault } from './key-vault-attempts.ts';
import { buildKeyVaultClientOptions } from './key-vault-client-options.ts';

export interface KeyVaultSecrets {
  /**
   * @throws ConnectorError `vault_access_refused` (unknown name, disabled, empty, no role), `vault_unavailable`; within
   *   KEY_VAULT_TIMEOUT_MILLISECONDS
   */
  read(name: string): Promise<string>;
}

export interface KeyVaultSecretsOptions {
  vaultUrl: string;
  credential: TokenCredential;
}

export function createKeyVaultSecrets({ vaultUrl, credential }: KeyVaultSecretsOptions): KeyVaultSecrets {
  const client = new SecretClient(vaultUrl, credential, buildKeyVaultClientOptions(vaultUrl));
  return {
    async read(name) {
      const secret = await callKeyVault(`secret ${name}`, (options) => client.getSecret(name, options));
      if (secret.value && secret.name.toLowerCase() === name.toLowerCase()) return secret.value;
      const cause = new Error(`Key Vault, secret ${name}: empty, or another secret was given.`);
      throw new ConnectorError('vault_access_refused', { cause });
    },
  };
}
