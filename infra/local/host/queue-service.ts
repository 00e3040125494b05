/**
 * Opens the storage account that a binding's `connection` names, by identity only.
 *
 * Settings, as in Azure: `<connection>__queueServiceUri` or `__accountName`, `__credential` and `__clientId`, each also
 * with the prefix `AzureWebJobs`. The SDK is imported at the first use: an app without queues never loads it.
 * Connection strings and account keys are not read.
 */
import type { TokenCredential } from '@azure/identity';
import type { QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { Environment } from './settings.ts';

export interface QueueServiceOptions {
  environment: Environment;
  /** Replaces the managed identity. */
  credential?: TokenCredential | undefined;
}

/** Opens a queue; throws an Error naming the settings when the connection is not configured. */
export type OpenQueue = (connection: string, queueName: string) => Promise<QueueClient>;

/** One service client per connection; the returned function rejects as `readQueueServiceUri` throws. */
export function createOpenQueue(options: QueueServiceOptions): OpenQueue {
  const services = new Map<string, Promise<QueueServiceClient>>();
  return async (connection, queueName) => {
    const service = services.get(connection) ?? connect(connection, options);
    services.set(connection, service);
    return (await service).getQueueClient(queueName);
  };
}

/** The account's address; throws an Error naming the settings when the connection is not configured. */
export function readQueueServiceUri(connection: string, environment: Environment): string {
  const uri = setting(connection, 'queueServiceUri', environment);
  if (uri) return uri;
  const account = setting(connection, 'accountName', environment);
  if (account) return `https://${account}.queue.core.windows.net`;
  throw new Error(`Set ${connection}__queueServiceUri: a function is triggered by a queue of that connection.`);
}

async function connect(connection: string, { environment, credential }: QueueServiceOptions) {
  const uri = readQueueServiceUri(connection, environment);
  const { QueueServiceClient } = await import('@azure/storage-queue');
  return new QueueServiceClient(uri, credential ?? (await createCredential(connection, environment)));
}

async function createCredential(connection: string, environment: Environment): Promise<TokenCredential> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  // Without `credential` Azure uses DefaultAzureCredential, whose managed identity is the one AZURE_CLIENT_ID names.
  const unspecified = setting(connection, 'credential', environment) === undefined;
  const clientId = setting(connection, 'clientId', environment) ?? (unspecified && environment['AZURE_CLIENT_ID']);
  return clientId ? new ManagedIdentityCredential({ clientId }) : new ManagedIdentityCredential();
}

function setting(connection: string, name: string, environment: Environment): string | undefined {
  return environment[`AzureWebJobs${connection}__${name}`] || environment[`${connection}__${name}`] || undefined;
}
