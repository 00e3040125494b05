/**
 * When the client secret or certificate ends: what the vault's secret says; of a certificate the earlier of that and its own.
 */
import { X509Certificate } from 'node:crypto';
import type { Config } from '../../config.ts';
import { ConnectorError } from '../../errors.ts';
import type { KeyVaultSecrets } from '../key-vault/key-vault-secrets.ts';

/**
 * Undefined where no end is recorded, and for a federated credential, which has none.
 * @throws ConnectorError `client_credential_refused` for a certificate that cannot be read, or what the vault said
 */
export async function readCredentialExpiry(
  { entraCredential, clientSecretName = '' }: Pick<Config, 'entraCredential' | 'clientSecretName'>,
  secrets: Pick<KeyVaultSecrets, 'readWithExpiry'>,
): Promise<Date | undefined> {
  if (entraCredential === 'federated') return undefined;
  const { value, expiresAt } = await secrets.readWithExpiry(clientSecretName);
  if (entraCredential === 'secret') return expiresAt;
  const validTo = readValidTo(value);
  return expiresAt && expiresAt < validTo ? expiresAt : validTo;
}

function readValidTo(pem: string): Date {
  try {
    return new X509Certificate(pem).validToDate;
  } catch {
    // The reason could quote the key.
    throw new ConnectorError('client_credential_refused', {
      cause: new Error('CLIENT_SECRET_NAME holds no PEM certificate.'),
    });
  }
}
