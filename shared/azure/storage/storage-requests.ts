/**
 * Requests to Queue and Blob Storage of one account over REST, with the identity's token.
 *
 * One attempt, no redirect; what is not a whole answer of success is a failure. `createAskStorage` adds the time limit of probes and
 * measures; what is repeated and made is in repeat-request.ts. Not for tables: those have the SDK and connections of their own.
 * Source: Azure Storage REST API, "Authorize with Microsoft Entra ID", "Status and error codes".
 */
import { ConnectorError } from '../../errors.ts';
import type { HttpAnswer, HttpRequest, RequestBound } from '../../http/http-request.ts';
import { STORAGE_RESPONSE_MAX_BYTES, STORAGE_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { failureOf, failureOfHttp, TableFailure } from '../tables/table-failure.ts';

/** Known to every cloud and to Azurite. */
const SERVICE_VERSION = '2021-12-02';
/** Until a caller asks again when storage does not answer. */
const RETRY_AFTER_SECONDS = 5;

export interface StorageRequest {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below the account's address, with its query. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
}

/** One attempt. Throws TableFailure, HttpFault, or what the credential throws. */
export type SendToStorage = (
  request: StorageRequest,
  bound: RequestBound & { responseMaxBytes: number },
) => Promise<HttpAnswer>;

/**
 * Undefined: the queue or container is missing.
 * @throws ConnectorError `storage_access_refused`, `storage_unavailable`
 */
export type AskStorage = (request: StorageRequest) => Promise<HttpAnswer | undefined>;

export interface StorageRequestsOptions {
  /** Address of the account's service, without a trailing slash. */
  endpoint: string;
  readToken: () => Promise<string>;
  request: HttpRequest;
  now: () => Date;
}

export function createSendToStorage({ endpoint, readToken, request, now }: StorageRequestsOptions): SendToStorage {
  return async ({ method, path, headers, body = '' }, bound) => {
    const Authorization = `Bearer ${await readToken()}`;
    const answer = await request({
      url: `${endpoint}${path}`,
      method,
      headers: {
        ...headers,
        Authorization,
        'x-ms-version': SERVICE_VERSION,
        'x-ms-date': now().toUTCString(),
      },
      ...(method !== 'GET' && { body }),
      ...bound,
    });
    if (answer.status < 200 || answer.status > 299) throw failureOfHttp(answer);
    if (answer.isComplete) return answer;
    if (Number(answer.headers['content-length']) > bound.responseMaxBytes)
      throw new TableFailure('oversized', `an answer of more than ${bound.responseMaxBytes} bytes`);
    throw new TableFailure('transient', 'an answer that broke off');
  };
}

export function createAskStorage(options: StorageRequestsOptions): AskStorage {
  const send = createSendToStorage(options);
  const bound = { timeoutMilliseconds: STORAGE_TIMEOUT_MILLISECONDS, responseMaxBytes: STORAGE_RESPONSE_MAX_BYTES };
  return (storageRequest) =>
    send(storageRequest, bound).catch((error: unknown) => {
      const failure = failureOf(error);
      if (failure.kind === 'table_missing') return undefined;
      throw toStorageError(failure);
    });
}

/** Carries a request out, and makes the queue or container at the first answer that misses it. Throws as AskStorage. */
export async function askOrCreate(ask: AskStorage, request: StorageRequest, create: StorageRequest) {
  const answer = await ask(request);
  if (answer) return answer;
  await ask(create);
  const second = await ask(request);
  if (second) return second;
  throw new ConnectorError('storage_unavailable', { cause: new Error('What was just created is not there.') });
}

/** What callers of a queue or container hear. */
export function toStorageError(failure: TableFailure): ConnectorError {
  const code = failure.kind === 'refused' ? 'storage_access_refused' : 'storage_unavailable';
  const cause = new Error(failure.message, { cause: failure });
  return new ConnectorError(code, { cause, retryAfterSeconds: RETRY_AFTER_SECONDS });
}
