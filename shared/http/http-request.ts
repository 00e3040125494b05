/**
 * One HTTP request and its answer, over pooled connections, with certainty about what did not happen.
 *
 * A request is handed a socket only when that is connected and, for https, its certificate is verified. So a failure before
 * then proves that no byte of the request has left (`wasSent: false`); any later one, reused connections included, does not.
 * No retry, no redirect, no decompression, no cookies. One time limit covers waiting, connecting and answering. Plain http
 * goes to loopback only. Errors carry a short reason and never headers, bodies or the error they came from.
 */
import { request as startHttp, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import { request as startHttps, type AgentOptions } from 'node:https';
import { listHeaders } from './header-list.ts';
import { createHttpAgents } from './http-agents.ts';
import { isLoopback } from './loopback.ts';
import { createTurns, type Turns } from '../turns.ts';

/** Requests under way at once; more wait within their time limit. */
const CONNECTIONS_MAX = 128;

export interface HttpRequestOptions {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  timeoutMilliseconds: number;
  /** What goes beyond is cut off; the answer then says that it is not complete. */
  responseMaxBytes: number;
}

export interface HttpAnswer {
  status: number;
  /** Names in lower case. */
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** False when the body was cut: too long, too late, or the connection ended. Status and headers are whole. */
  isComplete: boolean;
}

/** @throws HttpFault when there is no answer. */
export type HttpRequest = (options: HttpRequestOptions) => Promise<HttpAnswer>;

/** A request without an answer. */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  /** False only when it is certain that no byte of the request has left. */
  readonly wasSent: boolean;
  /** `timeout`, `insecure_address`, or Node's code such as `ECONNREFUSED`. */
  readonly reason: string;

  constructor(reason: string, { wasSent }: { wasSent: boolean }) {
    super(`${reason} ${wasSent ? 'after' : 'before'} the request may have been sent`);
    this.reason = reason;
    this.wasSent = wasSent;
  }
}

/** Creates the function; `agentOptions` are Node's own for TLS, such as `ca`. */
export function createHttpRequest({ agentOptions = {} }: { agentOptions?: AgentOptions } = {}): HttpRequest {
  const agents = createHttpAgents(agentOptions);
  const turns = createTurns(agentOptions.maxSockets ?? CONNECTIONS_MAX);

  return (options) => {
    const url = URL.parse(options.url);
    const isSecure = url?.protocol === 'https:';
    if (!url || (!isSecure && !(url.protocol === 'http:' && isLoopback(url.hostname))))
      return Promise.reject(new HttpFault('insecure_address', { wasSent: false }));
    const settings = {
      method: options.method,
      headers: listHeaders({ ...options, url, headers: { 'Accept-Encoding': 'identity', ...options.headers } }),
      agent: isSecure ? agents.https : agents.http,
      connectTimeoutMilliseconds: options.timeoutMilliseconds,
    };
    const start = (): ClientRequest => (isSecure ? startHttps(url, settings) : startHttp(url, settings));
    return exchange(options, start, turns);
  };
}

function exchange(options: HttpRequestOptions, start: () => ClientRequest, turns: Turns): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let request: ClientRequest | undefined;
    let answer: HttpAnswer | undefined;
    let wasSent = false;
    let isSettled = false;
    const chunks: Buffer[] = [];

    const settle = (outcome: () => void): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      outcome();
      // After Node has put the connection back, so that the next request finds it.
      queueMicrotask(() => turns.leave(begin));
    };
    /** Ends with the answer as far as it came; without its head, with a fault. */
    const stop = (reason: string): void =>
      settle(() => {
        request?.destroy();
        if (answer) resolve({ ...answer, body: Buffer.concat(chunks), isComplete: false });
        else reject(new HttpFault(reason, { wasSent }));
      });
    const finish = (): void => {
      // The answer came before the whole request had left; nobody waits for the rest.
      if (!request?.writableFinished) request?.destroy();
      if (answer) resolve({ ...answer, body: Buffer.concat(chunks), isComplete: true });
    };
    const timer = setTimeout(() => stop('timeout'), options.timeoutMilliseconds);

    const begin = (): void => {
      try {
        request = start();
      } catch (error) {
        // Node refuses headers or a path with forbidden characters at once.
        return stop(codeOf(error));
      }
      request.once('socket', () => (wasSent = true));
      request.on('error', (error) => stop(codeOf(error)));
      request.once('close', () => {
        if (!answer) stop('closed');
      });
      request.once('response', (response) => {
        answer = {
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.alloc(0),
          isComplete: false,
        };
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          const room = options.responseMaxBytes - bytes;
          bytes += chunk.length;
          chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
          if (bytes > options.responseMaxBytes) stop('too_long');
        });
        response.on('error', (error) => stop(codeOf(error)));
        response.once('close', () => stop('closed'));
        response.once('end', () => settle(() => finish()));
      });
      request.end(options.body);
    };
    turns.enter(begin);
  });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'failed';
}
