/**
 * Refreshes the tokens of one grant, once in this process for all who have read the same row, and stores them before use.
 *
 * The ETag decides between instances: the loser, or one that asks with a refresh token another has replaced, reads what the
 * winner stored, which may be a newer connection: tokens never leave without the grant they belong to. What Entra refused goes
 * through record-problem.ts. It does not decide when to refresh.
 */
import { createCache } from '../cache.ts';
import { outcomes } from '../outcomes.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX, REFRESHED_ENTRIES_MAX, REFRESHED_KEPT_SECONDS } from '../limits.ts';
import { readHostAnswer } from '../oauth/host-refusal.ts';
import { listMissingScopes, SHARED_MAIL_SCOPE } from '../oauth/scopes.ts';
import { readVerifiedEmailDomain } from '../oauth/id-token.ts';
import type { TokenClient, TokenResult } from '../oauth/token-client.ts';
import type { Registration, Registrations } from '../tenants/registration.ts';
import type { RequireHomeTenant } from '../tenants/home-tenants.ts';
import { formatSender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import type { DueStore, Grant, GrantStore, SealedTokens, Versioned } from './grant.ts';
import { isSuspended } from './home-account.ts';
import { confirmRefusal, createRecordProblem } from './record-problem.ts';
import { createOpenTokens, sealTokens } from './sealed-tokens.ts';
import type { TokenSet } from './token-set.ts';

/** Tokens as they were sealed, and the grant under which they were opened. */
export interface OpenedGrant {
  grant: Versioned<Grant>;
  opened: TokenSet;
}

export interface RefreshedGrant extends OpenedGrant {
  /** When Entra last gave a refresh token: now, unless it gave none this time. */
  refreshedAt: Date;
}

/**
 * @throws ConnectorError `consent_required` when the grant has ended; `home_tenant_not_allowed`, which asks nobody and leaves the
 *   grant as it is; or what Entra or a dependency said.
 */
export type RefreshTokens = (
  grant: Versioned<Grant>,
  tokens: Versioned<SealedTokens>,
  opened: TokenSet,
  claims?: string,
) => Promise<RefreshedGrant>;

export interface RefreshTokensDependencies {
  grants: Pick<GrantStore, 'read' | 'replace' | 'replaceTokens'>;
  due: Pick<DueStore, 'add' | 'remove'>;
  vault: Pick<Vault, 'seal' | 'open'>;
  tokenClient: Pick<TokenClient, 'refresh'>;
  registrations: Pick<Registrations, 'read' | 'readDefault'>;
  requireHomeTenant: RequireHomeTenant;
  /** What a new connection would ask for. */
  scopes: readonly string[];
  now: () => Date;
}

export function createRefreshTokens(dependencies: RefreshTokensDependencies): RefreshTokens {
  const { grants, due, vault, requireHomeTenant, now } = dependencies;
  const openTokens = createOpenTokens(vault);
  const ask = createAsk(dependencies);
  const refreshed = createCache<RefreshedGrant>({
    entriesMax: REFRESHED_ENTRIES_MAX,
    lifetimeSeconds: REFRESHED_KEPT_SECONDS,
    now,
  });
  const { recordProblem, heal } = createRecordProblem({ grants, due, now });

  /**
   * What was stored since `etag`, if anything was; `newer` where it is more than other proofs beside the tokens that were used.
   * @throws ConnectorError `identity_changed`
   */
  async function readAgain(used: Used, { etag }: Versioned<SealedTokens>) {
    const { grant, tokens } = await grants.read(used.grant.sender);
    if (grant && isSuspended(grant)) throw new ConnectorError('identity_changed');
    if (grant?.status !== 'connected' || !tokens || tokens.etag === etag) return undefined;
    const opened = await openTokens(grant, tokens.sealed);
    const isSame = grant.generation === used.grant.generation && opened.cache === used.opened.cache;
    return { row: { tokens, opened }, newer: isSame ? undefined : { grant, opened, refreshedAt: tokens.refreshedAt } };
  }

  /** Puts what Entra gave into the row; a row with other tokens than those that were used is newer, and is taken instead. */
  async function store(used: Used, result: TokenResult): Promise<RefreshedGrant> {
    const { grant, tokens, opened } = used;
    const { accessToken, cache, hasRefreshToken } = result;
    const refreshedAt = hasRefreshToken ? now() : tokens.refreshedAt;
    let row = { tokens, opened };
    for (let attempt = 1; ; attempt++) {
      const next = {
        ...withEmailDomain(row.opened, result),
        accessToken,
        cache,
        expiresAt: result.expiresAt.getTime(),
      };
      try {
        const sealed = await sealTokens(vault, grant, next);
        await grants.replaceTokens(grant.sender, { ...row.tokens, sealed, refreshedAt });
        return { grant, opened: next, refreshedAt };
      } catch (error) {
        // Another instance wrote the row, or its key is gone with a newer connection or a disconnect.
        if (!hasCode(error, 'conflict', 'consent_required')) throw error;
        const again = await readAgain(used, row.tokens);
        if (!again) throw new ConnectorError('consent_required', { cause: error });
        if (again.newer) return again.newer;
        if (attempt >= CONFLICT_RETRIES_MAX) throw error;
        ({ row } = again);
      }
    }
  }

  const refresh: RefreshTokens = async (grant, tokens, opened, claims) => {
    await requireHomeTenant(grant);
    let result: TokenResult;
    try {
      result = await ask(grant, opened, claims);
    } catch (thrown) {
      if (!(thrown instanceof ConnectorError)) throw thrown;
      const error = confirmRefusal(grant, tokens, readRefusal(grant, thrown), now());
      const hasEnded = outcomes[error.code].disposition !== 'retry' && error.code !== 'sealed_record_refused';
      const again = hasEnded ? await readAgain({ grant, tokens, opened }, tokens) : undefined;
      if (again?.newer) return again.newer;
      await recordProblem(grant, error);
      throw hasEnded ? new ConnectorError('consent_required', { cause: error, ...upstream(error) }) : error;
    }
    const stored = await store({ grant, tokens, opened }, result);
    return stored.grant === grant ? { ...stored, grant: await heal(grant) } : stored;
  };

  return (grant, tokens, opened, claims) => {
    // By the row that was read: one that read it before a refresh and asks after it gets what that refresh brought.
    const key = `${formatSender(grant.sender)}.${grant.generation}.${tokens.etag}.${claims ?? ''}`;
    return refreshed.get(key, () => refresh(grant, tokens, opened, claims));
  };
}

interface Used {
  grant: Versioned<Grant>;
  tokens: Versioned<SealedTokens>;
  opened: TokenSet;
}

/** A member's home is the host tenant: where that keeps the app out, nobody can connect. What it says ends no grant by that. */
function readRefusal({ sender, homeTenantId }: Grant, error: ConnectorError): ConnectorError {
  if (error.code !== 'home_tenant_blocked' || homeTenantId !== sender.hostTenantId) return error;
  const read = readHostAnswer(error);
  return outcomes[read.code].disposition === 'retry' ? read : error;
}

/** Asks for no more than the person granted: a permission that the settings want since then would end the connection. */
function createAsk({ tokenClient, registrations, scopes }: RefreshTokensDependencies) {
  return async (grant: Grant, opened: TokenSet, claims?: string): Promise<TokenResult> => {
    const { cache, scopes: granted, clientId = grant.clientId } = opened;
    const { homeTenantId, homeObjectId } = grant;
    // What is sealed decides; the column is for tokens from before it was sealed.
    const registration = await readRegistration(registrations, clientId);
    const wanted = [...scopes, SHARED_MAIL_SCOPE];
    const missing = listMissingScopes(wanted, granted);
    const held = wanted.filter((scope) => !missing.includes(scope));
    const request = { registration, homeTenantId, homeObjectId, cache, scopes: held };
    return tokenClient.refresh({ ...request, ...(claims && { claims }) });
  };
}

/** Only an ID token says which domain is verified; an answer without one changes nothing. */
function withEmailDomain(opened: TokenSet, { idTokenClaims }: TokenResult): TokenSet {
  if (Object.keys(idTokenClaims).length === 0) return opened;
  const { emailDomain: _former, ...rest } = opened;
  const emailDomain = readVerifiedEmailDomain(idTokenClaims);
  return { ...rest, ...(emailDomain !== undefined && { emailDomain }) };
}

/** A refresh token is good for the client that got it, and for no other. */
async function readRegistration(
  registrations: Pick<Registrations, 'read' | 'readDefault'>,
  clientId: string | undefined,
): Promise<Registration> {
  if (clientId === undefined) return registrations.readDefault();
  const registration = await registrations.read(clientId);
  if (registration) return registration;
  throw new ConnectorError('registration_changed', {
    cause: new Error('The tokens belong to an app registration that is not configured.'),
  });
}

function upstream({ upstreamCode }: ConnectorError): { upstreamCode?: string } {
  return upstreamCode ? { upstreamCode } : {};
}
