/**
 * Settings that are each valid, or the app would not have started, but that do not fit together.
 */
import { cloudOf } from '../cloud.ts';
import type { Config } from '../config.ts';
import { ConnectorError } from '../errors.ts';

/** @throws ConnectorError `internal_error` when `findSettingsProblems` finds any */
export async function checkSettings(config: Config): Promise<string> {
  if (findSettingsProblems(config).length > 0) throw new ConnectorError('internal_error');
  return 'The settings fit together.';
}

/** A sentence for each, which says what the operator does. */
export function findSettingsProblems(config: Config): string[] {
  const problems: string[] = [];
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(config.apiAudience))
    problems.push("The operator sets API_AUDIENCE to the API's client id, a GUID.");
  // Entra trusts user-assigned identities only.
  if (config.entraCredential === 'federated' && !config.azureClientId)
    problems.push('ENTRA_CREDENTIAL federated needs AZURE_CLIENT_ID: the operator sets it.');
  const { entraAuthority, graphUrl, keyVaultUrl, tableEndpoint, queueEndpoint, blobEndpoint } = config;
  const addresses = [entraAuthority, graphUrl, keyVaultUrl, tableEndpoint, queueEndpoint, blobEndpoint];
  const clouds = new Set(addresses.map(cloudOf).filter((cloud) => cloud !== undefined));
  if (clouds.size > 1)
    problems.push('The operator sets the addresses of Entra, Graph, Key Vault and storage to one cloud.');
  return problems;
}
