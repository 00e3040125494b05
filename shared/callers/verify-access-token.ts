/**
 * Verifies an access token and the right that a route requires: exactly one method, no fallback.
 *
 * A version 2 token of a host tenant for this API, signed RS256; app-only, or delegated where the right names a scope. The
 * tenant that the token claims only chooses among the tenants this installation serves; its keys then prove the claim. A
 * wrong credential is `unauthorized`, with the reason that helps (token-refusal.ts); a right one without the role or scope, or off
 * the list of callers, is `forbidden`, and the answer names what is missing. Tokens that passed are remembered by their hash until
 * they expire, at most CALLER_CACHE_SECONDS; failures never. Tenant and rights are looked up each time.
 * Sources: Entra access token claims reference, RFC 8725, RFC 6750 section 2.1.
 */
import { hash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { createCache } from '../cache.ts';
import type { Config } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import {
  ACCESS_TOKEN_MAX_CHARACTERS,
  CALLER_CACHE_ENTRIES_MAX,
  CALLER_CACHE_SECONDS,
  CALLER_CLOCK_SKEW_SECONDS,
} from '../limits.ts';
import type { HostTenant, Tenants } from '../tenants/host-tenant.ts';
import { listRightRules, type Caller, type Right } from './caller.ts';
import { listRights, type Identified } from './list-rights.ts';
import { describeMissingRight } from './missing-right.ts';
import type { SigningKeys } from './signing-keys.ts';
import { createTokenRefusal, TokenFault } from './token-refusal.ts';

/**
 * @throws ConnectorError `unauthorized`, `forbidden`, `entra_unavailable`
 */
export type AccessTokenVerifier = (authorization: string | null, right: Right) => Promise<Caller>;

export interface AccessTokenVerifierDependencies {
  config: Pick<Config, 'entraAuthority' | 'apiAudience' | 'sendersRole' | 'hostTenantId'>;
  tenants: Pick<Tenants, 'read'>;
  /** Of one tenant. */
  signingKeys: (tenantId: string) => SigningKeys;
  now: () => Date;
}

interface Verified {
  identified: Identified;
  expiresAt: number;
}

export function createAccessTokenVerifier({
  config,
  tenants,
  signingKeys,
  now,
}: AccessTokenVerifierDependencies): AccessTokenVerifier {
  const rightRules = listRightRules(config.sendersRole);
  const passed = createCache<Verified>({
    entriesMax: CALLER_CACHE_ENTRIES_MAX,
    lifetimeSeconds: CALLER_CACHE_SECONDS,
    now,
  });

  async function readTenant(tenantId: string): Promise<HostTenant> {
    const tenant = await tenants.read(tenantId);
    if (!tenant) throw new TokenFault('wrong_tenant', 'It is of another tenant.');
    return tenant;
  }

  async function verify(token: string, tenantId: string): Promise<JWTPayload> {
    const key = await signingKeys(tenantId)(readKeyId(token));
    if (!key) throw new TokenFault('unproven', 'Its key is not one of the host tenant.');
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['RS256'],
        issuer: `${config.entraAuthority}/${tenantId}/v2.0`,
        clockTolerance: CALLER_CLOCK_SKEW_SECONDS,
        currentDate: now(),
        requiredClaims: ['exp'],
      });
      return payload;
    } catch (error) {
      // jose's messages name the claim, never its value.
      if (error instanceof errors.JOSEError) throw new TokenFault(problemOf(error), `${error.code} ${error.message}`);
      throw error;
    }
  }

  async function identify(authorization: string | null): Promise<Identified> {
    const token = readBearer(authorization);
    const key = hash('sha256', token);
    const known = passed.peek(key);
    if (known && known.expiresAt > now().getTime()) return known.identified;
    const id = readTenantId(token);
    // That of the settings always is served, so that an operator gets in while nothing else can be read.
    if (id !== config.hostTenantId) await readTenant(id);
    const claims = await verify(token, id);
    const identified = readIdentity(claims, id, config.apiAudience);
    passed.set(key, { identified, expiresAt: ((claims.exp ?? 0) + CALLER_CLOCK_SKEW_SECONDS) * 1000 });
    return identified;
  }

  async function authorize(authorization: string | null, right: Right): Promise<Caller> {
    const identified = await identify(authorization);
    const { tenantId, clientId, personId, scopes } = identified;
    const rule = rightRules[right];
    if (scopes && rule.scope === undefined) throw new TokenFault('not_app_only', 'It is not an app-only token.');
    const tenant = rule.isOperators ? undefined : await readTenant(tenantId);
    const rights = listRights(rightRules, identified, tenant ?? { isOperators: tenantId === config.hostTenantId });
    const caller = { hostTenantId: tenantId, clientId, rights, ...(personId !== undefined && { personId }) };
    if (caller.rights.includes(right)) return caller;
    const detail = describeMissingRight({ rule, roles: identified.roles, scopes });
    throw new ConnectorError('forbidden', { detail, cause: new Error(`Application ${clientId}: ${detail}`) });
  }

  return async (authorization, right) => {
    try {
      return await authorize(authorization, right);
    } catch (error) {
      if (!(error instanceof TokenFault)) throw error;
      const { apiAudience } = config;
      throw createTokenRefusal(error, { authorization, apiAudience, now: now() });
    }
  };
}

function readIdentity(claims: JWTPayload, tenantId: string, audience: string): Identified {
  const { aud, ver, idtyp, azp, roles, scp, oid } = claims;
  if (aud !== audience) throw new TokenFault('wrong_audience', 'It is for another audience.');
  if (ver !== '2.0') throw new TokenFault('wrong_version', 'It is not a version 2 token.');
  if (typeof azp !== 'string') throw new TokenFault('not_app_only', 'It names no application.');
  const identified = {
    tenantId,
    clientId: azp.toLowerCase(),
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
  };
  if (idtyp === 'app') return identified;
  // Entra says `user` only where the API asks for the claim with every token; a person's token always has scopes.
  const isDelegated = (idtyp === undefined || idtyp === 'user') && typeof scp === 'string';
  if (!isDelegated) throw new TokenFault('not_app_only', 'It is neither an app-only nor a delegated token.');
  return { ...identified, scopes: scp.split(' '), ...(typeof oid === 'string' && { personId: oid.toLowerCase() }) };
}

/** One `Bearer` credential and nothing else; two headers arrive joined by a comma, which no token contains. */
function readBearer(authorization: string | null): string {
  if (!authorization) throw new TokenFault('missing', 'There is no Authorization header.');
  if (authorization.length > ACCESS_TOKEN_MAX_CHARACTERS) throw new TokenFault('unproven', 'It is too long.');
  if (!/^Bearer( |$)/i.test(authorization)) throw new TokenFault('other_scheme', 'It has another scheme.');
  const token = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i.exec(authorization)?.[1];
  if (!token) throw new TokenFault('unproven', 'The Authorization header is not one bearer token.');
  return token;
}

/** Claimed, not proven: it only says whose keys to ask. */
function readTenantId(token: string): string {
  try {
    const { tid } = decodeJwt(token);
    if (typeof tid === 'string') return tid.toLowerCase();
  } catch {
    // Falls through: a payload that cannot be read names no tenant either.
  }
  throw new TokenFault('unproven', 'It names no tenant.');
}

function readKeyId(token: string): string {
  try {
    const { kid } = decodeProtectedHeader(token);
    if (typeof kid === 'string' && kid !== '') return kid;
  } catch {
    // Falls through: a header that cannot be read names no key either.
  }
  throw new TokenFault('unproven', 'It names no key.');
}

function problemOf(error: errors.JOSEError): 'expired' | 'early' | 'unproven' {
  if (error instanceof errors.JWTExpired) return 'expired';
  return error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf' ? 'early' : 'unproven';
}
