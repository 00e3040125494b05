/**
 * The transport under everything that is asked of tables: one keep-alive connection pool, bodies read whole, nothing followed
 * or repeated.
 *
 * An abort ends a request at any moment, also while its answer is being read, which the SDK's own transport does not do.
 * Proxies, redirects and compression are left out on purpose. It knows nothing of tables.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import { listHeaders } from '../../http/header-list.ts';
import { nameByAddress } from '../../http/http-agents.ts';
import { isLoopback } from '../../http/loopback.ts';
import { TableFailure } from './table-failure.ts';

/** A page of a table is at most 4 MiB; JSON and base64 stay below this. */
const RESPONSE_MAX_BYTES = 8 * 1024 * 1024;
/** Requests beyond these wait for a free connection; their attempt is timed meanwhile. */
const CONNECTIONS_MAX = 128;

export interface TransportRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  signal?: AbortSignal | undefined;
}

export interface TransportAnswer {
  status: number;
  /** Names in lower case. */
  headers: IncomingHttpHeaders;
  body: string;
}

/** @throws TableFailure `transient` without an answer, `unavailable` for an address of another scheme. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

export function createTransport(): Transport {
  const pool = { keepAlive: true, maxSockets: CONNECTIONS_MAX };
  const secure = Object.assign(new HttpsAgent(pool), { getName: nameByAddress });
  const plain = Object.assign(new HttpAgent(pool), { getName: nameByAddress });

  return async ({ url, method, headers, body, signal }) => {
    const address = new URL(url);
    const { protocol, hostname, port, pathname, search } = address;
    const isSecure = protocol === 'https:';
    if (!isSecure && !(protocol === 'http:' && isLoopback(hostname)))
      throw new TableFailure('unavailable', 'storage is reached over https only');
    // Given up while its token was awaited: sent now, it would be carried out after the caller has heard of a failure.
    if (signal?.aborted) throw new TableFailure('transient', 'given up');
    const open = isSecure ? httpsRequest : httpRequest;
    const options = {
      agent: isSecure ? secure : plain,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      path: pathname + search,
      method,
      headers: listHeaders({ url: address, method, headers, body }),
    };
    return new Promise((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException) => reject(new TableFailure('transient', error.code ?? 'no answer'));
      const outgoing = open(options, (incoming) => {
        const { statusCode: status = 0, headers: answered } = incoming;
        readText(incoming).then((text) => resolve({ status, headers: answered, body: text }), fail);
      });
      outgoing.on('error', fail);
      signal?.addEventListener('abort', () => outgoing.destroy(new Error('given up')));
      outgoing.end(body);
    });
  };
}

function readText(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > RESPONSE_MAX_BYTES) incoming.destroy(new Error('The answer is too large.'));
    });
    incoming.on('end', () => resolve(Buffer.concat(chunks, length).toString()));
    incoming.on('error', reject);
  });
}

/** The transport as the SDK calls it. */
export function toHttpClient(transport: Transport): HttpClient {
  return {
    async sendRequest(request) {
      const { url, method, body, abortSignal } = request;
      const answer = await transport({
        url,
        method,
        headers: request.headers.toJSON({ preserveCase: true }),
        body: typeof body === 'string' ? body : undefined,
        signal: abortSignal as AbortSignal | undefined,
      });
      const headers = createHttpHeaders();
      for (const [name, value] of Object.entries(answer.headers)) {
        if (typeof value === 'string') headers.set(name, value);
      }
      return { request, status: answer.status, headers, bodyAsText: answer.body };
    },
  };
}
