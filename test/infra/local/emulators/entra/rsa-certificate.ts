/**
 * A self-signed RSA certificate with which a client may sign in; valid for one year.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readWaitingPair } from '../../../../../infra/local/emulators/kit/rsa-key-pair.ts';

/** PEM texts. */
export interface RsaCertificate {
  certificate: string;
  privateKey: string;
}

/** In this process; each has another key. */
let certificatesMade = 0;

/** Issues a certificate named `guestmail` with a 2,048-bit key (RFC 5280, SHA-256 with RSA). */
export function createRsaCertificate(): RsaCertificate {
  const { publicKey, privateKey } =
    readWaitingPair(2048, certificatesMade++) ?? generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = der(0x30, der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
  const name = der(0x30, der(0x31, der(0x30, der(0x06, Buffer.from('550403', 'hex')), der(0x0c, 'guestmail'))));
  const body = der(
    0x30,
    der(0x02, Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    algorithm,
    name,
    der(0x30, time(-3_600_000), time(365 * 86_400_000)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const encoded = der(0x30, body, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${encoded}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function time(offsetMilliseconds: number): Buffer {
  const at = new Date(Date.now() + offsetMilliseconds);
  return der(0x17, at.toISOString().replace(/^..|[-:T]|\.\d+/g, ''));
}

function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
