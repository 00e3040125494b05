/**
 * Everything the connector depends on, as it is in Azure: one identity, and each service behind its contract.
 *
 * Creates clients and caches; calls nobody. Access is by managed identity only.
 */
import { createSigningKeysByTenant } from '../callers/signing-keys.ts';
import { createSigningSecrets } from '../callers/signing-secrets.ts';
import { createAccessTokenVerifier } from '../callers/verify-access-token.ts';
import type { Config } from '../config.ts';
import { createTenancy } from '../configuration/tenancy.ts';
import type { HostStorage } from '../host-storage.ts';
import { createGraph } from '../graph/graph-client.ts';
import { createLoadGraphDrafts } from '../graph/load-graph-drafts.ts';
import { createHttpClient } from '../http/http-client.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { listChecks } from '../readiness/checks.ts';
import { createMeasure } from '../readiness/measure.ts';
import { createCheckMailboxes } from '../providers/check-mailboxes.ts';
import { createPeppers } from '../vault/peppers.ts';
import { createVault } from '../vault/vault.ts';
import { createAzureProbes } from './azure-probes.ts';
import { createAzureProviders } from './azure-providers.ts';
import { createBlobCells } from './blobs/blob-cells.ts';
import { createBlobContents } from './blobs/blob-contents.ts';
import { createClientCredentials } from './entra/client-credential.ts';
import { createKeyVaultKeys } from './key-vault/key-vault-keys.ts';
import { createKeyVaultSecrets } from './key-vault/key-vault-secrets.ts';
import { createIdentityToken } from './entra/identity-token.ts';
import { createManagedIdentity } from './entra/managed-identity.ts';
import { createTokenClient } from './entra/msal-token-client.ts';
import { createDeliveryQueue } from './queues/delivery-queue.ts';
import { createSendToStorage } from './storage/storage-requests.ts';
import { createStorageToken } from './storage/storage-token.ts';
import { createTableStores } from './tables/table-stores.ts';

export type AzureDependencies = ReturnType<typeof createAzureDependencies>;

export function createAzureDependencies(config: Config, hostStorage: HostStorage, now: () => Date) {
  const identity = createManagedIdentity(config.azureClientId, now);
  const http = createHttpClient();
  const toKeyVault = { vaultUrl: config.keyVaultUrl, credential: identity, request: http.keyVault };
  const secrets = createKeyVaultSecrets(toKeyVault);
  const { read: readSecret } = secrets;
  const stores = createTableStores({ endpoint: config.tableEndpoint, credential: identity, request: http.tables, now });
  const readToken = createStorageToken({ credential: identity, now });
  const sendTo = (endpoint: string, request: HttpRequest) => createSendToStorage({ endpoint, readToken, request, now });
  const sendToBlobs = sendTo(config.blobEndpoint, http.blobs);
  const keyEncryptionKeys = createKeyVaultKeys({ ...toKeyVault, keyNames: config.tokenKeyName, now });
  const vault = createVault({
    ...stores,
    keyEncryptionKeys,
    peppers: createPeppers({ readSecret, names: config.tokenPepperName, now }),
    now,
  });
  const tenancy = createTenancy(config, { store: stores.configuration, vault, now });
  const { tenants, registrations } = tenancy;
  const readCredential = createClientCredentials({ readSecret, managedIdentity: identity, now });
  const { refresh, acquireForApplication } = createTokenClient({ readCredential, request: http.entra, now });
  const { exchangeAuthorizationCode } = createTokenClient({ readCredential, request: http.signIn, now });
  const toGraph = { graphUrl: config.graphUrl, request: http.graph, now };
  const listDocuments = tenancy.configuration.list;
  const toDocuments = { tenants, registrations, listDocuments };
  const toProviders = { config, http, ...toDocuments, acquireForApplication, readSecret, sendToBlobs, now };
  const loadProviders = createAzureProviders(toProviders);
  const { probes, queues } = createAzureProbes({
    config,
    registrations,
    hostStorage,
    identity,
    secrets,
    useTables: stores.probe,
    readRunTime: stores.runTimes.read,
    checkMailboxes: createCheckMailboxes(() => tenancy.configuration.list('mailbox'), loadProviders),
    http,
    now,
  });
  return {
    readSecret,
    ...tenancy,
    stores,
    deliveryQueue: createDeliveryQueue(sendTo(config.queueEndpoint, http.storage)),
    contentBlobs: createBlobContents(sendToBlobs),
    cellBlobs: createBlobCells(sendToBlobs),
    vault,
    tokenClient: { refresh, exchangeAuthorizationCode, acquireForApplication },
    toGraph,
    graph: createGraph(toGraph),
    loadGraphDrafts: createLoadGraphDrafts({ ...toGraph, upload: http.uploads }),
    loadProviders,
    verifyAccessToken: createAccessTokenVerifier({
      config,
      tenants,
      signingKeys: createSigningKeysByTenant({ authority: config.entraAuthority, request: http.entra, now }),
      now,
    }),
    signingSecrets: createSigningSecrets({ readSecret, now }),
    readIdentityToken: createIdentityToken(identity),
    checks: listChecks(config, probes, now),
    measure: createMeasure({
      queues,
      readKeyExpiry: async () => (await keyEncryptionKeys.current()).expiresAt,
      readClientCredentialExpiry: probes.readClientCredentialExpiry,
      credential: config.entraCredential,
      now,
    }),
  };
}
