/**
 * The limits and lifetimes of files that are uploaded before the message that carries them, unit in the name, reason beside it.
 *
 * How large a file may be is the setting MESSAGE_SIZE_MAX_MB.
 */

/** What is sealed and read at once. The format of what is stored depends on it. */
export const CELL_BYTES = 1024 * 1024;
/** Cells of one request that are sealed and written at once; each is in memory twice meanwhile. */
export const CELLS_AT_ONCE_MAX = 3;
/** Cells that one request reads: a file takes half as many requests, and few megabytes are in memory twice. */
export const CELLS_READ_MAX = 2;
/** A file that no message has taken by then is gone: an ERP uploads it for a message that it is about to post. */
export const FILE_KEPT_SECONDS = 24 * 3_600;
/** The sweep looks this much later: a message that took a file in the last moment has been written by then, and clocks differ. */
export const FILE_SWEEP_GRACE_SECONDS = 3_600;
/** How often the sweep looks at a file that its message still needs: so long it may stay after that. */
export const FILE_LOOK_SECONDS = 24 * 3_600;
/** Rows of files that one request reads or writes at once. */
export const FILES_AT_ONCE_MAX = 8;
/** Bytes of a file are in memory some three times, where a submission of as many takes twelve: what one counts of the budget of bodies. */
export const FILE_BODY_SHARE = 0.25;
/** What the deployment lets the host read beyond the largest body that the app takes, so that the refusal of most larger ones is the app's own. */
export const HOST_BODY_MARGIN_BYTES = 64 * 1024;
/** Of a submission where the host has no limit: beside its attachments in base64. */
export const SUBMISSION_OTHER_MAX_BYTES = 1024 * 1024;
