/**
 * The connection to an account of Azure Table Storage: one transport and one token for all tables.
 *
 * Written here instead of using the SDK's client, whose layers cost more than the request itself and load before anything
 * can be answered; attempts are bounded and counted in table-attempts.ts. It sends nothing by itself.
 * Source: Azure Storage, "Table service REST API".
 */
import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import { createStorageToken } from './storage-token.ts';
import { TableFailure } from './table-failure.ts';
import { createTableHttpClient, type TableAnswer, type TableRequest } from './table-http-client.ts';

const SERVICE_VERSION = '2019-02-02';
const serviceHeaders = {
  Accept: 'application/json;odata=minimalmetadata',
  'x-ms-version': SERVICE_VERSION,
  DataServiceVersion: '3.0;',
  MaxDataServiceVersion: '3.0;NetFx',
};

export interface TableConnection {
  /** Address of the account, without a trailing slash. */
  endpoint: string;
  /**
   * Adds the token and what every request to the service carries; `path` begins with a slash.
   * @throws TableFailure `transient` or `unavailable`, or what the credential throws.
   */
  send(request: Pick<TableRequest, 'method' | 'body' | 'signal'> & ConnectionRequest): Promise<TableAnswer>;
}

interface ConnectionRequest {
  path: string;
  headers?: Record<string, string>;
}

export interface TableConnectionOptions {
  /** Address of the account without a trailing slash; `http:` on loopback only. */
  endpoint: string;
  credential: TokenCredential;
  now: () => Date;
}

/** Opens an account. */
export function createTableConnection({ endpoint, credential, now }: TableConnectionOptions): TableConnection {
  const { protocol, hostname } = new URL(endpoint);
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  const isAllowed = protocol === 'https:' || (protocol === 'http:' && isLoopback);
  const sendRequest = createTableHttpClient();
  const readToken = createStorageToken({ credential, now });
  return {
    endpoint,
    async send({ path, headers, ...request }) {
      if (!isAllowed) throw new TableFailure('unavailable', 'a token is sent over https only');
      const Authorization = `Bearer ${await readToken()}`;
      const ids = { 'x-ms-client-request-id': randomUUID() };
      return sendRequest({
        ...request,
        url: `${endpoint}${path}`,
        headers: { ...serviceHeaders, ...ids, ...headers, Authorization },
      });
    },
  };
}
