/**
 * Says on a grant until when fences may be raised for its sender, where messages of the sender have just needed new tokens.
 *
 * A grant that nothing is sent with is never written for this, and one that is used once a day at most.
 */
import { createCache } from '../cache.ts';
import { ConnectorError } from '../errors.ts';
import { FENCES_ALLOWED_SECONDS, FENCES_MARGIN_SECONDS } from '../fence-limits.ts';
import { DATA_KEY_CACHE_ENTRIES_MAX, REFRESHED_KEPT_SECONDS } from '../limits.ts';
import { formatSender } from '../sender.ts';
import type { Grant, GrantStore } from './grant.ts';
import type { OpenedGrant } from './refresh-tokens.ts';
import { replaceUnlessChanged } from './replace-unless-changed.ts';

/** From a connection or a refresh on. */
export function fencesUntil(now: Date): Date {
  return new Date(now.getTime() + FENCES_ALLOWED_SECONDS * 1000);
}

/** Whether fences may be raised and used. */
export function mayHaveFences({ fencesUntil: until }: Pick<Grant, 'fencesUntil'>, now: Date): boolean {
  return until !== undefined && until.getTime() - now.getTime() > FENCES_MARGIN_SECONDS * 1000;
}

/** Returns what it was given. No failure of storage comes back: without fences each message reads the grant. */
export function createAllowFences({ grants, now }: { grants: Pick<GrantStore, 'replace'>; now: () => Date }) {
  // Messages that come at once share one refresh, and one of them writes.
  const tried = createCache<true>({
    entriesMax: DATA_KEY_CACHE_ENTRIES_MAX,
    lifetimeSeconds: REFRESHED_KEPT_SECONDS,
    now,
  });
  return async <Some extends OpenedGrant>(refreshed: Some): Promise<Some> => {
    const { grant } = refreshed;
    const key = formatSender(grant.sender);
    if (mayHaveFences(grant, now()) || tried.peek(key)) return refreshed;
    tried.set(key, true);
    await replaceUnlessChanged(grants, { ...grant, fencesUntil: fencesUntil(now()) }).catch((error: unknown) => {
      if (!(error instanceof ConnectorError)) throw error;
    });
    return refreshed;
  };
}
