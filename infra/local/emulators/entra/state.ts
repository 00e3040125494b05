/**
 * Everything this Entra remembers, in one place: directory, registrations, consents, sessions, codes, tokens.
 *
 * All of it lives in memory and every store is bounded. The modules beside this one are functions over it.
 */
import type { Directory, Person } from '../kit/directory.ts';
import type { TokenSigner } from '../kit/token-signer.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { AdminConsentRequest } from './admin-consent-request.ts';
import type { Authority } from './authority.ts';
import { createBoundedMap, type BoundedMap } from './bounded-map.ts';
import { createBrowserSessions, type BrowserSessions } from './browser-sessions.ts';
import { createConsents, type Consents } from './consents.ts';
import type { EntraErrorCode, Wording } from './errors.ts';
import type { Registration } from './registration.ts';
import { parseScopes, type ScopeRequest } from './scope.ts';
import { createSigningKeys, type SigningKeys } from './signing-keys.ts';

/** What may be changed while it runs. */
export interface EntraSettings {
  /** Access tokens live a random time between these two. */
  accessTokenLifetimeSeconds: { min: number; max: number };
  /** `refresh_in` of token answers; null leaves it out. */
  refreshInSeconds: number | null;
  /** `aud` of Graph access tokens. */
  graphAudience: string;
  /** How the token endpoint words a block by Conditional Access. */
  policyRefusal: { code: EntraErrorCode; error: string };
  /** Members that answers to a refresh token leave out, as Entra may do with any but the access token. */
  leftOutOfRefresh: ('id_token' | 'client_info' | 'refresh_token')[];
}

export interface AuthorizationCode {
  registration: Registration;
  authority: Authority;
  person: Person;
  tenantId: string;
  redirectUri: string;
  /** Of the authorization request, with every resource. */
  scope: ScopeRequest;
  nonce?: string;
  codeChallenge?: { value: string; isHashed: boolean };
  idTokenClaims: string[];
  issuedAt: Date;
  isRedeemed: boolean;
  /** When the person gave their credentials. */
  signedInAt?: Date;
}

export interface RefreshToken {
  clientId: string;
  person: Person;
  /** Tenant it was issued in. */
  tenantId: string;
  scope: ScopeRequest;
  issuedAt: Date;
  /** Counts issues, so that tokens of the same millisecond as a revocation are told apart. */
  sequence: number;
}

/** A page that waits for a person's answer, bound to the browser that got it. */
export interface PendingRequest {
  sessionId: string;
  request: AuthorizationRequest | AdminConsentRequest;
  /** Who is signing in, once that is known. */
  person?: Person;
}

/** What a person is refused with from now on, wherever they are otherwise welcome. */
export interface Refusal extends Wording {
  /** `authorize`: the browser is sent back with it. `token`: the token endpoint answers it to a code or a refresh token. */
  endpoint: 'authorize' | 'token';
  /** The only tenant that refuses; absent: every one. */
  tenantId?: string | undefined;
}

/** Refresh tokens of a person up to `sequence` are refused in this way. */
export interface Revocation {
  sequence: number;
  code: EntraErrorCode;
  suberror?: string;
}

export interface EntraState {
  /** Base address without a trailing slash; known once the server listens. */
  url: string;
  now: () => Date;
  directory: Directory;
  registrations: Registration[];
  settings: EntraSettings;
  keys: SigningKeys;
  consents: Consents;
  sessions: BrowserSessions;
  pending: BoundedMap<PendingRequest>;
  codes: BoundedMap<AuthorizationCode>;
  /** By SHA-256 of the token. */
  refreshTokens: BoundedMap<RefreshToken>;
  /** By the person's key. */
  revocations: Map<string, Revocation>;
  /** By the person's key. */
  refusals: Map<string, Refusal>;
  /** The last refresh token's number. */
  sequence: number;
}

export interface StateInput {
  directory: Directory;
  registrations: Registration[];
  signer: TokenSigner;
  now: () => Date;
  graphAudience?: string;
}

const CODE_LIFETIME_SECONDS = 600;
/** Redeemed and expired codes are remembered longer, so that they are told apart from unknown ones. */
const CODE_MEMORY_SECONDS = 6 * CODE_LIFETIME_SECONDS;
const PENDING_LIFETIME_SECONDS = 3_600;
/** Longer than any idle limit, so that an idle token is told apart from an unknown one. */
const REFRESH_TOKEN_MEMORY_SECONDS = 400 * 86_400;

/** Builds an empty Entra; consents named by registrations are present from the start. */
export function createState(input: StateInput): EntraState {
  const { directory, registrations, now } = input;
  const consents = createConsents(now);
  for (const registration of registrations) {
    for (const { tenantId, scopes } of registration.tenantConsents) {
      const parsed = parseScopes(scopes.join(' '), registration, registrations);
      consents.grant({ tenantId, clientId: registration.clientId, scopes: parsed.scopes });
    }
  }
  return {
    url: '',
    now,
    directory,
    registrations,
    settings: {
      accessTokenLifetimeSeconds: { min: 3_600, max: 5_400 },
      refreshInSeconds: null,
      graphAudience: input.graphAudience ?? 'https://graph.microsoft.com',
      policyRefusal: { code: 53003, error: 'invalid_grant' },
      leftOutOfRefresh: [],
    },
    keys: createSigningKeys(input.signer),
    consents,
    sessions: createBrowserSessions(directory, now),
    pending: createBoundedMap({ now, entriesMax: 10_000, lifetimeSeconds: PENDING_LIFETIME_SECONDS }),
    codes: createBoundedMap({ now, entriesMax: 10_000, lifetimeSeconds: CODE_MEMORY_SECONDS }),
    refreshTokens: createBoundedMap({ now, entriesMax: 100_000, lifetimeSeconds: REFRESH_TOKEN_MEMORY_SECONDS }),
    revocations: new Map(),
    refusals: new Map(),
    sequence: 0,
  };
}

/** Whether a code is still within its ten minutes. */
export function isCodeFresh(code: AuthorizationCode, now: Date): boolean {
  return now.getTime() - code.issuedAt.getTime() < CODE_LIFETIME_SECONDS * 1000;
}
