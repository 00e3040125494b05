/**
 * Opens Azure Table Storage: SDK clients that share one transport and one token, and carry only the policies that are needed.
 *
 * The SDK's own retries, redirects, tracing and logging are removed: attempts are bounded and counted in table-attempts.ts, and
 * each policy costs every request. So is what the SDK takes for right on local host names (Cosmos DB's verbs and scope).
 * Queries and transactions, which every message needs, go past the SDK with the same token. It sends nothing by itself.
 */
import { randomUUID } from 'node:crypto';
import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { isLoopback } from '../../http/loopback.ts';
import { createStorageToken } from '../storage/storage-token.ts';
import { TableFailure } from './table-failure.ts';
import { createTransport, toHttpClient, type TransportAnswer } from './table-transport.ts';

/** The service version that the SDK's table operations are written for. */
const SERVICE_VERSION = '2019-02-02';
const keptPolicies = new Set(['serializationPolicy', 'deserializationPolicy', 'setClientRequestIdPolicy']);

export interface TableRequest {
  method: 'GET' | 'POST';
  /** Below the account's address, with its query. */
  path: string;
  /** Of this type, and then there is a body. */
  contentType?: string;
  body?: string;
}

export interface TableConnection {
  client: TableClient;
  /** Address of the account, without a trailing slash. */
  endpoint: string;
  /** Sends a request and gives any answer. Throws TableFailure, or what the credential throws. */
  send(request: TableRequest, signal: AbortSignal): Promise<TransportAnswer>;
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
  const allowInsecureConnection = protocol === 'http:' && isLoopback(hostname);
  const transport = createTransport();
  const httpClient = toHttpClient(transport);
  const readToken = createStorageToken({ credential, now });

  async function authorize(): Promise<string> {
    if (protocol !== 'https:' && !allowInsecureConnection)
      throw new TableFailure('unavailable', 'a token is sent over https only');
    return `Bearer ${await readToken()}`;
  }

  async function send(request: TableRequest, signal: AbortSignal): Promise<TransportAnswer> {
    const { method, path, contentType, body } = request;
    const headers = {
      Authorization: await authorize(),
      Accept: 'application/json;odata=minimalmetadata',
      'x-ms-version': SERVICE_VERSION,
      'x-ms-client-request-id': randomUUID(),
      DataServiceVersion: '3.0;',
      MaxDataServiceVersion: '3.0;NetFx',
      ...(contentType && { 'Content-Type': contentType }),
    };
    return transport({ url: `${endpoint}${path}`, method, headers, body, signal });
  }

  return (tableName: string): TableConnection => {
    const client = new TableClient(endpoint, tableName, { httpClient, allowInsecureConnection });
    for (const { name } of client.pipeline.getOrderedPolicies()) {
      if (!keptPolicies.has(name)) client.pipeline.removePolicy({ name });
    }
    client.pipeline.addPolicy({
      name: 'storageTokenPolicy',
      async sendRequest(request, next) {
        request.headers.set('Authorization', await authorize());
        return next(request);
      },
    });
    return { client, endpoint, send };
  };
}
