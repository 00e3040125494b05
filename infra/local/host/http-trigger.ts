/**
 * Answers HTTP requests with the app's functions.
 *
 * With streaming the library reads and writes the connection itself; without, the whole request and answer pass through
 * it as values. A handler that throws is answered 500 without a body. Beyond what the queue takes it is 429. As under Core Tools, `authLevel` is not enforced.
 * Without streaming a function gets no chunked body, as in Azure. Deliberate differences: with streaming a
 * handler that throws or returns nothing is answered at once instead of after 240 s; a body above the limit is answered 413,
 * where Azure's host fails the invocation with 500.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { declaresTooMuch, hasBody, limitBody, readBody } from './http-body.ts';
import { writeHttpAnswer } from './http-answer.ts';
import type { ShowHomePage } from './home-page.ts';
import type { Invocation, Invoke } from './invoke.ts';
import { isHost, parseRequestTarget, type RequestTarget } from './request-target.ts';
import type { RequestQueue } from './request-queue.ts';
import type { RouteMatch, Router } from './router.ts';
import type { InvocationResponse, RegisteredFunction, TypedData } from './rpc.ts';
import type { HandOver } from './streaming.ts';

export interface HttpTriggerOptions {
  router: Router;
  queue: RequestQueue;
  invoke: Invoke;
  handOver: HandOver | undefined;
  bodyMaxBytes: number;
  /** Takes a function's other outputs, beside its answer. */
  deliverOutputs(from: RegisteredFunction, response: InvocationResponse): Promise<void> | undefined;
  /** Answers paths under `admin/`. */
  admin(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** Answers the root of the site, where no function is. */
  showHomePage: ShowHomePage;
  reportFailure(name: string, error: unknown): void;
}

/** `proceed` asks the client for its body, when it waits for that (Expect: 100-continue). */
export type RequestListener = (request: IncomingMessage, response: ServerResponse, proceed?: () => void) => void;

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  headers: Record<string, string>;
  host: string;
  target: RequestTarget;
  proceed: (() => void) | undefined;
}

/** What Azure's host tells its front end with a refusal. */
const SCALE_OUT = ['x-function-scaleout', '1'];
const TARGET_MAX_CHARACTERS = 8_192;
const HEADERS_MAX = 100;

/** The listener never throws. */
export function createHttpTrigger(options: HttpTriggerOptions): RequestListener {
  let knownHost = '';
  return (request, response, proceed) => {
    const { method = 'GET', url = '' } = request;
    const headers = readHeaders(request.rawHeaders);
    const host = headers['host'] || `127.0.0.1:${request.socket.localPort}`;
    if (url.length > TARGET_MAX_CHARACTERS) return refuseAndClose(response, 414);
    if (request.rawHeaders.length > 2 * HEADERS_MAX) return refuseAndClose(response, 431);
    if (host !== knownHost && !isHost(host)) return refuseAndClose(response, 400);
    knownHost = host;
    const target = parseRequestTarget(url, options.handOver !== undefined);
    if (!target) return refuseAndClose(response, 400);
    if (declaresTooMuch(headers, options.bodyMaxBytes)) return refuse(response, 413);
    const exchange: Exchange = { request, response, method, headers, host, target, proceed };
    let name = 'admin';
    const answer = async () => {
      const match = options.router.match(method, target.path);
      if (!match) return target.path === '' ? options.showHomePage(response) : refuse(response, 404);
      name = match.function.name;
      return options.handOver ? stream(options, options.handOver, exchange, match) : buffer(options, exchange, match);
    };
    const serve = async () => {
      if (/^admin(\/|$)/i.test(target.path)) {
        proceed?.();
        return options.admin(request, response, target.path);
      }
      if (!(await options.queue(answer))) refuse(response, 429, SCALE_OUT);
    };
    serve().catch((error: unknown) => {
      // After a refusal or a client's departure the handler fails for that reason alone.
      if (!response.writableEnded && !response.destroyed) options.reportFailure(name, error);
      if (!response.headersSent) refuse(response, 500);
      else if (!response.writableEnded) response.destroy();
    });
  };
}

/** Answers without a body. */
export function refuse(response: ServerResponse, status: number, headers: readonly string[] = []): void {
  response.writeHead(status, [...headers, 'content-length', '0']).end();
}

function refuseAndClose(response: ServerResponse, status: number): void {
  response.shouldKeepAlive = false;
  refuse(response, status);
}

async function stream(options: HttpTriggerOptions, handOver: HandOver, exchange: Exchange, match: RouteMatch) {
  const { request, response, headers, host, target } = exchange;
  const invocationId = randomUUID();
  if (headers['transfer-encoding'] !== undefined) {
    limitBody(request, options.bodyMaxBytes, () => {
      if (!response.headersSent) refuseAndClose(response, 413);
    });
  }
  if (hasBody(headers)) exchange.proceed?.();
  handOver(request, response, { invocationId, host, address: target.address });
  const answer = await options.invoke({
    ...toInvocation(exchange, match),
    invocationId,
    input: { http: {} },
    triggerMetadata: streamMetadata(exchange, match),
    complete(outcome) {
      if (!('error' in outcome)) return outcome.result ?? { status: 204 };
      if (!response.writableEnded && !response.destroyed) options.reportFailure(match.function.name, outcome.error);
      return { status: 500 };
    },
  });
  await options.deliverOutputs(match.function, answer);
}

async function buffer(options: HttpTriggerOptions, exchange: Exchange, match: RouteMatch) {
  const { request, response, method, headers, host, target } = exchange;
  let body: Buffer | undefined;
  if (method !== 'GET' && method !== 'HEAD' && Number(headers['content-length']) > 0) {
    exchange.proceed?.();
    const read = await readBody(request, options.bodyMaxBytes);
    if (read === 'too large') return refuse(response, 413);
    if (read === 'aborted') return;
    body = read;
  }
  const url = `http://${host}${target.address}`;
  const http = { method, url, headers, query: parseQuery(target.query), params: match.params };
  const answer = await options.invoke({
    ...toInvocation(exchange, match),
    input: { http: body ? { ...http, body: { bytes: body } } : http },
  });
  const outputs = options.deliverOutputs(match.function, answer);
  if (outputs) await outputs;
  if (!response.destroyed) writeHttpAnswer(response, answer.returnValue?.http, method);
}

function toInvocation({ headers }: Exchange, match: RouteMatch): Pick<Invocation, 'function'> & Partial<Invocation> {
  return { function: match.function, traceParent: headers['traceparent'], traceState: headers['tracestate'] };
}

/** Azure mixes query parameters into the route's; the route's win. */
function streamMetadata({ headers, target }: Exchange, match: RouteMatch): Record<string, TypedData> {
  const metadata: Record<string, TypedData> = Object.create(null);
  for (const [name, value] of Object.entries(parseQuery(target.query))) metadata[name] = { string: value };
  for (const [name, value] of Object.entries(match.params)) metadata[name] = { string: value };
  delete metadata['Query'];
  metadata['Headers'] = { json: JSON.stringify(headers) };
  return metadata;
}

/** ASP.NET's reading: names ignore case, several values of one name are joined by commas. */
function parseQuery(query: string): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  if (query === '') return values;
  const names = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const known = names.get(name.toLowerCase());
    if (known === undefined) names.set(name.toLowerCase(), name);
    values[known ?? name] = known === undefined ? value : `${values[known]},${value}`;
  }
  return values;
}

/** Lower-case names; several values of one name are joined by commas, whatever the header. */
function readHeaders(raw: string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    const known = headers[name];
    headers[name] = known === undefined ? raw[index + 1]! : `${known},${raw[index + 1]}`;
  }
  return headers;
}
