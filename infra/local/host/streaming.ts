/**
 * Lets the library read a request and write its answer directly, for apps that set `enableHttpStream`.
 *
 * For streaming the library opens an HTTP server of its own, to which Azure's host forwards each request under the
 * invocation's id. Library and host are one process here, so that server is given the request and response themselves:
 * no second connection, no copy of a body. Its port, which it opens on every interface, is closed at once.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProgrammingModel } from './rpc.ts';

/** Hands a request over to the library under `invocationId`; the library answers it. */
export type HandOver = (
  request: IncomingMessage,
  response: ServerResponse,
  to: { invocationId: string; host: string; address: string },
) => void;

const LISTEN = 'tracing:net.server.listen:asyncStart';

/** `undefined` when the app does not stream. */
export async function openStreaming(model: ProgrammingModel): Promise<HandOver | undefined> {
  const servers: HttpServer[] = [];
  const onListen = (message: unknown) => {
    const { server } = message as { server: unknown };
    if (server instanceof HttpServer) servers.push(server);
  };
  let httpUri: string | undefined;
  subscribe(LISTEN, onListen);
  try {
    httpUri = (await model.getCapabilities?.({}))?.['HttpUri'];
  } finally {
    unsubscribe(LISTEN, onListen);
  }
  if (!httpUri) return undefined;
  const port = Number(new URL(httpUri).port);
  const server = servers.find((candidate) => (candidate.address() as AddressInfo | null)?.port === port);
  if (!server) throw new Error('The server for streamed requests was not found; is this another @azure/functions?');
  server.close();
  return (request, response, { invocationId, host, address }) => {
    request.headers = { 'x-ms-invocation-id': invocationId, 'x-forwarded-host': host, 'x-forwarded-proto': 'http' };
    request.url = address;
    server.emit('request', request, response);
  };
}
