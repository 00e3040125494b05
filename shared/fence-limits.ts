/**
 * Limits of what is relied on that was read before (fence.ts).
 */

/** For so long a message may rely on an earlier reading of its sender's grant. */
export const STANDING_READ_SECONDS = 20;
/** For so long a process uses the fences that it has raised. */
export const FENCE_KEPT_SECONDS = 60 * 60;
/** For so long after a connection or a refresh for a send fences may be raised, */
export const FENCES_ALLOWED_SECONDS = 24 * 3600;
/** and before the end of that they are used no more, whatever the clocks of instances say; then the time is extended. */
export const FENCES_MARGIN_SECONDS = 2 * 3600;
