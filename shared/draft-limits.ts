/**
 * The limits of messages that go by a draft, unit in the name, reason beside it. All others are in limits.ts.
 */

/** Exchange takes at most 4 MB at once; a multiple of 320 KiB, as Microsoft's own clients send. */
export const UPLOAD_RANGE_BYTES = 12 * 320 * 1024;
/** How often one file is begun again within one attempt, because its upload session has ended. */
export const UPLOAD_SESSIONS_MAX = 3;
/** Longer than any address of a session: it carries a token. */
export const UPLOAD_URL_MAX_CHARACTERS = 16_384;
/** Ranges that one answer may expect: ours leave no holes. */
export const EXPECTED_RANGES_MAX = 100;
/** How often one request, or one session in all, is repeated within one attempt. */
export const DRAFT_REPEATS_MAX = 5;
/** The pause before the first repetition when no answer says how long to wait; each further one is twice as long. */
export const DRAFT_PAUSE_MILLISECONDS = 200;
/** All pauses of one attempt together: what must wait longer waits in the outbox, and not in a function that is paid for. */
export const DRAFT_PAUSES_MAX_MILLISECONDS = 4_000;
/** Graph's ids are some 150 characters. */
export const DRAFT_ID_MAX_CHARACTERS = 1_024;
/** Drafts of one message: one for each attempt whose answer was lost. */
export const DRAFTS_FOUND_MAX = 20;
