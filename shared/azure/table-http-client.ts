/**
 * The transport under the tables: one keep-alive connection pool, bodies read whole, nothing followed or repeated.
 *
 * An abort ends a request at any moment, also while its answer is being read. Proxies, redirects and compression are left
 * out on purpose. It knows nothing of tables but how the service tells what went wrong.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { failureOfAnswer, readErrorCode, TableFailure } from './table-failure.ts';

/** A page of a table is at most 4 MiB; JSON and base64 stay below this. */
const RESPONSE_MAX_BYTES = 8 * 1024 * 1024;
/** Requests beyond these wait for a free connection; their attempt is timed meanwhile. */
const CONNECTIONS_MAX = 128;

export interface TableRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `https:`, or `http:` where the caller has seen to it that it is loopback. */
  url: string;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
}

export interface TableAnswer {
  status: number;
  /** Names in lower case. */
  headers: IncomingHttpHeaders;
  body: string;
}

/** @throws TableFailure `transient` when there is no whole answer. */
export type SendTableRequest = (request: TableRequest) => Promise<TableAnswer>;

/** Creates the transport. */
export function createTableHttpClient(): SendTableRequest {
  const pool = { keepAlive: true, maxSockets: CONNECTIONS_MAX };
  const agents = { http: new HttpAgent(pool), https: new HttpsAgent(pool) };
  return ({ method, url, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      // Given up while its token was awaited: sent now, it would be carried out after the caller has heard of a failure.
      if (signal.aborted) return reject(new TableFailure('transient', 'given up before it was sent'));
      const fail = (error: NodeJS.ErrnoException) =>
        reject(new TableFailure('transient', error.code ?? 'the connection ended'));
      const isSecure = url.startsWith('https:');
      const settings = {
        agent: isSecure ? agents.https : agents.http,
        method,
        headers: body === undefined ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body) },
      };
      const outgoing = (isSecure ? httpsRequest : httpRequest)(url, settings);
      const give = (answer: TableAnswer) => {
        signal.removeEventListener('abort', abort);
        resolve(answer);
      };
      const abort = () => outgoing.destroy();
      outgoing.on('response', (incoming) => readAnswer(incoming, give, fail));
      outgoing.on('error', fail);
      signal.addEventListener('abort', abort);
      outgoing.end(body);
    });
}

function readAnswer(
  incoming: IncomingMessage,
  give: (answer: TableAnswer) => void,
  fail: (error: NodeJS.ErrnoException) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  incoming.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > RESPONSE_MAX_BYTES) incoming.destroy(new Error('The answer is too large.'));
  });
  incoming.on('end', () => {
    const body = Buffer.concat(chunks, length).toString();
    give({ status: incoming.statusCode ?? 0, headers: incoming.headers, body });
  });
  incoming.on('error', fail);
}

/** The failure that an answer tells of; one of unexpected success counts as lost. */
export function failureIn(answer: TableAnswer): TableFailure {
  const { status, body } = answer;
  if (status >= 200 && status <= 299) return new TableFailure('transient', `${status}, which was not expected`);
  const code = readHeader(answer, 'x-ms-error-code') ?? readErrorCode(body);
  return failureOfAnswer(status, code, readHeader(answer, 'x-ms-request-id'));
}

/** A header that stands once; `name` in lower case. */
export function readHeader({ headers }: TableAnswer, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
