/**
 * Stands in for the deployment endpoint of a site (Kudu) over https: takes a package with the right token, is slow to know it,
 * and says at last what became of it. The latest deployment is always somebody else's, and failed.
 */
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createCertificate } from '../../../infra/local/emulators/kit/certificate.ts';

export interface Kudu {
  host: string;
  requests: string[];
  packages: Buffer[];
  /** Answers to the next requests, instead of its own: a status each. */
  refusals: number[];
  /** The id that it gives a deployment. */
  deployment: string;
  /** What becomes of a package: Kudu's state, 4 for success. */
  outcome: number;
  /** For child processes: NODE_EXTRA_CA_CERTS. */
  certificate: string;
  close(): Promise<void>;
}

// Trusted once for the whole process: a second call of setDefaultCACertificates reaches no connection any more.
const { certificate, privateKey } = createCertificate(new Date());
setDefaultCACertificates([...getCACertificates('default'), certificate]);

export async function startKudu(accessToken: string): Promise<Kudu> {
  let polls = 0;
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      kudu.requests.push(`${request.method} ${request.url}`);
      const answer = (status: number, body?: unknown) => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(body && JSON.stringify(body));
      };
      const refusal = kudu.refusals.shift();
      if (refusal) return answer(refusal);
      if (request.headers.authorization !== `Bearer ${accessToken}`) return answer(401);
      if (
        request.method === 'POST' &&
        /^\/api\/(publish\?RemoteBuild=false|zipdeploy\?isAsync=true)/.test(request.url ?? '')
      ) {
        kudu.packages.push(Buffer.concat(chunks));
        polls = 0;
        if (request.url?.startsWith('/api/publish')) return answer(202, kudu.deployment);
        const isTracked = request.url?.includes('trackDeploymentProgress=true');
        response.setHeader('Location', `https://${kudu.host}/api/deployments/latest?deployer=Push-Deployer`);
        if (isTracked) response.setHeader('SCM-DEPLOYMENT-ID', kudu.deployment);
        return answer(202);
      }
      if (request.url?.startsWith('/api/deployments/latest'))
        return answer(200, { status: 3, status_text: "somebody else's" });
      if (request.url !== `/api/deployments/${kudu.deployment}`) return answer(400);
      polls += 1;
      if (polls === 1) return answer(404);
      return answer(200, { status: polls === 2 ? 1 : kudu.outcome, status_text: 'said Kudu' });
    })();
  });
  const kudu: Kudu = {
    certificate,
    host: '',
    requests: [],
    packages: [],
    refusals: [],
    deployment: 'd-1',
    outcome: 4,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  kudu.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return kudu;
}
