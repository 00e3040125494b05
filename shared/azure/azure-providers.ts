/**
 * The providers as they are in Azure: with the app's own tokens, secrets of Key Vault, and the container for mail of test systems.
 */
import type { Config } from '../config.ts';
import type { HttpClient } from '../http/http-client.ts';
import { isLoopback } from '../http/loopback.ts';
import {
  createLoadProviders,
  type LoadProviders,
  type LoadProvidersDependencies,
} from '../providers/load-providers.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import { createBlobMails } from './blobs/blob-mails.ts';
import type { SendToStorage } from './storage/storage-requests.ts';

export interface AzureProvidersDependencies extends Pick<
  LoadProvidersDependencies,
  'registrations' | 'acquireForApplication' | 'readSecret' | 'listDocuments' | 'now'
> {
  config: Pick<Config, 'graphUrl' | 'publicUrl' | 'tokenPepperName' | 'clientSecretName'>;
  http: Pick<HttpClient, 'graph'>;
  tenants: Pick<Tenants, 'read'>;
  sendToBlobs: SendToStorage;
}

export function createAzureProviders(dependencies: AzureProvidersDependencies): LoadProviders {
  const { config, http, tenants, sendToBlobs, ...others } = dependencies;
  const { hostname } = new URL(config.publicUrl);
  // A connector on this machine may speak to mail servers that are on it as well.
  const isLoopbackAllowed = isLoopback(hostname);
  return createLoadProviders({
    ...others,
    graphUrl: config.graphUrl,
    request: http.graph,
    ownSecrets: config,
    clientName: isLoopbackAllowed ? '[127.0.0.1]' : hostname,
    isLoopbackAllowed,
    blobs: createBlobMails(sendToBlobs),
    isSandbox: async (hostTenantId) => (await tenants.read(hostTenantId))?.sandbox !== undefined,
  });
}
