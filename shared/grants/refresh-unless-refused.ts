/**
 * Refreshes tokens, unless Entra has refused that for what others have to undo, and there is no reason to ask anew.
 *
 * Such a refusal stands for whoever comes again by itself, until the timer asks. A caller who waits may know that an administrator has
 * acted, so for a caller it stands for some minutes only, counted by each process from the last time that it asked.
 */
import { createCache } from '../cache.ts';
import { DATA_KEY_CACHE_ENTRIES_MAX, STANDING_REFUSAL_SECONDS } from '../limits.ts';
import { formatSender } from '../sender.ts';
import { standingRefusal } from './record-problem.ts';
import type { RefreshTokens } from './refresh-tokens.ts';

/** Of whoever comes again by itself. */
export type Patience = 'patient';

/** Throws as RefreshTokens. */
export type RefreshUnlessRefused = (
  patience: Patience | undefined,
  ...given: Parameters<RefreshTokens>
) => ReturnType<RefreshTokens>;

export function createRefreshUnlessRefused(dependencies: {
  refreshTokens: RefreshTokens;
  now: () => Date;
}): RefreshUnlessRefused {
  const { refreshTokens, now } = dependencies;
  const asked = createCache<true>({
    entriesMax: DATA_KEY_CACHE_ENTRIES_MAX,
    lifetimeSeconds: STANDING_REFUSAL_SECONDS,
    now,
  });
  return async (patience, grant, tokens, ...rest) => {
    const refusal = standingRefusal(grant, tokens, now());
    const key = formatSender(grant.sender);
    if (refusal && (patience || asked.peek(key))) throw refusal;
    asked.set(key, true);
    return refreshTokens(grant, tokens, ...rest);
  };
}
