/**
 * The limits of MIME messages, unit in the name, reason beside it. All others are in limits.ts.
 */

/** Exchange takes a header of 256 KB. */
export const MIME_HEADER_MAX_BYTES = 256 * 1024;
/** Far more than any message that has passed a few servers. */
export const MIME_FIELDS_MAX = 1_000;
/** Above some 2,240 KB Graph has been seen to answer 200 in place of 202, with an unknown effect. */
export const MIME_MESSAGE_MAX_BYTES = 2_240_000;
/** The files that a message may have, each in a multipart of its own. */
export const MIME_PARTS_MAX = 500;
/** Real messages nest four deep. */
export const MIME_DEPTH_MAX = 16;
