/**
 * Limits and lifetimes of mailboxes that documents name, and of what their providers keep.
 */

/** Of one document. */
export const PROVIDER_MAILBOXES_MAX = 200;
/** People who may send from the mailboxes of one document. */
export const SHARED_SENDERS_MAX = 200;

/** Tokens of the app itself, one for each app registration and home tenant. */
export const APPLICATION_TOKENS_MAX = 500;
/** Entra gives them for an hour at least, and for a day where it can take them back. */
export const APPLICATION_TOKEN_KEPT_SECONDS = 30 * 60;
/** One that ends sooner is not used. */
export const APPLICATION_TOKEN_MARGIN_SECONDS = 300;

/** Of one document, in a readiness check. */
export const CHECKED_MAILBOXES_MAX = 10;
export const CHECK_CONCURRENCY_MAX = 4;
/** Of the documents that failed. */
export const FINDINGS_SHOWN_MAX = 3;
