/**
 * Limits of what is relied on that was read before (fence.ts).
 */

/** How long a message may rely on an earlier reading of its sender's grant. */
export const STANDING_READ_SECONDS = 20;
/** How long a process uses the fences that it has raised. */
export const FENCE_KEPT_SECONDS = 60 * 60;
/** How long a grant allows fences after a connection, or after a refresh that a send needed. */
export const FENCES_ALLOWED_SECONDS = 24 * 3600;
/** How long before that time ends fences are used no more, so that clocks of instances may differ; from then on the time is extended. */
export const FENCES_MARGIN_SECONDS = 2 * 3600;
