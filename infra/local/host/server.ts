/**
 * The HTTP server of the host: limits, and a stop that lets requests in progress end.
 *
 * Limits are Kestrel's where Node has the same ones; malformed and slow requests are answered and closed by Node itself.
 * It listens on 127.0.0.1 and knows nothing of functions.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Server as NetServer, type AddressInfo } from 'node:net';
import type { RequestListener } from './http-trigger.ts';

export interface LocalServer {
  port: number;
  /** Accepts nothing more; resolves when every request in progress has its answer. */
  stop(): Promise<void>;
  /** Closes the remaining connections. */
  destroy(): void;
}

const LIMITS = {
  headersTimeout: 30_000,
  requestTimeout: 300_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 130_000,
  maxHeaderSize: 40 * 1024,
};

/** Rejects with a plain sentence when the port is taken or may not be used. */
export async function startServer(options: { port: number; listener: RequestListener }): Promise<LocalServer> {
  const underWay = new Set<ServerResponse>();
  let stopping = false;
  let stopped = () => {};
  const ended = function (this: ServerResponse) {
    underWay.delete(this);
    if (stopping && underWay.size === 0) stopped();
  };
  const serve = (request: IncomingMessage, response: ServerResponse, proceed?: () => void) => {
    if (stopping) response.shouldKeepAlive = false;
    underWay.add(response);
    response.on('close', ended);
    options.listener(request, response, proceed);
  };
  const server = createServer(LIMITS, serve);
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    serve(request, response, () => response.writeContinue()),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new Error(explain(error, options.port), { cause: error })));
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise<void>((resolve) => {
        stopping = true;
        stopped = resolve;
        // The HTTP server's own close would also destroy connections whose answer is written but not yet sent.
        NetServer.prototype.close.call(server);
        for (const response of underWay) response.shouldKeepAlive = false;
        if (underWay.size === 0) resolve();
      }),
    destroy: () => server.closeAllConnections(),
  };
}

function explain(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is already in use; set PORT to another one.`;
  if (error.code === 'EACCES') return `Port ${port} may not be used by this account; set PORT to another one.`;
  return `The host cannot listen on port ${port}: ${error.message}`;
}
