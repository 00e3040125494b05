/**
 * What stands before the app in Azure: a gateway that may serve https, and may give up on a request which the app has taken.
 *
 * The local host speaks http alone, and some clients of Microsoft Graph send a token over https alone. Where it serves that, this process
 * trusts it until it is closed.
 */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createCertificate, type Certificate } from '../../infra/local/emulators/kit/certificate.ts';

export interface Passed {
  headers: IncomingMessage['headers'];
  /** Of the app. */
  status: number;
}

export interface Gateway {
  /** Without a path. */
  url: string;
  passed: Passed[];
  /** By which the next answers of the app are replaced, one each. */
  given: number[];
  close(): Promise<void>;
}

/** `issued`: by an authority that others trust; absent: a certificate that this process alone trusts. */
export async function startGateway(target: string, scheme: 'http' | 'https', issued?: Certificate): Promise<Gateway> {
  const passed: Passed[] = [];
  const given: number[] = [];
  const before = getCACertificates('default');

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers, url: path = '' } = request;
    const body = Buffer.concat(await request.toArray());
    const onward = httpRequest(new URL(path, target), { method, headers }, (answer) => {
      const { statusCode: status = 0 } = answer;
      passed.push({ headers, status });
      const instead = given.shift();
      if (instead === undefined) answer.pipe(response.writeHead(status, answer.headers));
      else answer.resume().on('end', () => response.writeHead(instead, { 'Retry-After': '0' }).end());
    });
    onward.end(body);
  }

  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void pass(request, response).catch((error: unknown) => response.destroy(error as Error));
  const { certificate, privateKey } = issued ?? createCertificate(new Date());
  if (scheme === 'https') setDefaultCACertificates([...before, certificate]);
  const server =
    scheme === 'https' ? createHttpsServer({ cert: certificate, key: privateKey }, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${scheme}://localhost:${(server.address() as AddressInfo).port}`,
    passed,
    given,
    async close() {
      if (scheme === 'https') setDefaultCACertificates(before);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
