/**
 * Every limit and lifetime of signed webhooks, those that come in and those that go out, unit in the name, reason beside it.
 *
 * All others are in limits.ts.
 */

// Signatures. Source: Standard Webhooks specification
/** How far the time of a signature may be from ours, either way. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;
/** A sender that rotates its secret signs with both; what is signed in other versions comes beside them. */
export const SIGNATURES_MAX = 10;
export const WEBHOOK_ID_MAX_CHARACTERS = 64;
export const SIGNING_SECRET_MIN_BYTES = 24;
export const SIGNING_SECRET_MAX_BYTES = 64;
/** The one in use, and the next one. */
export const SIGNING_SECRETS_MAX = 2;
export const SIGNING_SECRET_CACHE_SECONDS = 5 * 60;
export const SIGNING_SECRET_CACHE_ENTRIES_MAX = 500;
/** How soon a secret that fitted nothing, or could not be read, is read again: strangers decide how often that happens. */
export const SIGNING_SECRET_REREAD_SECONDS = 60;

// What comes in
/** A body is read before anybody knows who sent it. */
export const SIGNED_BODY_MAX_BYTES = 1024 * 1024;
/** Of all such bodies that one process holds at once; beside those of known callers, so that strangers take no room of theirs. */
export const UNVERIFIED_BODIES_MAX_BYTES = 4 * 1024 * 1024;

// What goes out
export const CALLBACK_URL_MAX_CHARACTERS = 1_000;
/** Callbacks of all host tenants together. */
export const CALLBACKS_MAX = 500;
/** How long a receiver may take, from the look-up of its name to the last byte that is read. Source: Standard Webhooks, 15 to 30 s */
export const CALLBACK_TIMEOUT_MILLISECONDS = 15_000;
/** Nobody reads what a receiver says beside its status. */
export const CALLBACK_RESPONSE_MAX_BYTES = 4 * 1024;
/** Pauses between ten attempts, 75 hours together. Source: Standard Webhooks, "Deliverability and reliability" */
export const CALLBACK_PAUSES_SECONDS: readonly number[] = [
  5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
];
/** Part of a pause by which it is longer at most, so that what failed together is not tried together. */
export const CALLBACK_JITTER = 0.1;
/** Callbacks that are looked after at once, so that slow receivers leave room for others. */
export const CALLBACKS_AT_ONCE_MAX = 8;
/** Events of one callback under way at once. */
export const CALLBACK_EVENTS_AT_ONCE_MAX = 4;
/** Requests under way at once, and names that are resolved at once: half of the threads that resolving takes. */
export const CALLBACK_CONNECTIONS_MAX = 32;
export const CALLBACK_RESOLUTIONS_MAX = 2;
/** A run starts every minute, and begins nothing new after this: with the time of a receiver it ends before the next. */
export const CALLBACK_RUN_SECONDS = 40;
/** Events of a page of a feed, and of one look at what is due. */
export const CALLBACK_PAGE_EVENTS = 20;
/** Pages of a feed that one run tells of one callback. */
export const CALLBACK_PAGES_MAX = 25;
/** After so many failures of due events, or of events of a feed, a run lets a callback be. */
export const CALLBACK_FAILURES_MAX = 4;
/** How much before its first run a callback begins to tell: what is written when a message changes may be this late. */
export const CALLBACK_FIRST_LOOK_SECONDS = 120;
/** Failing callbacks that a log line names. */
export const CALLBACKS_NAMED_MAX = 10;
export const CALLBACK_AUDIENCES_MAX = 50;
/** Rows that are deleted at once when a callback is forgotten. */
export const CALLBACK_FORGOTTEN_AT_ONCE_MAX = 500;
/** And how often: far more than the events of 75 hours. */
export const CALLBACK_FORGETTINGS_MAX = 100;
