/**
 * The server under every emulator: https, a record of every request, and scripted faults.
 *
 * An emulator is a function from request to answer; this module owns sockets, bodies, the record and the control
 * address `/__emulator/…` (requests: GET, DELETE; faults: POST, DELETE), by which tests in another process script
 * it. It does not know any service's protocol. A request under another host name than a loopback one is answered 421,
 * and a control call by another site 403.
 */
import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Certificate } from './certificate.ts';
import { createFaultScript, type Fault, type FaultScript } from './fault.ts';
import { isLoopbackHost } from './loopback-host.ts';

const BODY_MAX_BYTES = 64 * 1024 * 1024;
const RECORD_BODY_MAX_CHARACTERS = 65_536;
const RECORDS_MAX = 20_000;

export interface EmulatedRequest {
  method: string;
  url: URL;
  /** Path and query as sent. */
  path: string;
  headers: IncomingHttpHeaders;
  /** Names and values alternating, as sent. */
  rawHeaders: string[];
  body: Buffer;
}

/** An object body is sent as JSON. */
export interface EmulatedAnswer {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer | object;
}

export interface RecordedRequest {
  at: string;
  method: string;
  /** Path and query as sent. */
  path: string;
  headers: IncomingHttpHeaders;
  /** The first 65,536 characters; empty for `application/octet-stream`. */
  body: string;
  bodyBytes: number;
  /** 0 when the connection was cut before an answer. */
  status: number;
  /** Set as soon as a fault hits, so a test can see a request that is being held. */
  fault?: Fault['action']['kind'];
}

export interface Emulator {
  /** Base address without a trailing slash. */
  url: string;
  requests: RecordedRequest[];
  faults: FaultScript;
  close(): Promise<void>;
}

export interface EmulatorOptions {
  name: string;
  /** Absent: plain http, for the managed identity endpoint and the guide. */
  certificate?: Certificate;
  /** 0 takes a free one. */
  port: number;
  /** Larger bodies are answered 413; default 64 MiB. */
  bodyMaxBytes?: number;
  /** Paths that begin like this are the emulator's own control calls: neither recorded nor hit by faults. */
  controlPrefix?: string | string[];
  answer(request: EmulatedRequest): Promise<EmulatedAnswer> | EmulatedAnswer;
  /** Adds to a scripted answer what the service itself would never leave out. */
  completeScripted?(answer: EmulatedAnswer): EmulatedAnswer;
}

/** Starts an emulator on 127.0.0.1; rejects with a plain sentence when the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const requests: RecordedRequest[] = [];
  const faults = createFaultScript();
  let url = '';
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    serve(options, { url, requests, faults }, request, response).catch((error: unknown) => {
      // A client that went away in the middle of its request is not the emulator's fault.
      if (request.destroyed && !request.complete) return;
      process.stderr.write(`${options.name}: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (!response.headersSent) response.writeHead(500).end();
    });
  };
  const server = options.certificate
    ? createHttpsServer({ cert: options.certificate.certificate, key: options.certificate.privateKey }, listener)
    : createHttpServer(listener);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${options.port} (${options.name}) is taken.`) : error),
    );
    server.listen(options.port, '127.0.0.1', resolve);
  });
  url = `${options.certificate ? 'https' : 'http'}://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type State = Pick<Emulator, 'url' | 'requests' | 'faults'>;

function createRecord({ headers }: IncomingMessage, method: string, path: string): RecordedRequest {
  return { at: new Date().toISOString(), method, path, headers, body: '', bodyBytes: 0, status: 0 };
}

async function serve(options: EmulatorOptions, state: State, request: IncomingMessage, response: ServerResponse) {
  const method = request.method ?? 'GET';
  const path = request.url ?? '/';
  if (!isLoopbackHost(request.headers.host)) return void response.writeHead(421).end();
  const isControl = ['/__emulator/', options.controlPrefix ?? []].flat().some((prefix) => path.startsWith(prefix));
  // A program sends no Origin; a page of another site cannot leave it out.
  if (isControl && ![undefined, state.url].includes(request.headers.origin)) return void response.writeHead(403).end();
  if (path.startsWith('/__emulator/')) return control(state, request, response);
  if (!path.startsWith('/')) return void response.writeHead(400).end();
  const bodyMaxBytes = options.bodyMaxBytes ?? BODY_MAX_BYTES;
  const { completeScripted = (answer: EmulatedAnswer) => answer } = options;
  const execute = async (body: Buffer) => {
    const url = new URL(`${state.url}${path}`);
    return options.answer({ method, url, path, headers: request.headers, rawHeaders: request.rawHeaders, body });
  };
  const record = createRecord(request, method, path);
  if (isControl) {
    const body = await readBody(request, bodyMaxBytes);
    return send(response, record, body ? await execute(body) : { status: 413 });
  }
  if (state.requests.length >= RECORDS_MAX) state.requests.splice(0, RECORDS_MAX / 2);
  state.requests.push(record);

  const target = { method, path, headers: request.headers };
  let fault = state.faults.take(target, undefined);
  if (fault) record.fault = fault.action.kind;
  if (fault?.delayMilliseconds) await sleep(fault.delayMilliseconds);
  if (fault?.action.kind === 'cut-before-reading') return void request.socket.destroy();

  const body = await readBody(request, bodyMaxBytes);
  if (!body) return send(response, record, { status: 413 });
  record.bodyBytes = body.length;
  record.body = isBinary(request) ? '' : toText(body);
  if (!fault) {
    fault = state.faults.take(target, record.body);
    if (fault) record.fault = fault.action.kind;
    if (fault?.delayMilliseconds) await sleep(fault.delayMilliseconds);
  }
  const executeIn = (milliseconds = 0) => sleep(milliseconds).then(() => execute(body));
  switch (fault?.action.kind) {
    case 'answer':
      return send(response, record, completeScripted(fault.action as EmulatedAnswer));
    case 'garbage':
      return void request.socket.end('\u0000\u0001 not HTTP at all\r\n\r\n');
    case 'cut-before-reading':
      return void request.socket.destroy();
    case 'cut-after-accepting':
      if (fault.action.laterMilliseconds === undefined) await execute(body);
      request.socket.destroy();
      if (fault.action.laterMilliseconds !== undefined) await executeIn(fault.action.laterMilliseconds);
      return;
    case 'hang':
      return void (await executeIn(fault.action.laterMilliseconds));
    case 'execute-later': {
      const { status, headers = {} } = fault.action;
      send(response, record, { status, headers, body: fault.action.body ?? '' });
      return void (await executeIn(fault.action.laterMilliseconds));
    }
    default:
      return send(response, record, await execute(body));
  }
}

function isBinary({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.toLowerCase() === 'application/octet-stream';
}

function toText(body: Buffer): string {
  return body.toString('utf8', 0, 4 * RECORD_BODY_MAX_CHARACTERS).slice(0, RECORD_BODY_MAX_CHARACTERS);
}

function send(response: ServerResponse, record: RecordedRequest, answer: EmulatedAnswer): void {
  const isObject = typeof answer.body === 'object' && !Buffer.isBuffer(answer.body);
  const body = isObject ? JSON.stringify(answer.body) : ((answer.body as string | Buffer | undefined) ?? '');
  record.status = answer.status;
  response.writeHead(answer.status, {
    ...(isObject && { 'Content-Type': 'application/json; charset=utf-8' }),
    ...(answer.status !== 204 && answer.status !== 304 && { 'Content-Length': Buffer.byteLength(body) }),
    ...answer.headers,
  });
  response.end(body);
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
  }
  return length > maxBytes ? undefined : Buffer.concat(chunks);
}

async function control(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, BODY_MAX_BYTES);
  const key = `${request.method} ${request.url?.slice('/__emulator/'.length)}`;
  if (key === 'POST faults') state.faults.add(JSON.parse(body?.toString() ?? '') as Fault);
  else if (key === 'DELETE faults') state.faults.clear();
  else if (key === 'DELETE requests') state.requests.length = 0;
  else if (key !== 'GET requests') return void response.writeHead(404).end();
  const answer = key === 'GET requests' ? JSON.stringify(state.requests) : '';
  response.writeHead(answer ? 200 : 204, answer ? { 'Content-Type': 'application/json' } : {}).end(answer);
}
