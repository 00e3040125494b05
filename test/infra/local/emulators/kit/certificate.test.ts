import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createCertificate } from '../../../../../infra/local/emulators/kit/certificate.ts';

describe('createCertificate', () => {
  it('makes certificates of which a client can trust many at once, as several stacks in one process need', async () => {
    const certificates = Array.from({ length: 8 }, () => createCertificate(new Date()));
    setDefaultCACertificates([...getCACertificates('default'), ...certificates.map(({ certificate }) => certificate)]);
    for (const { certificate, privateKey } of certificates) {
      const server = createServer({ cert: certificate, key: privateKey }, (_request, response) => response.end('here'));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const answer = await fetch(`https://localhost:${(server.address() as AddressInfo).port}/`);
      expect(await answer.text()).toBe('here');
      server.close();
      server.closeAllConnections();
    }
  });
});
