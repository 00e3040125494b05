/** Small servers for tests: plain sockets that misbehave on purpose, and http(s) servers that count. */
import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createCertificate } from '../../../infra/local/emulators/kit/certificate.ts';

const servers: (Server | HttpServer)[] = [];
const sockets = new Set<Socket>();

export const certificate = createCertificate(new Date());

export interface TestServer {
  url: string;
  port: number;
  /** Connections that were opened so far. */
  connections: () => number;
}

/** Plain http, or https with the certificate above. */
export async function serve(listener: RequestListener, { isSecure = false } = {}): Promise<TestServer> {
  const tls = { cert: certificate.certificate, key: certificate.privateKey };
  const server = isSecure ? createHttpsServer(tls, listener) : createHttpServer(listener);
  return listen(server, isSecure ? 'https' : 'http');
}

/** A server that speaks through the bare socket. */
export async function serveRaw(onConnection: (socket: Socket) => void, scheme = 'http'): Promise<TestServer> {
  return listen(createTcpServer(onConnection), scheme);
}

/** Answers a raw socket once a whole head has come. */
export function onHead(socket: Socket, act: () => void): void {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (!text.includes('\r\n\r\n')) return;
    text = '';
    act();
  });
}

/** A raw server that acts on each head; `closing` ends with its first connection. */
export async function serveOneHead(act: (socket: Socket) => void): Promise<{ url: string; closing: Promise<unknown> }> {
  const closing = Promise.withResolvers<void>();
  const { url } = await serveRaw((socket) => {
    socket.once('close', () => closing.resolve());
    onHead(socket, () => act(socket));
  });
  return { url, closing: closing.promise };
}

/** Closes everything that was opened since the last call. */
export async function closeServers(): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
}

async function listen(server: Server | HttpServer, scheme: string): Promise<TestServer> {
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A test that cuts connections makes these on purpose.
    socket.on('error', () => undefined);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `${scheme}://127.0.0.1:${port}`, port, connections: () => connections };
}
