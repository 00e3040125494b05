/**
 * When the client secret or certificate ends: what the vault's secret says; of a certificate the earlier of that and its own.
 */
import { X509Certificate } from 'node:crypto';
import { ConnectorError } from '../../errors.ts';
import type { Registration } from '../../tenants/registration.ts';
import type { KeyVaultSecrets } from '../key-vault/key-vault-secrets.ts';

/**
 * Undefined where no end is recorded, and for a federated credential, which has none.
 * @throws ConnectorError `client_credential_refused` for a certificate that cannot be read, or what the vault said
 */
export async function readCredentialExpiry(
  { credential, secretName = '' }: Pick<Registration, 'credential' | 'secretName'>,
  secrets: Pick<KeyVaultSecrets, 'readWithExpiry'>,
): Promise<Date | undefined> {
  if (credential === 'federated') return undefined;
  const { value, expiresAt } = await secrets.readWithExpiry(secretName);
  if (credential === 'secret') return expiresAt;
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
