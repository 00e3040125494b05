/**
 * The one outermost wrapper of every HTTP function: chooses the handler by method, authenticates as the table of routes says,
 * turns whatever happens into an answer, and logs one line.
 *
 * No handler's exception leaves it. Known outcomes become problem details (RFC 9457) or a page, from the fixed
 * sentences; anything else is a bug, answered with a fixed 500. The line holds codes, ids and a duration, never a token,
 * address, subject or body.
 */
import type { HttpHandler, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import type { AlarmCode } from '../shared/outcomes.ts';
import { buildProblem, type ProblemExtra } from '../shared/problem-document.ts';
import type { Access, Authenticate } from './access.ts';
import { logLine } from './log-line.ts';

/** What a handler answers; `ids` go into the log line only. */
export interface Answer {
  response: HttpResponseInit;
  ids?: Record<string, string | number | boolean | undefined>;
  /** For the log when a page tells of a refusal. */
  error?: ConnectorError;
  /** Codes beside that of the error that the operator has to act on. */
  alarms?: AlarmCode[];
}

export type Method = 'GET' | 'POST' | 'DELETE';

/** One method of one route. `who` was authenticated as the table of routes says; a handler never does that itself. */
export type Handle<Who> = (request: HttpRequest, who: Who, context: InvocationContext) => Promise<Answer>;

/** A row of the table of routes: the path, and for each method who may call it. */
export type Route = { path: string } & Partial<Record<Method, Access>>;

// A handler takes what its row's access proves; the table's type holds the two together.
export type Methods = Partial<Record<Method, Handle<never>>>;

/** Shows an error: problem details to callers, a page to people. */
export type ShowError = (error: ConnectorError, requestId: string) => HttpResponseInit;

export interface RespondOptions {
  route: Route;
  methods: Methods;
  authenticate: Authenticate;
  showError: ShowError;
}

/** Wraps the handlers of one route. HEAD is GET without a body; a route without methods does not exist. */
export function respond({ route, methods, authenticate, showError }: RespondOptions): HttpHandler {
  const allow = Object.keys(methods).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));

  async function handle(request: HttpRequest, context: InvocationContext): Promise<Answer> {
    if (allow.length === 0) throw new ConnectorError('not_found');
    const method = (request.method === 'HEAD' ? 'GET' : request.method) as Method;
    const chosen = Object.hasOwn(methods, method) ? methods[method] : undefined;
    const access = Object.hasOwn(route, method) ? route[method] : undefined;
    if (!chosen || !access) throw new ConnectorError('method_not_allowed');
    return chosen(request, (await authenticate(access, request)) as never, context);
  }

  return async (request, context) => {
    const startedAt = performance.now();
    const answer = await handle(request, context).catch((error: unknown) => explain(error, context, showError));
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
    const { error, ids, alarms = [] } = answer;
    logLine(context, { startedAt, status, error, ids, alarms });
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

function explain(thrown: unknown, context: InvocationContext, showError: ShowError): Answer {
  const error = thrown instanceof ConnectorError ? thrown : new ConnectorError('internal_error', { cause: thrown });
  return { response: showError(error, context.invocationId), error };
}
