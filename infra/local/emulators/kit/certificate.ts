/**
 * Makes the self-signed certificate under which every emulator of the local stack serves https.
 *
 * X.509 v3, ECDSA P-256 with SHA-256 (RFC 5280, RFC 5480), written as DER by hand because node:crypto reads
 * certificates but does not issue them. Valid for localhost and both loopback addresses, for 30 days.
 * It protects nothing: its key lives in memory and clients trust it only through NODE_EXTRA_CA_CERTS.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** PEM texts; `certificate` is what NODE_EXTRA_CA_CERTS points at. */
export interface Certificate {
  certificate: string;
  privateKey: string;
}

/** Issues a new certificate for `localhost`, 127.0.0.1 and ::1. */
export function createCertificate(now: Date): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signatureAlgorithm = sequence(oid([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  // A unique name: a client that trusts several certificates finds the right one by its name.
  const commonName = Buffer.from(`local stack ${randomBytes(8).toString('hex')}`);
  const name = sequence(der(0x31, sequence(oid([0x55, 0x04, 0x03]), der(0x0c, commonName))));
  const validity = sequence(time(new Date(now.getTime() - 3_600_000)), time(new Date(now.getTime() + 30 * 86_400_000)));
  const subjectAltName = sequence(
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.from('00000000000000000000000000000001', 'hex')),
  );
  const extensions = der(
    0xa3,
    sequence(
      sequence(oid([0x55, 0x1d, 0x11]), der(0x04, subjectAltName)),
      sequence(
        oid([0x55, 0x1d, 0x13]),
        der(0x01, Buffer.from([0xff])),
        der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
      ),
    ),
  );
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    signatureAlgorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', toBeSigned, privateKey)]));
  const encoded = sequence(toBeSigned, signatureAlgorithm, signature).toString('base64');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${encoded.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function der(tag: number, content: Buffer): Buffer {
  const length = content.length;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function oid(bytes: number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

function time(at: Date): Buffer {
  return der(0x17, Buffer.from(at.toISOString().replace(/^..|[-:T]|\.\d+/g, '')));
}
