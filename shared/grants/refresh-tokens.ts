/**
 * Refreshes the tokens of one grant, once for all concurrent requests in this process, and stores them before use.
 *
 * The ETag decides between instances: the loser, or one that asks with a refresh token another has replaced, reads what the
 * winner stored, which may be a newer connection: tokens never leave without the grant they belong to. A definite refusal
 * marks the grant; a passing one, or one that a policy of the home tenant causes, leaves it connected. It does not decide when
 * to refresh.
 */
import { outcomes } from '../outcomes.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import type { TokenClient, TokenResult } from '../oauth/token-client.ts';
import type { Registration, Registrations } from '../tenants/registration.ts';
import { formatSender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import type { Grant, GrantStore, SealedTokens, Versioned } from './grant.ts';
import { openTokens, sealTokens } from './sealed-tokens.ts';
import type { TokenSet } from './token-set.ts';

/** Tokens as they were sealed, and the grant under which they were opened. */
export interface OpenedGrant {
  grant: Versioned<Grant>;
  opened: TokenSet;
}

/** @throws ConnectorError `consent_required` when the grant has ended, or what Entra or a dependency said. */
export type RefreshTokens = (
  grant: Versioned<Grant>,
  tokens: Versioned<SealedTokens>,
  opened: TokenSet,
  claims?: string,
) => Promise<OpenedGrant>;

export interface RefreshTokensDependencies {
  grants: Pick<GrantStore, 'read' | 'replace' | 'replaceTokens'>;
  vault: Pick<Vault, 'seal' | 'open'>;
  tokenClient: Pick<TokenClient, 'refresh'>;
  registrations: Pick<Registrations, 'read' | 'readDefault'>;
  scopes: readonly string[];
  now: () => Date;
}

export function createRefreshTokens({
  grants,
  vault,
  tokenClient,
  registrations,
  scopes,
  now,
}: RefreshTokensDependencies): RefreshTokens {
  const inFlight = new Map<string, Promise<OpenedGrant>>();

  async function recordProblem(grant: Versioned<Grant>, error: ConnectorError): Promise<void> {
    const { disposition, who } = outcomes[error.code];
    const isOurs = disposition === 'retry' && (who === 'operator' || who === 'nobody');
    if (isOurs || error.code === 'sealed_record_refused' || error.code === 'internal_error') return;
    const status = disposition === 'retry' ? 'connected' : 'reconsent_required';
    const problem = { code: error.code, ...(error.upstreamCode && { upstreamCode: error.upstreamCode }) };
    if (grant.status === status && grant.problem?.code === problem.code) return;
    await grants.replace({ ...grant, status, problem }).catch((cause: unknown) => {
      // A grant that changed meanwhile carries a newer decision.
      if (!hasCode(cause, 'conflict')) throw cause;
    });
  }

  async function clearProblem(grant: Versioned<Grant>): Promise<void> {
    if (!grant.problem) return;
    const { problem: _solved, ...healthy } = grant;
    await grants.replace(healthy).catch((error: unknown) => {
      if (!hasCode(error, 'conflict')) throw error;
    });
  }

  /** What another instance stored since `tokens` were read, if it did. */
  async function readNewer({ sender }: Grant, { etag }: Versioned<SealedTokens>): Promise<OpenedGrant | undefined> {
    const { grant, tokens } = await grants.read(sender);
    if (grant?.status !== 'connected' || !tokens || tokens.etag === etag) return undefined;
    return { grant, opened: await openTokens(vault, grant, tokens.sealed) };
  }

  async function ask(grant: Grant, { cache, clientId }: TokenSet, claims?: string): Promise<TokenResult> {
    const { homeTenantId, homeObjectId } = grant;
    // What is sealed decides; the column is for tokens from before it was sealed.
    const registration = await readRegistration(registrations, clientId ?? grant.clientId);
    return tokenClient.refresh({ registration, homeTenantId, homeObjectId, cache, scopes, ...(claims && { claims }) });
  }

  const refresh: RefreshTokens = async (grant, tokens, opened, claims) => {
    let result: TokenResult;
    try {
      result = await ask(grant, opened, claims);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const hasEnded = outcomes[error.code].disposition !== 'retry' && error.code !== 'sealed_record_refused';
      const newer = hasEnded ? await readNewer(grant, tokens) : undefined;
      if (newer) return newer;
      await recordProblem(grant, error);
      throw hasEnded ? new ConnectorError('consent_required', { cause: error, ...upstream(error) }) : error;
    }
    const { accessToken, cache } = result;
    const next = { ...opened, accessToken, cache, expiresAt: result.expiresAt.getTime() };
    try {
      const sealed = await sealTokens(vault, grant, next);
      await grants.replaceTokens(grant.sender, { ...tokens, sealed, refreshedAt: now() });
    } catch (error) {
      // Another instance wrote the row, or its key is gone with a newer connection or a disconnect.
      if (!hasCode(error, 'conflict', 'consent_required')) throw error;
      const newer = await readNewer(grant, tokens);
      if (newer) return newer;
      throw new ConnectorError('consent_required', { cause: error });
    }
    await clearProblem(grant);
    return { grant, opened: next };
  };

  return (grant, tokens, opened, claims) => {
    const key = `${formatSender(grant.sender)}.${grant.generation}.${claims ?? ''}`;
    const running = inFlight.get(key) ?? refresh(grant, tokens, opened, claims).finally(() => inFlight.delete(key));
    inFlight.set(key, running);
    return running;
  };
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
