/**
 * Refreshes the tokens of one grant and stores them before anybody uses them.
 *
 * The ETag decides between instances: whoever loses reads what the winner stored, because an older refresh token stays
 * valid. A definite refusal marks the grant; a passing one, or one that a policy of the home tenant causes, leaves it
 * connected. It does not decide when to refresh.
 */
import { catalogue } from '../catalogue.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import type { TokenClient, TokenResult } from '../oauth/token-client.ts';
import type { Vault } from '../vault/vault.ts';
import type { Grant, GrantStore, SealedTokens, Versioned } from './grant.ts';
import { openTokens, sealTokens } from './sealed-tokens.ts';
import type { TokenSet } from './token-set.ts';

/** @throws ConnectorError `consent_required` when the grant has ended, or what Entra or a dependency said. */
export type RefreshTokens = (
  grant: Versioned<Grant>,
  tokens: Versioned<SealedTokens>,
  opened: TokenSet,
  claims?: string,
) => Promise<TokenSet>;

export interface RefreshTokensDependencies {
  grants: Pick<GrantStore, 'read' | 'replace' | 'replaceTokens'>;
  vault: Pick<Vault, 'seal' | 'open'>;
  tokenClient: Pick<TokenClient, 'refresh'>;
  scopes: readonly string[];
  now: () => Date;
}

export function createRefreshTokens({
  grants,
  vault,
  tokenClient,
  scopes,
  now,
}: RefreshTokensDependencies): RefreshTokens {
  async function recordProblem(grant: Versioned<Grant>, error: ConnectorError): Promise<void> {
    const { disposition, who } = catalogue[error.code];
    const isOurs = disposition === 'retry' && (who === 'operator' || who === 'nobody');
    if (isOurs || error.code === 'sealed_record_refused' || error.code === 'internal_error') return;
    const status = disposition === 'retry' ? 'connected' : 'reconsent_required';
    const problem = { code: error.code, ...(error.upstreamCode && { upstreamCode: error.upstreamCode }) };
    if (grant.status === status && grant.problem?.code === problem.code) return;
    await grants.replace({ ...grant, status, problem }).catch((cause: unknown) => {
      // A grant that changed meanwhile is somebody's newer decision.
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

  async function readWinner(grant: Grant): Promise<TokenSet> {
    const latest = await grants.read(grant.sender);
    if (latest.grant?.status !== 'connected' || !latest.tokens) throw new ConnectorError('consent_required');
    return openTokens(vault, latest.grant, latest.tokens.sealed);
  }

  return async (grant, tokens, opened, claims) => {
    const { homeTenantId, homeObjectId } = grant;
    let result: TokenResult;
    try {
      result = await tokenClient.refresh({
        homeTenantId,
        homeObjectId,
        cache: opened.cache,
        scopes,
        ...(claims && { claims }),
      });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await recordProblem(grant, error);
      const hasEnded = catalogue[error.code].disposition !== 'retry' && error.code !== 'sealed_record_refused';
      throw hasEnded ? new ConnectorError('consent_required', { cause: error, ...upstream(error) }) : error;
    }
    const next: TokenSet = {
      ...opened,
      accessToken: result.accessToken,
      expiresAt: result.expiresAt.getTime(),
      cache: result.cache,
    };
    const sealed = await sealTokens(vault, grant, next);
    try {
      await grants.replaceTokens(grant.sender, { ...tokens, sealed, refreshedAt: now() });
    } catch (error) {
      if (hasCode(error, 'conflict')) return readWinner(grant);
      throw error;
    }
    await clearProblem(grant);
    return next;
  };
}

function upstream({ upstreamCode }: ConnectorError): { upstreamCode?: string } {
  return upstreamCode ? { upstreamCode } : {};
}
