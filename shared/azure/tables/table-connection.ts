/**
 * Opens Azure Table Storage: SDK clients that share one transport and one token, and carry only the policies that are needed.
 *
 * The SDK's own retries, redirects, tracing and logging are removed: attempts are bounded and counted in table-attempts.ts, and
 * each policy costs every request. The SDK's assumptions about local host names (Cosmos DB's verbs and scope) are removed too.
 * Queries and transactions, which every message needs, go past the SDK with the same token. It sends nothing by itself.
 */
import { randomUUID } from 'node:crypto';
import type { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import type { HttpAnswer, HttpRequest } from '../../http/http-request.ts';
import { isLoopback } from '../../http/loopback.ts';
import { STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { openOnce } from '../open-once.ts';
import { createSdkTransport } from '../sdk-transport.ts';
import { createStorageToken } from '../storage/storage-token.ts';
import { TableFailure } from './table-failure.ts';

/** The service version that the SDK's table operations are written for. */
const SERVICE_VERSION = '2019-02-02';
/** A page of a table is at most 4 MiB; JSON and base64 stay below this. */
const RESPONSE_MAX_BYTES = 8 * 1024 * 1024;
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
  /** Loads the SDK at its first use. */
  openClient(): Promise<TableClient>;
  /** Address of the account, without a trailing slash. */
  endpoint: string;
  /** Sends a request and gives any whole answer. Throws HttpFault, TableFailure, or what the credential throws. */
  send(request: TableRequest, signal: AbortSignal): Promise<HttpAnswer>;
}

export interface TableConnectionOptions {
  /** Address of the account without a trailing slash; `http:` on loopback only. */
  endpoint: string;
  credential: TokenCredential;
  /** Of the tables' own pool. */
  request: HttpRequest;
  now: () => Date;
}

/** Returns a function that opens one table of the account by its name. */
export function createTableConnections({ endpoint, credential, request, now }: TableConnectionOptions) {
  const { protocol, hostname } = new URL(endpoint);
  const allowInsecureConnection = protocol === 'http:' && isLoopback(hostname);
  const httpClient = createSdkTransport({
    request,
    responseMaxBytes: RESPONSE_MAX_BYTES,
    timeoutMilliseconds: STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS,
  });
  const readToken = createStorageToken({ credential, now });

  async function authorize(): Promise<string> {
    if (protocol !== 'https:' && !allowInsecureConnection)
      throw new TableFailure('unavailable', 'a token is sent over https only');
    return `Bearer ${await readToken()}`;
  }

  async function send({ method, path, contentType, body }: TableRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const headers = {
      Authorization: await authorize(),
      Accept: 'application/json;odata=minimalmetadata',
      'x-ms-version': SERVICE_VERSION,
      'x-ms-client-request-id': randomUUID(),
      DataServiceVersion: '3.0;',
      MaxDataServiceVersion: '3.0;NetFx',
      ...(contentType && { 'Content-Type': contentType }),
    };
    const url = `${endpoint}${path}`;
    const answer = await request({ url, method, headers, body, signal, responseMaxBytes: RESPONSE_MAX_BYTES });
    if (!answer.isComplete) throw new TableFailure('transient', 'an answer that broke off');
    return answer;
  }

  async function openClient(tableName: string): Promise<TableClient> {
    const sdks = await import('../azure-sdks.ts');
    const client = new sdks.TableClient(endpoint, tableName, { httpClient, allowInsecureConnection });
    for (const { name } of client.pipeline.getOrderedPolicies()) {
      if (!keptPolicies.has(name)) client.pipeline.removePolicy({ name });
    }
    client.pipeline.addPolicy({
      name: 'storageTokenPolicy',
      async sendRequest(outgoing, next) {
        outgoing.headers.set('Authorization', await authorize());
        return next(outgoing);
      },
    });
    return client;
  }

  return (tableName: string): TableConnection => ({
    openClient: openOnce(() => openClient(tableName)),
    endpoint,
    send,
  });
}
