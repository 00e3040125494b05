/**
 * When the refresh timer looks at a grant next. Pure but for the jitter, which spreads grants connected together.
 */
import { GRANT_REFRESH_DAYS, GRANT_REFRESH_JITTER_DAYS, GRANT_REFRESH_RETRY_HOURS } from '../limits.ts';

const dayMilliseconds = 24 * 3600 * 1000;

/** GRANT_REFRESH_DAYS after the last refresh, up to GRANT_REFRESH_JITTER_DAYS earlier. */
export function nextRefreshAt(refreshedAt: Date, random: () => number = Math.random): Date {
  return new Date(
    refreshedAt.getTime() + (GRANT_REFRESH_DAYS - random() * GRANT_REFRESH_JITTER_DAYS) * dayMilliseconds,
  );
}

/** 1 h, 2 h, 4 h, … after a failure, at most GRANT_REFRESH_RETRY_HOURS, up to a tenth later. */
export function retryRefreshAt(now: Date, failures: number, random: () => number = Math.random): Date {
  const hours = Math.min(2 ** Math.max(0, Math.min(failures, 16) - 1), GRANT_REFRESH_RETRY_HOURS);
  return new Date(now.getTime() + hours * (1 + random() / 10) * 3600 * 1000);
}
