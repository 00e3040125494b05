/**
 * Limits and lifetimes of what is read from the directory of a host tenant.
 */

/** How long tokens are kept of a sender whose account there is blocked or deleted: as long as Entra lets it be restored. */
export const HOST_PROBLEM_GRACE_DAYS = 30;
/** Between Entra's clock and ours: a guest who accepts and connects at once is not taken for one who was invited anew since. */
export const DIRECTORY_CLOCK_SKEW_SECONDS = 120;
/** A suspension is only final while the directory is being read: so long ago at most. */
export const DIRECTORY_READ_LATELY_SECONDS = 24 * 3600;
/** For how long one look counts. Whoever is deleted or blocked stops sending within this and the five minutes between sweeps. */
export const DIRECTORY_LOOK_SECONDS = 15 * 60;
/** Users in one request, as many as Entra takes in one filter. */
export const DIRECTORY_USERS_MAX = 15;
/** Connections that are compared before the place is written. */
export const DIRECTORY_BATCH_MAX = 60;
/** Of one page of users or changes. */
export const DIRECTORY_PAGE_MAX_BYTES = 4 * 1024 * 1024;
/** Entra's own addresses of changes have some hundred characters. */
export const DIRECTORY_PLACE_MAX_CHARACTERS = 8_000;
