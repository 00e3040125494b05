/**
 * The one outermost wrapper of every HTTP function: chooses the handler by method, turns whatever happens into an answer,
 * and logs one line.
 *
 * No handler's exception leaves it. Known outcomes become problem details (RFC 9457) or a page, from the fixed
 * sentences; anything else is a bug, answered with a fixed 500. The line holds codes, ids and a duration, never a token,
 * address, subject or body.
 */
import type { HttpHandler, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { buildProblem, type ProblemExtra } from '../shared/problem-document.ts';
import { logLine } from './log-line.ts';

/** What a handler answers; `ids` go into the log line only. */
export interface Answer {
  response: HttpResponseInit;
  ids?: Record<string, string | number | boolean | undefined>;
  /** For the log when a page tells of a refusal. */
  error?: ConnectorError;
}

export type Handle = (request: HttpRequest, context: InvocationContext) => Promise<Answer>;

export type Methods = Partial<Record<'GET' | 'POST' | 'DELETE', Handle>>;

/** Shows an error to whoever asked: problem details for callers, a page for people. */
export type ShowError = (error: ConnectorError, requestId: string) => HttpResponseInit;

/** Wraps the handlers of one route. HEAD is GET without a body; a route without methods does not exist. */
export function respond(methods: Methods, showError: ShowError): HttpHandler {
  const allow = Object.keys(methods).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return async (request, context) => {
    const startedAt = performance.now();
    const answer = await handle(methods, request, context).catch((error: unknown) =>
      explain(error, context, showError),
    );
    const { status = 200 } = answer.response;
    const headers = new Headers(answer.response.headers);
    headers.set('X-Request-Id', context.invocationId);
    if (status === 405) headers.set('Allow', allow.join(', '));
    if (answer.error && (status === 503 || status === 429)) headers.set('Retry-After', retryAfter(answer.error));
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Strict-Transport-Security', 'max-age=31536000');
    const { jsonBody, body = jsonBody === undefined ? undefined : JSON.stringify(jsonBody), ...rest } = answer.response;
    if (jsonBody !== undefined) headers.set('Content-Type', 'application/json');
    logLine(context, { startedAt, status, error: answer.error, ids: answer.ids });
    return { ...rest, ...(body !== undefined && request.method !== 'HEAD' && { body }), headers };
  };
}

/** Problem details of a known outcome. `extra` adds members such as `consentUrl`. */
export function problem(error: ConnectorError, requestId: string, extra?: ProblemExtra): HttpResponseInit {
  const document = buildProblem(error, requestId, extra);
  return {
    status: document.status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(document.status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    },
    body: JSON.stringify(document),
  };
}

function retryAfter({ retryAfterSeconds = 10 }: ConnectorError): string {
  return String(Math.max(1, Math.ceil(retryAfterSeconds)));
}

async function handle(methods: Methods, request: HttpRequest, context: InvocationContext): Promise<Answer> {
  if (Object.keys(methods).length === 0) throw new ConnectorError('not_found');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const chosen = Object.hasOwn(methods, method) ? methods[method as keyof Methods] : undefined;
  if (!chosen) throw new ConnectorError('method_not_allowed');
  return chosen(request, context);
}

function explain(thrown: unknown, context: InvocationContext, showError: ShowError): Answer {
  const error = thrown instanceof ConnectorError ? thrown : new ConnectorError('internal_error', { cause: thrown });
  return { response: showError(error, context.invocationId), error };
}
