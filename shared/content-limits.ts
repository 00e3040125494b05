/**
 * The limits of content that waits to be sent, unit in the name, reason beside it. All others are in limits.ts.
 */
import { SCHEDULE_MAX_DAYS } from './limits.ts';

/** Graph takes a message of 150 MB; what is said around it is far shorter than the rest. */
export const CONTENT_MAX_BYTES = 160 * 1024 * 1024;
/** Content of a message that ended without being sent is kept this long, so that a person may send it again. */
export const CONTENT_KEPT_DAYS = 7;
/** How long a content key may be needed: its message waits at most SCHEDULE_MAX_DAYS, and its content is kept after that. */
export const CONTENT_KEY_DAYS = SCHEDULE_MAX_DAYS + CONTENT_KEPT_DAYS;
/** A key that one process destroys is in the memory of others for at most this long, when its content is gone already. */
export const CONTENT_KEY_CACHE_SECONDS = 60 * 60;
/** The keys of some days for each of TENANTS_MAX: what is accepted is of today, and what waits is mostly of the days before. */
export const CONTENT_KEY_CACHE_ENTRIES_MAX = 1_000;
