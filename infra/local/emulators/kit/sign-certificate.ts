/**
 * Signs X.509 v3 certificates with ECDSA P-256 and SHA-256 (RFC 5280, RFC 5480), written as DER by hand because node:crypto
 * reads certificates but does not issue them. What a certificate may be used for is the caller's list of extensions.
 */
import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bits, der, octets, oid, sequence, time } from './der.ts';

export interface CertificateInput {
  issuer: string;
  subject: string;
  publicKey: KeyObject;
  /** The issuer's private key; the subject's own makes it self-signed. */
  issuerKey: KeyObject;
  from: Date;
  until: Date;
  extensions: Buffer[];
}

/** Returns the certificate as PEM. */
export function signCertificate(input: CertificateInput): string {
  const algorithm = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const issuerPublicKey = createPublicKey(input.issuerKey);
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([0x01]), randomBytes(15)),
    algorithm,
    name(input.issuer),
    sequence(time(input.from), time(input.until)),
    name(input.subject),
    input.publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        ...input.extensions,
        extension(0x0e, octets(identify(input.publicKey))),
        extension(0x23, sequence(der(0x80, identify(issuerPublicKey)))),
      ),
    ),
  );
  const encoded = sequence(toBeSigned, algorithm, bits(sign('sha256', toBeSigned, input.issuerKey))).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${encoded.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

/** An extension of the arc 2.5.29. */
export function extension(number: number, content: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [der(0x01, Buffer.from([0xff]))] : [];
  return sequence(oid(0x55, 0x1d, number), ...critical, octets(content));
}

function name(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(commonName)))));
}

/** RFC 7093 section 2, method 1. */
function identify(publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = [Buffer.from([0x04]), Buffer.from(String(x), 'base64url'), Buffer.from(String(y), 'base64url')];
  return createHash('sha256').update(Buffer.concat(point)).digest().subarray(0, 20);
}
