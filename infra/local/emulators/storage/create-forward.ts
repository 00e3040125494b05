/**
 * Carries one request to Azurite and its answer back, header names and values as they were written.
 *
 * The caller's token is not passed on: the front has checked it. Azurite, which checks no signature and reads its own
 * clock, gets a token made by the front. Nothing is retried; a lost connection gives undefined.
 */
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';

const SOCKETS_MAX = 64;
const ANSWER_MAX_MILLISECONDS = 120_000;
/** RFC 9110 section 7.6.1, plus what is rewritten because bodies are buffered and tokens replaced. */
const NOT_FORWARDED = [
  'authorization',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'te',
  'transfer-encoding',
  'upgrade',
];

export interface Forward {
  /** Undefined when no answer came. */
  send(port: number, request: EmulatedRequest): Promise<EmulatedAnswer | undefined>;
  close(): void;
}

/** Creates the connection pool to Azurite under the stack's certificate. */
export function createForward(certificate: string, tenantId: string): Forward {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX, ca: certificate, servername: 'localhost' });
  const authorization = `Bearer ${buildAzuriteToken(tenantId)}`;
  return {
    send(port, { method, path, rawHeaders, body }) {
      const headers = [...keepHeaders(rawHeaders), 'Authorization', authorization];
      if (body.length > 0 || !['GET', 'HEAD', 'DELETE'].includes(method)) {
        headers.push('Content-Length', String(body.length));
      }
      return exchange({ agent, host: '127.0.0.1', port, method, path, headers }, body);
    },
    close: () => agent.destroy(),
  };
}

function exchange(options: RequestOptions, body: Buffer): Promise<EmulatedAnswer | undefined> {
  return new Promise((resolve) => {
    const outgoing = httpsRequest({ ...options, timeout: ANSWER_MAX_MILLISECONDS }, (response) => {
      readAnswer(response, options.method === 'HEAD').then(resolve, () => resolve(undefined));
    });
    outgoing.once('timeout', () => outgoing.destroy());
    // A request can fail twice: given up, and then its connection ends.
    outgoing.on('error', () => resolve(undefined));
    outgoing.end(body);
  });
}

async function readAnswer(response: IncomingMessage, isHead: boolean): Promise<EmulatedAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  const headers: Record<string, string | string[]> = {};
  const kept = keepHeaders(response.rawHeaders);
  for (let index = 0; index < kept.length; index += 2) {
    const name = kept[index] ?? '';
    const value = kept[index + 1] ?? '';
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  // The length of what a GET would return: the only one that differs from the length of the body.
  const length = response.headers['content-length'];
  if (isHead && length !== undefined) headers['Content-Length'] = length;
  return { status: response.statusCode ?? 500, headers, body: Buffer.concat(chunks) };
}

function keepHeaders(rawHeaders: string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!NOT_FORWARDED.includes(name.toLowerCase())) kept.push(name, rawHeaders[index + 1] ?? '');
  }
  return kept;
}

function buildAzuriteToken(tenantId: string): string {
  const claims = {
    aud: 'https://storage.azure.com',
    iss: `https://sts.windows.net/${tenantId}/`,
    iat: 0,
    nbf: 0,
    exp: 4_102_444_800,
    tid: tenantId,
    oid: '00000000-0000-0000-0000-000000000000',
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ typ: 'JWT', alg: 'RS256' })}.${encode(claims)}.${encode({})}`;
}
