/**
 * The signing key of the local Entra, with which the other emulators check tokens.
 *
 * RS256, one key pair for the life of the process. It says nothing about what a token may do: each emulator
 * compares audience, tenant and scopes itself, as the real service would.
 */
import { exportJWK, jwtVerify, SignJWT, type JWK, type JWTPayload } from 'jose';
import { takeRsaKeyPair } from './rsa-key-pair.ts';

export interface TokenSigner {
  /** JSON Web Key Set as served at `/discovery/v2.0/keys`. */
  jwks: { keys: JWK[] };
  /** Signs the claims as they are; `iat`, `nbf` and `exp` in seconds are up to the caller. */
  sign(claims: JWTPayload): Promise<string>;
  /** Verifies signature and lifetime, and the audience when one is given; undefined for anything else. */
  verify(token: string, audience?: string | string[]): Promise<JWTPayload | undefined>;
}

/** In this process; each has another key. */
let signersMade = 0;

/** Creates a signer with an RSA-2048 key of its own. */
export async function createTokenSigner(): Promise<TokenSigner> {
  const { publicKey, privateKey } = await takeRsaKeyPair(2048, signersMade++);
  const kid = crypto.randomUUID().replaceAll('-', '');
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' };
  return {
    jwks: { keys: [jwk] },
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(privateKey),
    async verify(token, audience) {
      try {
        const { payload } = await jwtVerify(token, publicKey, { algorithms: ['RS256'], ...(audience && { audience }) });
        return payload;
      } catch {
        return undefined;
      }
    },
  };
}
