/**
 * The check of a bearer token that every emulator behind the local Entra makes: signature, lifetime, audience.
 *
 * The clock is the stack's own, so a test that moves it sees tokens expire. Signatures are verified once per token,
 * claims at each request. What a token may do (tenant, scopes, roles) is decided by the emulator that asks.
 */
import { compactVerify, createLocalJWKSet, type JWTPayload } from 'jose';
import type { TokenSigner } from './token-signer.ts';

const VERIFIED_MAX = 1_000;

/** Why a token is refused; `early` is before `nbf`. */
export type AccessTokenProblem = 'missing' | 'malformed' | 'signature' | 'expired' | 'early' | 'audience';

/** Takes the `Authorization` header; a string is the reason for a refusal. */
export type AccessTokenCheck = (authorization: string | undefined) => Promise<JWTPayload | AccessTokenProblem>;

export interface AccessTokenCheckDependencies {
  signer: TokenSigner;
  /** Any one of them; a trailing slash makes no difference. */
  audiences: string[];
  now: () => Date;
}

/** Creates the check; it allows no tolerance at either end of the lifetime. */
export function createAccessTokenCheck({ signer, audiences, now }: AccessTokenCheckDependencies): AccessTokenCheck {
  const jwks = createLocalJWKSet(signer.jwks);
  const verified = new Map<string, JWTPayload>();
  const accepted = new Set(audiences.map(withoutSlash));

  async function readClaims(token: string): Promise<JWTPayload | AccessTokenProblem> {
    const known = verified.get(token);
    if (known) return known;
    if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return 'malformed';
    try {
      const { payload } = await compactVerify(token, jwks, { algorithms: ['RS256'] });
      const claims = JSON.parse(new TextDecoder().decode(payload)) as JWTPayload;
      if (verified.size >= VERIFIED_MAX) verified.clear();
      verified.set(token, claims);
      return claims;
    } catch {
      return 'signature';
    }
  }

  return async (authorization) => {
    if (!authorization) return 'missing';
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) return 'malformed';
    const claims = await readClaims(token);
    if (typeof claims === 'string') return claims;
    const seconds = now().getTime() / 1000;
    if (typeof claims.exp !== 'number' || claims.exp <= seconds) return 'expired';
    if (typeof claims.nbf === 'number' && claims.nbf > seconds) return 'early';
    const audience = typeof claims.aud === 'string' ? withoutSlash(claims.aud) : '';
    return accepted.has(audience) ? claims : 'audience';
  };
}

function withoutSlash(audience: string): string {
  return audience.replace(/\/$/, '');
}
