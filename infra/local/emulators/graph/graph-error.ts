/**
 * The one error of the Graph emulator and its form on the wire.
 *
 * `{ error: { code, message, innerError: { date, request-id, client-request-id } } }`. Codes and texts are those that
 * Graph gives; clients branch on the code. Source: learn.microsoft.com/graph/errors.
 */
import { randomUUID } from 'node:crypto';
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';

/** A refusal of Graph. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  /** What the body says beside the error. */
  readonly extra: object;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}, extra: object = {}) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.extra = extra;
  }
}

/** What every answer of Graph names. */
export interface RequestIds {
  requestId: string;
  clientRequestId: string;
}

/** A new id, and the client's own if it is one. */
export function createRequestIds({ headers }: Pick<EmulatedRequest, 'headers'>): RequestIds {
  const requestId = randomUUID();
  const given = String(headers['client-request-id'] ?? '');
  return { requestId, clientRequestId: /^[0-9a-f-]{36}$/i.test(given) ? given : requestId };
}

/** Adds the headers by which support finds a request. */
export function withRequestIds(answer: EmulatedAnswer, { requestId, clientRequestId }: RequestIds): EmulatedAnswer {
  return {
    ...answer,
    headers: {
      'Cache-Control': 'private',
      'Strict-Transport-Security': 'max-age=31536000',
      'request-id': requestId,
      'client-request-id': clientRequestId,
      ...answer.headers,
    },
  };
}

/** Whether an answer has the form of Graph's errors. */
export function isGraphError({ body }: EmulatedAnswer): boolean {
  return typeof body === 'object' && 'error' in body;
}

/** Builds the answer of a refusal. */
export function buildGraphErrorAnswer(error: GraphError, ids: RequestIds, now: Date): EmulatedAnswer {
  const innerError = {
    date: now.toISOString().slice(0, 19),
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
  };
  const body = { error: { code: error.code, message: error.message, innerError }, ...error.extra };
  return { status: error.status, headers: error.headers, body };
}
