/**
 * The certificate authority of the local stack, and the servers' certificates that it signs.
 *
 * A person may trust it in a browser, so it can do no more than it must: its certificate permits only localhost and the loopback
 * addresses (name constraints, RFC 5280 section 4.2.1.10), whoever has its key. Stores nothing.
 */
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import {
  authorityConstraint,
  createKeyPair,
  createName,
  loopbackNames,
  validFor,
  type Certificate,
} from './certificate.ts';
import { bits, der, oid, sequence } from './der.ts';
import { extension, signCertificate } from './sign-certificate.ts';

export const AUTHORITY_DAYS = 730;
/** Apple's and browsers' limit is 398. */
const SERVER_DAYS = 30;

/** PEM texts; `certificate` is what clients trust. */
export type CertificateAuthority = Certificate;

/** Makes an authority with a key and a name of its own. */
export function createCertificateAuthority(now: Date): CertificateAuthority {
  const privateKey = createKeyPair().privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate: signAuthority(privateKey, createName('Guestmail local stack'), now), privateKey };
}

/** The same key and name for another term: what it has signed stays valid for who trusts either. */
export function renewCertificateAuthority(
  { certificate, privateKey }: CertificateAuthority,
  now: Date,
): CertificateAuthority {
  const name = new X509Certificate(certificate).subject.replace(/^CN=/, '');
  return { certificate: signAuthority(privateKey, name, now), privateKey };
}

/** Issues a new certificate for `localhost`, 127.0.0.1 and ::1. */
export function issueCertificate(authority: CertificateAuthority, now: Date): Certificate {
  const { publicKey, privateKey } = createKeyPair();
  const serverAuthentication = sequence(oid(0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01));
  return {
    certificate: signCertificate({
      issuer: new X509Certificate(authority.certificate).subject.replace(/^CN=/, ''),
      subject: 'localhost',
      publicKey,
      issuerKey: createPrivateKey(authority.privateKey),
      ...validFor(SERVER_DAYS, now),
      extensions: [
        loopbackNames(),
        extension(0x13, sequence(), true),
        // digitalSignature
        extension(0x0f, bits(Buffer.from([0x80]), 7), true),
        extension(0x25, serverAuthentication),
      ],
    }),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function signAuthority(privateKey: string, name: string, now: Date): string {
  const issuerKey = createPrivateKey(privateKey);
  return signCertificate({
    issuer: name,
    subject: name,
    publicKey: createPublicKey(issuerKey),
    issuerKey,
    ...validFor(AUTHORITY_DAYS, now),
    extensions: [
      authorityConstraint(),
      // keyCertSign and cRLSign
      extension(0x0f, bits(Buffer.from([0x06]), 1), true),
      extension(0x1e, permitLoopback(), true),
    ],
  });
}

/** nameConstraints: `localhost`, 127.0.0.1/32 and ::1/128, and nothing else. */
function permitLoopback(): Buffer {
  const addresses = [`7f000001${'ff'.repeat(4)}`, `${'00'.repeat(15)}01${'ff'.repeat(16)}`];
  const names = [der(0x82, Buffer.from('localhost')), ...addresses.map((hex) => der(0x87, Buffer.from(hex, 'hex')))];
  return sequence(der(0xa0, ...names.map((permitted) => sequence(permitted))));
}
