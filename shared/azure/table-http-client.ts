/**
 * The transport under the table clients: one keep-alive connection pool, bodies read whole, nothing followed or repeated.
 *
 * An abort ends a request at any moment, also while its answer is being read, which the SDK's own transport does not do.
 * Proxies, redirects and compression are left out on purpose. It knows nothing of tables.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { createHttpHeaders, RestError, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';

/** A page of a table is at most 4 MiB; JSON and base64 stay below this. */
const RESPONSE_MAX_BYTES = 8 * 1024 * 1024;
/** Requests beyond these wait for a free connection; their attempt is timed meanwhile. */
const CONNECTIONS_MAX = 128;

/** Creates the transport; `http:` addresses are refused unless the request allows them. */
export function createTableHttpClient(): HttpClient {
  const agents = {
    'https:': new HttpsAgent({ keepAlive: true, maxSockets: CONNECTIONS_MAX }),
    'http:': new HttpAgent({ keepAlive: true, maxSockets: CONNECTIONS_MAX }),
  };
  return {
    async sendRequest(request) {
      const url = new URL(request.url);
      const isSecure = url.protocol === 'https:';
      if (!isSecure && !(url.protocol === 'http:' && request.allowInsecureConnection))
        throw new Error('Storage is reached over https only.');
      // Given up while its token was awaited: sent now, it would be carried out after the caller has heard of a failure.
      if (request.abortSignal?.aborted) throw new RestError('The request was aborted.', { request });
      return new Promise((resolve, reject) => {
        const fail = (error: NodeJS.ErrnoException) => reject(toRestError(error, request));
        const open = isSecure ? httpsRequest : httpRequest;
        const outgoing = open(
          {
            agent: agents[isSecure ? 'https:' : 'http:'],
            hostname: url.hostname.replace(/^\[|\]$/g, ''),
            port: url.port,
            path: `${url.pathname}${url.search}`,
            method: request.method,
            headers: request.headers.toJSON({ preserveCase: true }),
          },
          (incoming) => {
            readText(incoming).then((bodyAsText) => {
              resolve({ request, status: incoming.statusCode ?? 0, headers: readHeaders(incoming), bodyAsText });
            }, fail);
          },
        );
        outgoing.on('error', fail);
        request.abortSignal?.addEventListener('abort', () => outgoing.destroy(new Error('The request was aborted.')));
        outgoing.end(typeof request.body === 'string' ? request.body : undefined);
      });
    },
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

function readHeaders(incoming: IncomingMessage) {
  const headers = createHttpHeaders();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

function toRestError(error: NodeJS.ErrnoException, request: PipelineRequest): RestError {
  return new RestError(error.message, { code: error.code ?? RestError.REQUEST_SEND_ERROR, request });
}
