/**
 * What the readiness checks try, and what the sweep measures, on the real services with the connector's own identity.
 *
 * Keys, peppers and the credential are read again each time, so a check sees what a restart would see. Creates clients; calls
 * nobody by itself.
 */
import type { TokenCredential } from '@azure/identity';
import type { Config } from '../config.ts';
import type { HostStorage } from '../host-storage.ts';
import { ConnectorError } from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Probes } from '../readiness/checks.ts';
import type { QueueMeasures } from '../readiness/measure.ts';
import { CONTENT_CONTAINER, HOST_CONTAINER } from '../storage-names.ts';
import type { Registrations } from '../tenants/registration.ts';
import { createPeppers } from '../vault/peppers.ts';
import { useContainer } from './blobs/blob-storage.ts';
import { createClientCredentials } from './entra/client-credential.ts';
import { readCredentialExpiry } from './entra/credential-expiry.ts';
import { createKeyVaultKeys } from './key-vault/key-vault-keys.ts';
import type { KeyVaultSecrets } from './key-vault/key-vault-secrets.ts';
import { createManagedIdentity } from './entra/managed-identity.ts';
import { createTokenClient } from './entra/msal-token-client.ts';
import { createQueueStorage } from './queues/queue-storage.ts';
import { createAskStorage } from './storage/storage-requests.ts';
import { createStorageToken } from './storage/storage-token.ts';
import { failureOf } from './tables/table-failure.ts';

export interface AzureProbesDependencies {
  config: Config;
  registrations: Pick<Registrations, 'readDefault'>;
  hostStorage: HostStorage;
  identity: TokenCredential;
  secrets: KeyVaultSecrets;
  useTables: Probes['useTables'];
  readRunTime: Probes['readRunTime'];
  checkMailboxes: Probes['checkMailboxes'];
  http: HttpClient;
  now: () => Date;
}

export function createAzureProbes(dependencies: AzureProbesDependencies): { probes: Probes; queues: QueueMeasures } {
  const { config, registrations, hostStorage, identity, secrets, useTables, readRunTime, http, now } = dependencies;
  const request = http.readiness;
  const { keyVaultUrl: vaultUrl } = config;
  const readToken = createStorageToken({ credential: identity, now });
  const queue = createQueueStorage(askAt(config.queueEndpoint, readToken));

  function askAt(endpoint: string, token: () => Promise<string>) {
    return createAskStorage({ endpoint, readToken: token, request: http.storage, now });
  }

  const probes: Probes = {
    async readIdentityToken() {
      await readToken().catch((error: unknown) => {
        const isRefused = failureOf(error).kind === 'refused';
        throw new ConnectorError(isRefused ? 'storage_access_refused' : 'storage_unavailable', { cause: error });
      });
    },
    useTables,
    async useQueue() {
      await queue.use();
      if (hostStorage.dataQueueServiceUri === config.queueEndpoint) return;
      throw new ConnectorError('storage_access_refused', { cause: new Error('The host reads another queue.') });
    },
    useBlobs: () => useContainer(askAt(config.blobEndpoint, readToken), CONTENT_CONTAINER),
    async useHostStorage() {
      const { blobServiceUri, identityClientId } = hostStorage;
      if (!blobServiceUri) throw new ConnectorError('storage_access_refused', { cause: new Error('It is not set.') });
      const readHostToken = createStorageToken({ credential: createManagedIdentity(identityClientId, now), now });
      await useContainer(askAt(blobServiceUri, readHostToken), HOST_CONTAINER);
    },
    openKeys: () =>
      config.tokenKeyName.map((name) =>
        createKeyVaultKeys({ vaultUrl, keyNames: [name], credential: identity, request: http.keyVault, now }),
      ),
    async readPeppers() {
      const names = config.tokenPepperName;
      const peppers = createPeppers({ readSecret: secrets.read, names, now });
      await Promise.all(names.map((_name, id) => peppers.read(id)));
    },
    readClientCredentialExpiry: async () => readCredentialExpiry(await registrations.readDefault(), secrets),
    async proveClient() {
      const readCredential = createClientCredentials({ readSecret: secrets.read, managedIdentity: identity, now });
      const tokenClient = createTokenClient({ readCredential, request, now });
      await tokenClient.proveClient(await registrations.readDefault(), config.hostTenantId);
    },
    readRunTime,
    checkMailboxes: dependencies.checkMailboxes,
    request,
  };
  return { probes, queues: queue };
}
