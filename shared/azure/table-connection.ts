/**
 * Opens Azure Table Storage: SDK clients that share one transport and one token, and carry only the policies that are needed.
 *
 * The SDK's own retries, redirects, tracing and logging are removed: attempts are bounded and counted in table-attempts.ts, and
 * each policy costs every request. So is what the SDK takes for right on local host names (Cosmos DB's verbs and scope).
 * It sends nothing by itself.
 */
import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { createStorageToken } from './storage-token.ts';
import { TableFailure } from './table-failure.ts';
import { createTableHttpClient } from './table-http-client.ts';

/** The service version that the SDK's table operations are written for. */
const SERVICE_VERSION = '2019-02-02';
const keptPolicies = new Set(['serializationPolicy', 'deserializationPolicy', 'setClientRequestIdPolicy']);

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
  now: () => Date;
}

/** Returns a function that opens one table of the account by its name. */
export function createTableConnections({ endpoint, credential, now }: TableConnectionOptions) {
  const { protocol, hostname } = new URL(endpoint);
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  const allowInsecureConnection = protocol === 'http:' && isLoopback;
  const httpClient = createTableHttpClient();
  const readToken = createStorageToken({ credential, now });

  return (tableName: string): TableConnection => {
    const client = new TableClient(endpoint, tableName, { httpClient, allowInsecureConnection });
    for (const { name } of client.pipeline.getOrderedPolicies()) {
      if (!keptPolicies.has(name)) client.pipeline.removePolicy({ name });
    }
    client.pipeline.addPolicy({
      name: 'storageTokenPolicy',
      async sendRequest(request, next) {
        if (protocol !== 'https:' && !allowInsecureConnection)
          throw new TableFailure('unavailable', 'a token is sent over https only');
        request.headers.set('Authorization', `Bearer ${await readToken()}`);
        return next(request);
      },
    });
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
