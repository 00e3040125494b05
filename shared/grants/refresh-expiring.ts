/**
 * Sees to it that a send has a token that is good for a while; while Entra is down, with the old one to its end.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { ACCESS_TOKEN_LAST_RESORT_MARGIN_SECONDS, ACCESS_TOKEN_MARGIN_SECONDS } from '../limits.ts';
import { outcomes } from '../outcomes.ts';
import { createAllowFences } from './allow-fences.ts';
import type { GrantStore, SealedTokens, Versioned } from './grant.ts';
import type { OpenedGrant } from './refresh-tokens.ts';
import type { Patience, RefreshUnlessRefused } from './refresh-unless-refused.ts';
import type { TokenSet } from './token-set.ts';

/** As it is stored, or refreshed. Throws as RefreshUnlessRefused. */
export type RefreshExpiring = (
  found: OpenedGrant & { tokens: Versioned<SealedTokens> },
  patience?: Patience,
) => Promise<OpenedGrant>;

export interface RefreshExpiringDependencies {
  grants: Pick<GrantStore, 'replace'>;
  refreshTokens: RefreshUnlessRefused;
  now: () => Date;
}

export function createRefreshExpiring({ grants, refreshTokens, now }: RefreshExpiringDependencies): RefreshExpiring {
  const allowFences = createAllowFences({ grants, now });
  const secondsLeft = (tokens: TokenSet) => (tokens.expiresAt - now().getTime()) / 1000;

  return async ({ grant, tokens, opened }, patience) => {
    const asStored = { grant, opened };
    if (secondsLeft(opened) > ACCESS_TOKEN_MARGIN_SECONDS) return asStored;
    try {
      return await allowFences(await refreshTokens(patience, grant, tokens, opened));
    } catch (error) {
      const isPassing = error instanceof ConnectorError && outcomes[error.code].disposition === 'retry';
      const isOurs = hasCode(error, 'conflict');
      if (isPassing && !isOurs && secondsLeft(opened) > ACCESS_TOKEN_LAST_RESORT_MARGIN_SECONDS) return asStored;
      throw error;
    }
  };
}
