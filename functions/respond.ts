/**
 * The one outermost wrapper of every HTTP function: chooses the handler by method, authenticates as the table of routes says,
 * turns whatever happens into an answer, and has it logged.
 *
 * No handler's exception leaves it. Known outcomes become problem details (RFC 9457) or a page, from the fixed
 * sentences; anything else is a bug, answered with a fixed 500. What is logged holds codes, ids and a duration, never a token,
 * address, subject or body.
 */
import type { HttpHandler, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { RETRY_AFTER_MAX_SECONDS } from '../shared/limits.ts';
import { outcomes, type AlarmCode } from '../shared/outcomes.ts';
import { buildProblem, type ProblemContext, type ProblemExtra } from '../shared/problem-document.ts';
import { isProven, type Access, type Authenticate, type Identity } from './access.ts';
import type { Contests } from './contests.ts';
import type { Drain } from './drain.ts';
import type { AfterAnswer } from './late-sweep.ts';
import { tellChanges } from './message-changes.ts';
import type { RequestLog } from './request-log.ts';

/** Header names are written as `respond` writes them, which adds its own to them. */
export type Reply = Omit<HttpResponseInit, 'headers'> & { headers?: Record<string, string> };

/** What a handler answers; `ids` go into the log line only. */
export interface Answer {
  response: Reply;
  ids?: Record<string, string | number | boolean | undefined>;
  /** For the log when a page tells of a refusal. */
  error?: ConnectorError;
  /** The refusal of an earlier request that a page shows again. */
  shown?: Pick<ConnectorError, 'code'>;
  /** Codes beside that of the error that the operator has to act on. */
  alarms?: AlarmCode[];
  /** A refusal of somebody unknown that has a line of its own, because it has a cost of its own: Entra was asked. */
  isLogged?: boolean;
}

/** HEAD is offered where GET has no effect whatever, and is then the same handler; its body is left out. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';

/** One method of one route. `who` was authenticated as the table of routes says; a handler never does that itself. */
export type Handle<Who> = (request: HttpRequest, who: Who, context: InvocationContext) => Promise<Answer>;

/** A row of the table of routes: the path, and for each method who may call it. */
export type Route = { path: string } & Partial<Record<Method, Access>>;

// A handler takes what its row's access proves; the table's type holds the two together.
export type Methods = Partial<Record<Method, Handle<never>>>;

/** Shows an error: problem details to callers, a page to people. `who` is undefined until somebody is authenticated. */
export type ShowError = (
  error: ConnectorError,
  context: InvocationContext,
  who: Identity,
  request: HttpRequest,
) => Reply | Promise<Reply>;

export interface RespondOptions {
  route: Route;
  methods: Methods;
  authenticate: Authenticate;
  showError: ShowError;
  contests: Contests;
  log: RequestLog;
  /** Of every answer to this request, refusals included. */
  headersOf: (request: HttpRequest) => Record<string, string>;
  afterAnswer: AfterAnswer;
  drain: Drain;
}

/** By then another instance takes requests. */
const RETRY_WHILE_ENDING_SECONDS = 5;

/** Wraps the handlers of one route. */
export function respond(options: RespondOptions): HttpHandler {
  const { route, methods, authenticate, showError, contests, log, headersOf, afterAnswer, drain } = options;
  const allow = Object.keys(methods);
  // Where no other route leads, no method would do better.
  const refusal = route.path.includes('{*') ? 'not_found' : 'method_not_allowed';

  async function identify(request: HttpRequest): Promise<{ run: Handle<never>; who: Identity }> {
    if (drain.isEnding()) throw new ConnectorError('shutting_down', { retryAfterSeconds: RETRY_WHILE_ENDING_SECONDS });
    const method = request.method as Method;
    const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
    const access = Object.hasOwn(route, method) ? route[method] : undefined;
    if (!run || !access) throw new ConnectorError(refusal);
    return { run, who: await authenticate(access, request) };
  }

  async function answerTo(
    request: HttpRequest,
    context: InvocationContext,
  ): Promise<{ answer: Answer; who: Identity }> {
    let who: Identity;
    try {
      const identified = await identify(request);
      ({ who } = identified);
      return { answer: await identified.run(request, who as never, context), who };
    } catch (thrown) {
      const error = thrown instanceof ConnectorError ? thrown : new ConnectorError('internal_error', { cause: thrown });
      return { answer: { response: await showError(error, context, who, request), error }, who };
    }
  }

  return (request, context) => drain.track(() => handle(request, context));

  async function handle(request: HttpRequest, context: InvocationContext): Promise<Reply> {
    const startedAt = performance.now();
    const { result, contested, changes } = await contests.collect(() => answerTo(request, context));
    const { answer, who } = result;
    const { status = 200 } = answer.response;
    const refused = answer.error ?? answer.shown;
    const { jsonBody, body = jsonBody === undefined ? undefined : JSON.stringify(jsonBody), ...rest } = answer.response;
    const headers: Record<string, string> = {
      'Cache-Control': 'no-store',
      ...rest.headers,
      'X-Request-Id': context.invocationId,
      ...headersOf(request),
      ...(status === 405 && { Allow: allow.join(', ') }),
      ...(refused && mayPass(refused, status) && { 'Retry-After': retryAfter(refused) }),
      'X-Content-Type-Options': 'nosniff',
      'Strict-Transport-Security': 'max-age=31536000',
      ...(jsonBody !== undefined && { 'Content-Type': 'application/json' }),
    };
    const { error, shown } = answer;
    const isContested = contested.length > 0;
    const told = tellChanges(changes, answer.ids ?? {});
    const ids = { ...callerOf(who), ...(isContested && { contested: contested.join(' ') }), ...answer.ids, ...told };
    const alarms: AlarmCode[] = [...(answer.alarms ?? []), ...(isContested ? ['name_contested' as const] : [])];
    // A refusal that is shown at another address is told as what it is.
    const toldStatus = error && status === 303 ? outcomes[error.code].status : status;
    // A count would lose what another invocation has left to tell.
    const isStranger = !isProven(who) && !answer.isLogged && Object.keys(told).length === 0;
    log.write(context, { startedAt, status: toldStatus, error, shown, ids, alarms }, isStranger);
    if (isProven(who)) await afterAnswer(context, request.method, route[request.method as Method]);
    return { ...rest, ...(body !== undefined && request.method !== 'HEAD' && { body }), headers };
  }
}

/** Whoever asked, also where nothing came of it. */
function callerOf(who: Identity): { caller?: string } {
  return isProven(who) && 'rights' in who ? { caller: who.clientId } : {};
}

/** What only the operator can repair does not pass by waiting. */
function mayPass({ code }: Pick<ConnectorError, 'code'>, status: number): boolean {
  return (status === 503 || status === 429) && outcomes[code].who !== 'operator';
}

/** Problem details of a known outcome. `extra` adds members such as `consentUrl`. */
export function problem(error: ConnectorError, context: ProblemContext, extra?: ProblemExtra): Reply {
  const document = buildProblem(error, context, extra);
  return {
    status: document.status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(document.status === 401 && { 'WWW-Authenticate': error.challenge ?? 'Bearer' }),
    },
    body: JSON.stringify(document),
  };
}

function retryAfter({ retryAfterSeconds = 10 }: Partial<ConnectorError>): string {
  return String(Math.min(Math.max(1, Math.ceil(retryAfterSeconds)), RETRY_AFTER_MAX_SECONDS));
}
