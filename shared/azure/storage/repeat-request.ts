/**
 * A request on one queue or container that may be repeated: attempts and time limits as for tables, and what is missing is made once.
 *
 * Only for requests whose repetition does no harm, because an answer that is lost is asked for again. It knows neither what is
 * sent nor what comes back.
 */
import { ConnectorError } from '../../errors.ts';
import type { HttpAnswer } from '../../http/http-request.ts';
import { STORAGE_RESPONSE_MAX_BYTES } from '../../limits.ts';
import { attempt, type AttemptLimits } from '../tables/table-attempts.ts';
import { failureOf } from '../tables/table-failure.ts';
import { toStorageError, type SendToStorage, type StorageRequest } from './storage-requests.ts';

export interface RepeatRequestOptions {
  send: SendToStorage;
  /** Makes the queue or container. */
  make: StorageRequest;
  /** Absent: those of tables. */
  limits?: AttemptLimits;
}

/**
 * Undefined: there is no such blob, or message.
 * @throws ConnectorError `storage_access_refused`, `storage_unavailable`; `sealed_record_refused` for an answer beyond `responseMaxBytes`
 */
export type RepeatRequest = (request: StorageRequest, responseMaxBytes?: number) => Promise<HttpAnswer | undefined>;

export function createRepeatRequest({ send, make, limits }: RepeatRequestOptions): RepeatRequest {
  async function create(signal: AbortSignal): Promise<void> {
    await send(make, { signal, responseMaxBytes: STORAGE_RESPONSE_MAX_BYTES }).catch((error: unknown) => {
      // Another has made it at the same moment.
      if (failureOf(error).kind !== 'conflict') throw error;
    });
  }

  return (request, responseMaxBytes = STORAGE_RESPONSE_MAX_BYTES) =>
    attempt({ send: (signal) => send(request, { signal, responseMaxBytes }), createTable: create }, limits).catch(
      (error: unknown) => {
        const failure = failureOf(error);
        if (failure.kind === 'missing') return undefined;
        if (failure.kind === 'oversized') throw new ConnectorError('sealed_record_refused', { cause: failure });
        throw toStorageError(failure);
      },
    );
}
