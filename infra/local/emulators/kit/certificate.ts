/**
 * Makes a self-signed certificate under which a server of the local stack serves https.
 *
 * Valid for localhost and both loopback addresses, for 30 days. It protects nothing: its key lives in memory and clients
 * trust it only because they are told to.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { der, sequence } from './der.ts';
import { extension, signCertificate } from './sign-certificate.ts';

const DAY_MILLISECONDS = 86_400_000;
const BACKDATED_MILLISECONDS = 3_600_000;

/** PEM texts. */
export interface Certificate {
  certificate: string;
  privateKey: string;
}

/** Issues a new certificate for `localhost`, 127.0.0.1 and ::1, which a client trusts by itself. */
export function createCertificate(now: Date): Certificate {
  const { publicKey, privateKey } = createKeyPair();
  const subject = createName('local stack');
  return {
    certificate: signCertificate({
      issuer: subject,
      subject,
      publicKey,
      issuerKey: privateKey,
      ...validFor(30, now),
      extensions: [loopbackNames(), authorityConstraint()],
    }),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

export function createKeyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** A unique name: a client that trusts several certificates finds the right one by its name. */
export function createName(what: string): string {
  return `${what} ${randomBytes(8).toString('hex')}`;
}

export function validFor(days: number, now: Date): { from: Date; until: Date } {
  return {
    from: new Date(now.getTime() - BACKDATED_MILLISECONDS),
    until: new Date(now.getTime() + days * DAY_MILLISECONDS),
  };
}

/** subjectAltName. */
export function loopbackNames(): Buffer {
  const addresses = ['7f000001', '00000000000000000000000000000001'];
  return extension(
    0x11,
    sequence(der(0x82, Buffer.from('localhost')), ...addresses.map((hex) => der(0x87, Buffer.from(hex, 'hex')))),
  );
}

/** basicConstraints of what may sign: itself, or servers' certificates. */
export function authorityConstraint(): Buffer {
  return extension(0x13, sequence(der(0x01, Buffer.from([0xff])), der(0x02, Buffer.from([0]))), true);
}
