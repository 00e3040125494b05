/**
 * A refusal of Entra and its form on the wire; numbers and sentences are in error-catalogue.ts.
 *
 * `{ error, error_description: "AADSTS…: … Trace ID: … Correlation ID: … Timestamp: …", error_codes, timestamp,
 * trace_id, correlation_id, error_uri, suberror?, claims? }`. The code that catches an error decides whether it
 * becomes a page, a redirect or JSON. A control call may word a refusal as it likes, numbers included that are in no catalogue;
 * without a number there is neither `error_codes` nor `AADSTS…`.
 */
import { randomUUID } from 'node:crypto';
import { ERRORS, type ErrorEntry } from './error-catalogue.ts';

export type EntraErrorCode = keyof typeof ERRORS;

/** Values for the names in a sentence. */
export type ErrorValues = Partial<
  Record<'value' | 'client' | 'name' | 'tenant' | 'account' | 'idp' | 'resource', string>
>;

/** A refusal in the words of a control call; what is left out is as in the catalogue, else `invalid_grant` with status 400. */
export interface Wording {
  /** Any number; absent for an answer without one. */
  code?: number | undefined;
  error?: string | undefined;
  suberror?: string | undefined;
  status?: number | undefined;
}

/** A refusal of Entra; `suberror` and `claims` as the token endpoint sends them. */
export class EntraError extends Error {
  readonly code: number | undefined;
  readonly error: string;
  readonly status: number;
  readonly suberror: string | undefined;
  readonly claims: string | undefined;

  constructor(
    code: EntraErrorCode | Wording,
    values: ErrorValues = {},
    options: { error?: string; suberror?: string; claims?: string } = {},
  ) {
    const wording = typeof code === 'number' ? { code, ...options } : { ...code, ...options };
    const [error, status, sentence] = isEntraErrorCode(wording.code) ? ERRORS[wording.code] : UNKNOWN;
    super(sentence.replace(/\{(\w+)\}/g, (_, key: string) => values[key as keyof ErrorValues] ?? ''));
    this.code = wording.code;
    this.error = wording.error ?? error;
    this.status = ('status' in wording ? wording.status : undefined) ?? status;
    this.suberror = wording.suberror;
    this.claims = options.claims;
  }
}

const UNKNOWN: ErrorEntry = ['invalid_grant', 400, 'The request was refused.'];

/** Whether a number is in the catalogue. */
export function isEntraErrorCode(code: unknown): code is EntraErrorCode {
  return typeof code === 'number' && Object.hasOwn(ERRORS, code);
}

export interface ErrorIds {
  traceId: string;
  correlationId: string;
  /** As Entra writes it: `2026-01-18 00:16:16Z`. */
  timestamp: string;
}

/** Makes the ids of one answer; a correlation id that is not a GUID is replaced. */
export function createErrorIds(now: Date, correlationId?: string | null): ErrorIds {
  const isGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(correlationId ?? '');
  return {
    traceId: randomUUID(),
    correlationId: isGuid && correlationId ? correlationId : randomUUID(),
    timestamp: `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`,
  };
}

/** The sentence with its number and ids, as in `error_description`. */
export function describeError(error: EntraError, ids: ErrorIds): string {
  const { traceId, correlationId, timestamp } = ids;
  const number = error.code === undefined ? '' : `AADSTS${error.code}: `;
  return `${number}${error.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
}

/** The JSON body of a refusal by the token endpoint. */
export function buildErrorBody(error: EntraError, ids: ErrorIds, url: string): Record<string, unknown> {
  return {
    error: error.error,
    error_description: describeError(error, ids),
    ...(error.code !== undefined && { error_codes: [error.code] }),
    timestamp: ids.timestamp,
    trace_id: ids.traceId,
    correlation_id: ids.correlationId,
    ...(error.code !== undefined && { error_uri: `${url}/error?code=${error.code}` }),
    ...(error.suberror && { suberror: error.suberror }),
    ...(error.claims && { claims: error.claims }),
  };
}
