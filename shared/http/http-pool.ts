/**
 * Requests over one pool of connections: nothing is repeated, followed, decompressed or remembered.
 *
 * At most so many requests are under way at once; the others wait for their turn, within their time. Plain http goes to
 * loopback only. Faults carry a short reason and never headers, bodies or the error that they came from.
 */
import { request as startHttp, type ClientRequest } from 'node:http';
import { request as startHttps, type AgentOptions } from 'node:https';
import { withTimeLimit } from '../time-limit.ts';
import { createTurns } from '../turns.ts';
import { listHeaders } from './header-list.ts';
import { createHttpAgents } from './http-agents.ts';
import { exchange } from './http-exchange.ts';
import { HttpFault, type HttpAnswer, type HttpRequest, type HttpRequestOptions } from './http-request.ts';
import { isLoopback } from './loopback.ts';

export interface HttpPoolOptions {
  /** Requests under way at once. */
  connectionsMax: number;
  /** How long a connection waits for the next request, where that differs from the agents' own; 0: until the server closes it. */
  idleMilliseconds?: number;
  /** Node's own for TLS, such as `ca`. */
  agentOptions?: AgentOptions;
}

/** Opens nothing before the first request. */
export function createHttpPool({ connectionsMax, idleMilliseconds, agentOptions }: HttpPoolOptions): HttpRequest {
  const idle = idleMilliseconds === undefined ? {} : { timeout: idleMilliseconds };
  const agents = createHttpAgents({ ...agentOptions, ...idle, maxFreeSockets: connectionsMax });
  const turns = createTurns(connectionsMax);
  const parse = createParseAddress();

  function run(options: HttpRequestOptions, url: URL, signal: AbortSignal): Promise<HttpAnswer> {
    const settings = {
      method: options.method,
      hostname: url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
      port: url.port,
      path: url.pathname + url.search,
      headers: listHeaders({ url, method: options.method, headers: options.headers, body: options.body }),
      connectSignal: signal,
    };
    const start = (): ClientRequest =>
      url.protocol === 'https:'
        ? startHttps({ ...settings, agent: agents.https })
        : startHttp({ ...settings, agent: agents.http });
    return exchange(options, { start, turns, signal });
  }

  return (options) => {
    const url = parse(options.url);
    if (!url) return Promise.reject(new HttpFault('insecure_address', { wasSent: false }));
    const { timeoutMilliseconds, signal } = options;
    if (timeoutMilliseconds === undefined) return run(options, url, signal);
    let running: Promise<HttpAnswer> | undefined;
    return withTimeLimit(timeoutMilliseconds, (limit) => (running = run(options, url, limit))).catch(
      (error: unknown) => {
        // The exchange ended with its limit, and knows what had come by then and whether anything was sent.
        if (running) return running;
        throw error;
      },
    );
  };
}

/** The same few addresses come again and again, and parsing one costs more than looking it up. */
const ADDRESSES_MAX = 200;

/** Undefined for an address to which no request goes: neither https nor http on loopback. */
function createParseAddress(): (address: string) => Readonly<URL> | undefined {
  const known = new Map<string, Readonly<URL> | undefined>();
  return (address) => {
    if (known.has(address)) return known.get(address);
    if (known.size >= ADDRESSES_MAX) known.clear();
    const url = URL.parse(address) ?? undefined;
    const isAllowed = url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
    const parsed = isAllowed ? url : undefined;
    known.set(address, parsed);
    return parsed;
  };
}
