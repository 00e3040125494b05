import type { CryptoKey } from 'jose';
import { takeRsaKeyPair } from '../../../infra/local/emulators/kit/rsa-key-pair.ts';

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/** As Entra signs access tokens with (RS256). `number`: another one for each. */
export async function takeSigningKeyPair(number = 0) {
  const { publicKey, privateKey } = await takeRsaKeyPair(2048, number);
  return {
    publicKey: publicKey.toCryptoKey(algorithm, true, ['verify']) as CryptoKey,
    privateKey: privateKey.toCryptoKey(algorithm, true, ['sign']) as CryptoKey,
  };
}
