/**
 * The keys under which this Entra signs, and their rotation.
 *
 * The stack's signer is the first key. After a rotation the newest key signs ID tokens and tokens for registered
 * APIs, whose readers fetch the keys; tokens for Microsoft's own resources stay under the stack's signer, which their
 * emulators hold. A key that is not kept vanishes from the published set at once.
 */
import { compactVerify, createLocalJWKSet, type JWK, type JWTPayload } from 'jose';
import { createTokenSigner, type TokenSigner } from '../kit/token-signer.ts';

const KEYS_MAX = 10;

export interface SigningKeys {
  jwks(): { keys: JWK[] };
  /** Signs for a reader of the published keys. */
  sign(claims: JWTPayload): Promise<string>;
  /** Signs for one of Microsoft's resources. */
  signForResource(claims: JWTPayload): Promise<string>;
  /** Makes a new key the signing one; older ones stay published only when kept. */
  rotate(options: { isOldKept: boolean }): Promise<void>;
  /** Claims of a token that the stack's signer made; undefined for anything else. Lifetimes are not checked. */
  read(token: string): Promise<JWTPayload | undefined>;
}

/** Starts with the stack's signer as the only key. */
export function createSigningKeys(signer: TokenSigner): SigningKeys {
  let published = [signer];
  let current = signer;
  const own = createLocalJWKSet(signer.jwks);
  return {
    jwks: () => ({ keys: published.flatMap((one) => one.jwks.keys) }),
    sign: (claims) => current.sign(claims),
    signForResource: (claims) => signer.sign(claims),
    async rotate({ isOldKept }) {
      current = await createTokenSigner();
      published = isOldKept ? [...published, current].slice(-KEYS_MAX) : [current];
    },
    async read(token) {
      try {
        const { payload } = await compactVerify(token, own, { algorithms: ['RS256'] });
        return JSON.parse(new TextDecoder().decode(payload)) as JWTPayload;
      } catch {
        return undefined;
      }
    },
  };
}
