/**
 * Opens Azure Table Storage: SDK clients that share one transport and carry only the policies that are needed.
 *
 * The SDK's own retries, redirects, tracing and logging are removed: attempts are bounded and counted in table-attempts.ts,
 * and each policy costs every request. Tokens are always for Azure Storage, whatever the service or the SDK's guess (a local
 * host name is taken for Cosmos DB) asks for, so no other token can be drawn from us. It sends nothing by itself.
 */
import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { createTableHttpClient } from './table-http-client.ts';

const SCOPE = 'https://storage.azure.com/.default';
/** The service version that the SDK's table operations are written for. */
const SERVICE_VERSION = '2019-02-02';
const BEARER_POLICY = 'bearerTokenAuthenticationPolicy';
const keptPolicies = new Set([
  'serializationPolicy',
  'deserializationPolicy',
  'setClientRequestIdPolicy',
  BEARER_POLICY,
]);

export interface TableConnection {
  client: TableClient;
  /** Address of the account, without a trailing slash. */
  endpoint: string;
  /** Sends an entity group transaction as built by table-batch.ts. */
  sendBatch(body: string, boundary: string, signal: AbortSignal): Promise<PipelineResponse>;
}

export interface TableConnectionOptions {
  /** Address of the account without a trailing slash; `http:` on loopback only. */
  endpoint: string;
  credential: TokenCredential;
}

/** Returns a function that opens one table of the account by its name. */
export function createTableConnections({ endpoint, credential }: TableConnectionOptions) {
  const url = new URL(endpoint);
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  const allowInsecureConnection = url.protocol === 'http:' && isLoopback;
  const httpClient = createTableHttpClient();
  const storageCredential: TokenCredential = {
    getToken: (_scopes, options) => credential.getToken(SCOPE, options),
  };

  return (tableName: string): TableConnection => {
    const client = new TableClient(endpoint, tableName, storageCredential, { httpClient, allowInsecureConnection });
    for (const { name } of client.pipeline.getOrderedPolicies()) {
      if (!keptPolicies.has(name)) client.pipeline.removePolicy({ name });
    }
    if (allowInsecureConnection) allowTokenOverHttp(client, storageCredential);
    return {
      client,
      endpoint,
      sendBatch(body, boundary, abortSignal) {
        const headers = createHttpHeaders({
          'Content-Type': `multipart/mixed; boundary=${boundary}`,
          Accept: 'application/json',
          'x-ms-version': SERVICE_VERSION,
          DataServiceVersion: '3.0;',
          MaxDataServiceVersion: '3.0;NetFx',
        });
        const batch = { url: `${endpoint}/$batch`, method: 'POST' as const, headers, body };
        const request = createPipelineRequest({ ...batch, abortSignal, allowInsecureConnection });
        return client.pipeline.sendRequest(httpClient, request);
      },
    };
  };
}

/** The SDK refuses bearer tokens over plain http altogether; on loopback they go nowhere. */
function allowTokenOverHttp({ pipeline }: TableClient, credential: TokenCredential): void {
  pipeline.removePolicy({ name: BEARER_POLICY });
  pipeline.addPolicy({
    name: BEARER_POLICY,
    async sendRequest(request, next) {
      const token = await credential.getToken(SCOPE);
      if (token) request.headers.set('Authorization', `Bearer ${token.token}`);
      return next(request);
    },
  });
}
