/**
 * What went wrong with a request to a table, reduced to what a caller can act on.
 *
 * Decided by status and by the storage service's error code alone. Requests, answers and message texts are dropped, because
 * they carry tokens and stored values; status, code and request id remain for the log. It does not decide about retries of
 * its own: `transient` only says that a repetition may succeed.
 * Source: Azure Storage, "Table service error codes" and "Status and error codes".
 */
import { ConnectorError } from '../../errors.ts';
import { HttpFault, type HttpAnswer } from '../../http/http-request.ts';
import { TimeLimit } from '../../time-limit.ts';
import { readIdentityStatus } from '../entra/identity-failure.ts';

export type TableFailureKind =
  /** The row, blob or container exists, or the row is not as it was read (409, 412). */
  | 'conflict'
  /** No such row or blob (404). */
  | 'missing'
  /** No such table, queue or container (404 TableNotFound and its like). */
  | 'table_missing'
  /** 400: the service does not understand, for example a cursor that it never gave. */
  | 'invalid'
  /** 401, 403, or no token to be had for our identity. */
  | 'refused'
  /** The answer was lost or the service is busy; what was asked may have been done. */
  | 'transient'
  /** The answer is longer than anything that we can have stored there. */
  | 'oversized'
  | 'unavailable';

/** A failed request; `kind` decides. */
export class TableFailure extends Error {
  override readonly name = 'TableFailure';
  readonly kind: TableFailureKind;

  constructor(kind: TableFailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Until a caller asks again when storage does not answer. */
const RETRY_AFTER_SECONDS = 5;

/** From an answer that is not success. `body` is searched for the service's error code only. */
export function failureOfAnswer(status: number, code: string | undefined, requestId: string | undefined): TableFailure {
  const message = `${status} ${code ?? 'without a code'}${requestId ? `, request ${requestId}` : ''}`;
  return new TableFailure(kindOf(status, code), message);
}

/** From an answer that is not the one to a request which went past the SDK; another success is no answer of a table service. */
export function failureOfHttp({ status, headers, body }: HttpAnswer): TableFailure {
  if (status >= 200 && status <= 299) return new TableFailure('transient', `an answer of another kind, ${status}`);
  const code = headers['x-ms-error-code']?.toString() ?? readErrorCode(body.toString());
  return failureOfAnswer(status, code, headers['x-ms-request-id']?.toString());
}

function kindOf(status: number, code: string | undefined): TableFailureKind {
  if (status === 412) return 'conflict';
  if (status === 409) return /^(Entity|Container|Blob)AlreadyExists$/.test(code ?? '') ? 'conflict' : 'unavailable';
  if (status === 404 && /^(Table|Queue|Container)NotFound$/.test(code ?? '')) return 'table_missing';
  // A 404 of something that is not a table service must not pass for an absent row.
  if (status === 404) return code ? 'missing' : 'unavailable';
  if (status === 401 || status === 403) return 'refused';
  if (status === 400) return 'invalid';
  return status === 408 || status === 429 || (status >= 500 && status !== 501) ? 'transient' : 'unavailable';
}

/** The error code in the body of an answer (OData JSON or XML), when there is one. */
export function readErrorCode(body: string | null | undefined): string | undefined {
  return /"code"\s*:\s*"(\w{1,64})"/.exec(body ?? '')?.[1] ?? /<(?:m:)?code>(\w{1,64})</i.exec(body ?? '')?.[1];
}

interface SdkError {
  name: string;
  code?: unknown;
  statusCode?: unknown;
  response?: { headers: { get(name: string): string | undefined }; bodyAsText?: string | null };
}

/** From whatever the SDK, the HTTP client, the time limit or the credential threw. */
export function failureOf(error: unknown): TableFailure {
  if (error instanceof TableFailure) return error;
  if (error instanceof TimeLimit) return new TableFailure('transient', error.message);
  if (error instanceof HttpFault)
    return new TableFailure(error.reason === 'insecure_address' ? 'unavailable' : 'transient', error.reason);
  if (!(error instanceof Error)) return new TableFailure('unavailable', typeof error);
  const { name, code, statusCode, response } = error as SdkError;
  const codeText = typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : undefined;
  // Errors of @azure/identity: only a definite answer about our identity is the operator's.
  if (/Authentication|CredentialUnavailable/.test(name)) {
    const status = readIdentityStatus(error);
    return new TableFailure(
      status >= 400 && status < 500 && status !== 429 ? 'refused' : 'transient',
      `${name} ${status}`,
    );
  }
  if (typeof statusCode === 'number' && (statusCode < 200 || statusCode > 299)) {
    const answered = response?.headers.get('x-ms-error-code') ?? readErrorCode(response?.bodyAsText);
    return failureOfAnswer(statusCode, answered, response?.headers.get('x-ms-request-id'));
  }
  // Connection refused, reset or not spoken to in HTTP; an answer of 200 that cannot be read.
  return new TableFailure(name === 'RestError' ? 'transient' : 'unavailable', `${name} ${codeText ?? ''}`.trim());
}

/** What callers of a store hear; `table` is named in the cause. */
export function toConnectorError(failure: TableFailure, table: string): ConnectorError {
  const cause = new Error(`Table ${table}: ${failure.message}`, { cause: failure });
  if (failure.kind === 'conflict' || failure.kind === 'missing') return new ConnectorError('conflict', { cause });
  const code = failure.kind === 'refused' ? 'storage_access_refused' : 'storage_unavailable';
  return new ConnectorError(code, { cause, retryAfterSeconds: RETRY_AFTER_SECONDS });
}
