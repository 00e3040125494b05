/**
 * The keys with which a host tenant signs access tokens, read from its discovery document.
 *
 * Kept for JWKS_CACHE_SECONDS and read again when a token names an unknown key, but not more often than every
 * JWKS_REFETCH_MIN_SECONDS. While Entra is down the last known good keys stay in use; without any, the answer is
 * `entra_unavailable`, never a verdict on the token. It verifies nothing itself.
 * Sources: OpenID Connect Discovery 1.0, RFC 7517.
 */
import { importJWK, type CryptoKey, type JWK } from 'jose';
import { createCache } from '../cache.ts';
import { ConnectorError } from '../errors.ts';
import type { HttpRequest } from '../http/http-request.ts';
import {
  ENTRA_TIMEOUT_MILLISECONDS,
  JWKS_CACHE_SECONDS,
  JWKS_FIRST_READ_PAUSE_SECONDS,
  JWKS_KEYS_MAX,
  JWKS_MAX_BYTES,
  JWKS_REFETCH_MIN_SECONDS,
  TENANTS_MAX,
} from '../limits.ts';

/** The RSA key of that id; undefined when the tenant has none. @throws ConnectorError `entra_unavailable` */
export type SigningKeys = (keyId: string) => Promise<CryptoKey | undefined>;

export interface SigningKeysDependencies {
  authority: string;
  tenantId: string;
  request: HttpRequest;
  now: () => Date;
}

/** The keys of every tenant apart; only for tenants that are served here. */
export function createSigningKeysByTenant(
  dependencies: Omit<SigningKeysDependencies, 'tenantId'>,
): (tenantId: string) => SigningKeys {
  const byTenant = createCache<SigningKeys>({
    entriesMax: TENANTS_MAX,
    lifetimeSeconds: Number.POSITIVE_INFINITY,
    now: dependencies.now,
  });
  return (tenantId) => {
    const keys = byTenant.peek(tenantId) ?? createSigningKeys({ ...dependencies, tenantId });
    byTenant.set(tenantId, keys);
    return keys;
  };
}

interface KeySet {
  keys: Map<string, CryptoKey>;
  readAt: number;
}

export function createSigningKeys({ authority, tenantId, request, now }: SigningKeysDependencies): SigningKeys {
  let known: KeySet | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<KeySet> | undefined;

  async function readJson(url: string): Promise<Record<string, unknown>> {
    const { status, body, isComplete } = await request({
      url,
      method: 'GET',
      headers: { Accept: 'application/json' },
      timeoutMilliseconds: ENTRA_TIMEOUT_MILLISECONDS,
      responseMaxBytes: JWKS_MAX_BYTES,
    });
    if (status !== 200 || !isComplete) throw new Error(`Entra answered ${status} to a request for its keys.`);
    return JSON.parse(body.toString()) as Record<string, unknown>;
  }

  async function readKeys(): Promise<KeySet> {
    const discovery = await readJson(`${authority}/${tenantId}/v2.0/.well-known/openid-configuration`);
    const jwksUri = new URL(String(discovery['jwks_uri']));
    if (jwksUri.origin !== new URL(authority).origin) throw new Error('The discovery document leads to another host.');
    const { keys } = await readJson(jwksUri.href);
    if (!Array.isArray(keys)) throw new Error('Entra published no list of keys.');
    const usable = keys.filter(isSigningKey).slice(0, JWKS_KEYS_MAX);
    const imported = (await Promise.all(usable.map(importKey))).filter((entry) => entry !== undefined);
    if (imported.length === 0) throw new Error('Entra published no signing key.');
    return { keys: new Map(imported), readAt: now().getTime() };
  }

  async function refresh(): Promise<void> {
    triedAt = now().getTime();
    reading ??= readKeys().finally(() => (reading = undefined));
    try {
      known = await reading;
    } catch (cause) {
      if (!known) throw unavailable(cause);
    }
  }

  const secondsSince = (time: number) => Math.abs(now().getTime() - time) / 1000;

  return async (keyId) => {
    const pauseSeconds = known ? JWKS_REFETCH_MIN_SECONDS : JWKS_FIRST_READ_PAUSE_SECONDS;
    const mayTry = reading !== undefined || secondsSince(triedAt) >= pauseSeconds;
    const key = known?.keys.get(keyId);
    if (known && key) {
      // A good key is used while the newer ones are on their way, so that a slow Entra holds nobody up.
      if (mayTry && secondsSince(known.readAt) > JWKS_CACHE_SECONDS) void refresh();
      return key;
    }
    if (mayTry) await refresh();
    if (!known) throw unavailable(new Error('The keys could not be read a moment ago.'));
    return known.keys.get(keyId);
  };
}

function unavailable(cause: unknown): ConnectorError {
  return new ConnectorError('entra_unavailable', { cause, retryAfterSeconds: JWKS_REFETCH_MIN_SECONDS });
}

type SigningJwk = JWK & { kid: string };

function isSigningKey(jwk: unknown): jwk is SigningJwk {
  const { kty, kid, use, alg } = (jwk ?? {}) as JWK;
  return (
    kty === 'RSA' &&
    typeof kid === 'string' &&
    (use === undefined || use === 'sig') &&
    (alg === undefined || alg === 'RS256')
  );
}

/** Undefined for a key that is broken or shorter than RFC 7518 section 3.3 allows; the others still count. */
async function importKey(jwk: SigningJwk): Promise<[string, CryptoKey] | undefined> {
  const key = await importJWK(jwk, 'RS256').catch(() => undefined);
  if (!key || key instanceof Uint8Array) return undefined;
  const { modulusLength = 0 } = key.algorithm as { modulusLength?: number };
  return modulusLength >= 2048 ? [jwk.kid, key] : undefined;
}
