import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createKeyPair, validFor, type Certificate } from '../../../../../infra/local/emulators/kit/certificate.ts';
import {
  createCertificateAuthority,
  issueCertificate,
  renewCertificateAuthority,
} from '../../../../../infra/local/emulators/kit/certificate-authority.ts';
import { der, sequence } from '../../../../../infra/local/emulators/kit/der.ts';
import { extension, signCertificate } from '../../../../../infra/local/emulators/kit/sign-certificate.ts';

const now = new Date();
const authority = createCertificateAuthority(now);

/** Whether a client that trusts `ca` alone accepts a server with this certificate as `servername`. */
async function handshake(served: Certificate, ca: string, servername: string): Promise<string> {
  const server = createServer({ cert: served.certificate, key: served.privateKey });
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', ca, servername });
  onTestFinished(() => void socket.destroy());
  return once(socket, 'secureConnect').then(
    () => 'accepted',
    (error: Error) => error.message,
  );
}

/** What somebody who got hold of the key could sign. */
function forge(name: string): Certificate {
  const { publicKey, privateKey } = createKeyPair();
  const certificate = signCertificate({
    issuer: new X509Certificate(authority.certificate).subject.replace('CN=', ''),
    subject: name,
    publicKey,
    issuerKey: createPrivateKey(authority.privateKey),
    ...validFor(1, now),
    extensions: [extension(0x11, sequence(der(0x82, Buffer.from(name))))],
  });
  return { certificate, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

describe('a certificate authority', () => {
  it('lets clients trust the servers of this machine, and no others', async () => {
    const served = issueCertificate(authority, now);
    expect(await handshake(served, authority.certificate, 'localhost')).toBe('accepted');
    expect(await handshake(served, createCertificateAuthority(now).certificate, 'localhost')).toMatch(/^unable to/);
  });

  it('vouches for no other name, whoever has its key', async () => {
    expect(
      await handshake(forge('login.microsoftonline.com'), authority.certificate, 'login.microsoftonline.com'),
    ).toBe('permitted subtree violation');
    expect(await handshake(forge('localhost'), authority.certificate, 'localhost')).toBe('accepted');
  });

  it('stays the one that has signed when it is renewed', async () => {
    const renewed = renewCertificateAuthority(authority, new Date(now.getTime() + 600 * 86_400_000));
    const valid = renewCertificateAuthority(authority, now);
    expect(Date.parse(new X509Certificate(renewed.certificate).validTo)).toBeGreaterThan(
      Date.parse(new X509Certificate(authority.certificate).validTo),
    );
    expect(await handshake(issueCertificate(authority, now), valid.certificate, 'localhost')).toBe('accepted');
  });
});
