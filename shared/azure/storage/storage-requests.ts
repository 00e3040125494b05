/**
 * Requests to Queue and Blob Storage of one account over REST, with the identity's token; for probes and measures.
 *
 * One attempt, one time limit, no redirect. A 404 that names a missing queue or container is undefined; everything else that
 * is not success is `storage_access_refused` or `storage_unavailable`. Not for tables: those have the SDK and retries.
 * Source: Azure Storage REST API, "Authorize with Microsoft Entra ID", "Status and error codes".
 */
import { ConnectorError } from '../../errors.ts';
import type { HttpAnswer, HttpRequest } from '../../http/http-request.ts';
import { STORAGE_RESPONSE_MAX_BYTES, STORAGE_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { failureOf, failureOfAnswer, readErrorCode, type TableFailure } from '../tables/table-failure.ts';

/** Known to every cloud and to Azurite. */
const SERVICE_VERSION = '2021-12-02';

export interface StorageRequest {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below the account's address, with its query. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** @throws ConnectorError `storage_access_refused`, `storage_unavailable` */
export type AskStorage = (request: StorageRequest) => Promise<HttpAnswer | undefined>;

export interface StorageRequestsOptions {
  /** Address of the account's service, without a trailing slash. */
  endpoint: string;
  readToken: () => Promise<string>;
  request: HttpRequest;
  now: () => Date;
}

export function createAskStorage({ endpoint, readToken, request, now }: StorageRequestsOptions): AskStorage {
  async function send({ method, path, headers, body = '' }: StorageRequest): Promise<HttpAnswer> {
    const Authorization = `Bearer ${await readToken()}`;
    return request({
      url: `${endpoint}${path}`,
      method,
      headers: {
        ...headers,
        Authorization,
        'x-ms-version': SERVICE_VERSION,
        'x-ms-date': now().toUTCString(),
      },
      ...(method !== 'GET' && { body }),
      timeoutMilliseconds: STORAGE_TIMEOUT_MILLISECONDS,
      responseMaxBytes: STORAGE_RESPONSE_MAX_BYTES,
    });
  }

  return async (options) => {
    const answer = await send(options).catch((error: unknown) => {
      throw toError(failureOf(error));
    });
    const { status, headers, body } = answer;
    if (status >= 200 && status < 300) return answer;
    const code = readErrorCode(body.toString());
    if (status === 404 && /^(Queue|Container)NotFound$/.test(code ?? '')) return undefined;
    throw toError(failureOfAnswer(status, code, headers['x-ms-request-id']?.toString()));
  };
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

function toError(failure: TableFailure): ConnectorError {
  const code = failure.kind === 'refused' ? 'storage_access_refused' : 'storage_unavailable';
  return new ConnectorError(code, { cause: new Error(failure.message, { cause: failure }) });
}
