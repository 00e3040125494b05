/**
 * Every limit and lifetime of the connector, unit in the name, reason beside it. Those of messages that wait: waiting-limits.ts; of MIME: mime-limits.ts.
 */

// Requests
/** Graph refuses a larger request body with 413, so a larger submission cannot be sent inline. */
export const GRAPH_REQUEST_MAX_BYTES = 4 * 1024 * 1024;
/** Bodies of submissions and uploads that one process holds at once, from reading to answer; twelve times that is used in memory, of the 512 MB of a small instance. */
export const BODIES_MAX_BYTES = 24 * 1024 * 1024;
/** Of that, what only small bodies may take, so that large ones that wait keep nobody's usual message out. */
export const BODIES_RESERVED_BYTES = 6 * 1024 * 1024;
export const BODY_SMALL_BYTES = 512 * 1024;
/** A name of at most 320 characters, however it is escaped. */
export const NAMED_SENDER_MAX_BYTES = 4 * 1024;
/** White space, or an empty object. */
export const EMPTY_BODY_MAX_BYTES = 1024;
/** A form posted by one of our pages holds two short fields. */
export const FORM_BODY_MAX_BYTES = 8 * 1024;
/** Browsers send a few dozen characters, and by RFC 9110 may send any number. */
export const ACCEPT_LANGUAGE_MAX_CHARACTERS = 1_000;
export const LANGUAGE_RANGES_MAX = 50;
/** Longer than any browser's `Accept`. */
export const ACCEPT_MAX_CHARACTERS = 1_000;
/** How long a browser keeps the language that a person chose. */
export const LANGUAGE_COOKIE_DAYS = 365;
/** Nobody is told to wait longer: clients that repeat by themselves hold a thread, or give up. */
export const RETRY_AFTER_MAX_SECONDS = 20;
/** Refusals of strangers are counted, and told in one line, this often. */
export const ANONYMOUS_REFUSALS_SECONDS = 60;
/** What only the operator can repair is an alarm once in this time, of each instance. Below the windows of the alerts. */
export const ALARM_PAUSE_SECONDS = 10 * 60;
/** Exchange's default number of recipients of one message. */
export const RECIPIENTS_MAX = 500;
/** Graph takes 5; one is kept for the connector. */
export const INTERNET_MESSAGE_HEADERS_MAX = 4;
export const ATTACHMENTS_MAX = 250;
/** Outlook's own list of categories has 25. */
export const CATEGORIES_MAX = 25;
/** Far more than any known program sets. */
export const EXTENDED_PROPERTIES_MAX = 20;
export const EXTENDED_PROPERTY_VALUE_MAX_CHARACTERS = 8_192;
/** How much longer the request to Graph may be than the body it was read from: 1,000 addresses in xn-- form, and 250 attachments whose type, name and media type were added. */
export const NORMALISED_GROWTH_MAX_BYTES = 512 * 1024;
/** Attachments that a refusal for size names. */
export const LARGE_PARTS_NAMED_MAX = 5;
/** RFC 5322 section 2.1.1: a line; Exchange cuts subjects at 255. */
export const SUBJECT_MAX_CHARACTERS = 255;
export const HEADER_VALUE_MAX_CHARACTERS = 995;
export const NAME_MAX_CHARACTERS = 255;
/** A longer text is refused as it is: what is rewritten is looked at character by character. */
export const REWRITTEN_MAX_CHARACTERS = 4_096;
export const REFERENCE_MAX_CHARACTERS = 255;
/** RFC 5321 section 4.5.3.1. */
export const ADDRESS_MAX_CHARACTERS = 254;
export const ADDRESS_LOCAL_PART_MAX_CHARACTERS = 64;
/** Each address with a name, and with quotes, brackets and a comma around them. */
export const REPLY_TO_HEADER_MAX_CHARACTERS = RECIPIENTS_MAX * (NAME_MAX_CHARACTERS + ADDRESS_MAX_CHARACTERS + 7);
/** A submission nests six deep; anything deeper is refused before it is looked at. */
export const JSON_DEPTH_MAX = 16;
export const JSON_VALUES_MAX = 20_000;
/** Faults listed in one answer. */
export const FAULTS_MAX = 50;
/** Faults that the sentence of an answer says in words; a person reads no more. */
export const FAULTS_IN_WORDS_MAX = 3;
/** Application Insights cuts a trace at 32,768; what an alert looks for is at the end of the line. */
export const LOG_LINE_MAX_CHARACTERS = 32_000;
/** Faults whose places are logged. */
export const FAULTS_LOGGED_MAX = 10;
export const IDEMPOTENCY_KEY_MAX_CHARACTERS = 256;
export const SCHEDULE_MAX_DAYS = 90;
/** Larger than any access token of Entra (roles included). */
export const ACCESS_TOKEN_MAX_CHARACTERS = 16_384;

// Consent
/** Time for two sign-ins and a second factor. */
export const TRANSACTION_LIFETIME_SECONDS = 30 * 60;
/** The account that signed in is written just after its session, and ends at most that much later; the sweep finds it by the session. */
export const ACCOUNT_AFTER_SESSION_SECONDS = 60;
export const TRANSACTION_BUCKET_SECONDS = 10 * 60;
/** How long a used transaction is remembered beyond its end: longer than clocks of instances may differ. */
export const TRANSACTION_KEPT_SECONDS = 60 * 60;
/** The state of a sign-in travels in addresses, beside Entra's code; hosts and Entra refuse one of 8 KB. */
export const STATE_MAX_CHARACTERS = 2_048;
/** How long a page that ends a session may be loaded again. */
export const FAREWELL_LIFETIME_SECONDS = 5 * 60;
/** Such pages of one browser: their cookies are at most 2 KB. */
export const FAREWELLS_MAX = 2;
/** A browser drops a cookie above 4,096 characters, its name included. */
export const ENDING_MAX_CHARACTERS = 3_900;
/** Tabs of one browser that each show how their sign-in ended: hosts refuse headers above 16 KB. */
export const ENDINGS_MAX = 3;
/** Codes that one instance redeems for people who have not proven anything yet. */
export const SIGN_INS_PER_MINUTE = 120;
/** The same at once: Entra answers within a second, or hangs. */
export const SIGN_INS_AT_ONCE_MAX = 16;
/** Test messages that a person sends to themselves from their own page. */
export const TESTS_PER_HOUR = 5;
/** Tabs of one browser that each show their own person; a request's cookies must stay small. */
export const TABS_MAX = 10;
export const ID_TOKEN_CLOCK_SKEW_SECONDS = 300;

// Callers
/** Host tenants whose signing keys are kept in memory. */
export const TENANTS_MAX = 100;
export const CALLER_CLOCK_SKEW_SECONDS = 120;
export const JWKS_CACHE_SECONDS = 24 * 3600;
/** A token with an unknown key id makes us read the keys again, but not more often than this. */
export const JWKS_REFETCH_MIN_SECONDS = 30;
/** The same while no key is known at all: short, so that the API is back as soon as Entra is. */
export const JWKS_FIRST_READ_PAUSE_SECONDS = 1;
export const JWKS_MAX_BYTES = 256 * 1024;
export const JWKS_KEYS_MAX = 50;
export const CALLER_CACHE_ENTRIES_MAX = 500;
export const CALLER_CACHE_SECONDS = 5 * 60;

// Keys
export const DATA_KEY_CACHE_SECONDS = 5 * 60;
export const DATA_KEY_CACHE_ENTRIES_MAX = 1_000;
/** The key management service is asked for the key of a tenant once in this time, by each process. */
export const TENANT_KEY_CACHE_SECONDS = 60 * 60;
/** The key of the current version and that of the one before, for each of TENANTS_MAX. */
export const TENANT_KEY_CACHE_ENTRIES_MAX = 200;
export const PEPPER_CACHE_SECONDS = 60 * 60;
/** A new key version is written with after this at the latest. */
export const PUBLIC_KEY_CACHE_SECONDS = 60 * 60;
/** A new client secret is picked up within this. */
export const CLIENT_CREDENTIAL_CACHE_SECONDS = 5 * 60;
/** App registrations whose credentials are kept in memory. */
export const REGISTRATIONS_MAX = 100;
export const KEY_VERSION_CLIENTS_MAX = 32;
export const KEY_VAULT_TIMEOUT_MILLISECONDS = 4_000;
/** Shorter than the above, so that the next request asks the identity endpoint again. */
export const IDENTITY_TIMEOUT_MILLISECONDS = 3_000;
/** Scopes whose tokens of the managed identity are kept: storage, Key Vault, and one for federated credentials. */
export const IDENTITY_SCOPES_MAX = 8;

// Tokens
/** An access token is used until this long before it expires: longer than Graph's 30 s plus skew. */
export const ACCESS_TOKEN_MARGIN_SECONDS = 5 * 60;
/** While Entra is down an access token is used to the end, less the time a send may take. */
export const ACCESS_TOKEN_LAST_RESORT_MARGIN_SECONDS = 60;
/** How long a refusal that others have to undo stands for callers who wait; for what comes again by itself it stands until the timer asks. */
export const STANDING_REFUSAL_SECONDS = 5 * 60;
export const ENTRA_TIMEOUT_MILLISECONDS = 10_000;
/** Longer than any request takes from reading a row to asking for a refresh. */
export const REFRESHED_KEPT_SECONDS = 60;
export const REFRESHED_ENTRIES_MAX = 500;
/** Entra ends a refresh token that was idle for 90 days. */
export const REFRESH_TOKEN_IDLE_DAYS = 90;
export const GRANT_REFRESH_DAYS = 30;
/** Spreads the renewal of grants that were connected together. */
export const GRANT_REFRESH_JITTER_DAYS = 3;
export const GRANT_REFRESH_RETRY_HOURS = 24;
/** What an administrator can put right is tried again after this. */
export const GRANT_PROBLEM_RETRY_HOURS = 24;
/** A refusal for an unknown reason ends a grant when it comes again after this, so that one odd answer ends nothing. */
export const REFUSAL_CONFIRMATION_SECONDS = 60 * 60;
/** A connection that has not been finished by then left half rows. */
export const CONNECT_CHECK_SECONDS = 60 * 60;
/**
 * How long the number of an erased connection is kept: no shorter than REFRESH_TOKEN_IDLE_DAYS, after which a copy of what was
 * erased opens nothing at Entra, and far longer than keys in memory, journeys and due entries live.
 */
export const ERASED_GENERATION_DAYS = REFRESH_TOKEN_IDLE_DAYS;
/** Index rows of messages that one erasure, and one run of the sweep after it, deletes in each of sixteen partitions. */
export const ERASED_MESSAGES_OF_EACH_MAX = 1_000;
/** Within this the sweep has deleted what an erasure left of them, for a month of MESSAGES_PER_MINUTE without a pause. */
export const ERASE_FINISHED_HOURS = 24;
/** Longer than GRANT_REFRESH_DAYS, after which the timer reads the proofs again, by some days of an outage. */
export const NAME_PROOF_MAX_DAYS = 35;
/** Addresses of one mailbox that lead to it; each costs a row for lookups. */
export const ADDRESSES_PER_SENDER_MAX = 30;
/** Senders of other home tenants that are remembered for one contested name. */
export const CONTESTS_PER_NAME_MAX = 10;
/** Senders to whom one name may lead; whoever proves it beyond does not get it at all. */
export const NAME_OWNERS_MAX = CONTESTS_PER_NAME_MAX + 1;
/** Senders at whom one claim of a name looks. */
export const NAME_CANDIDATES_MAX = 50;
/** How long the own page waits for proofs that are read again; it opens without them. */
export const OWN_PAGE_PROOFS_MILLISECONDS = 8_000;
/** How long the own page waits for the list of what was sent; it opens without it. */
export const OWN_PAGE_HISTORY_MILLISECONDS = 3_000;
export const NAME_CACHE_ENTRIES_MAX = 5_000;
export const NAME_CACHE_SECONDS = 5 * 60;

// Sending
export const GRAPH_TIMEOUT_MILLISECONDS = 30_000;
export const GRAPH_RESPONSE_MAX_BYTES = 256 * 1024;
/** Exchange takes four requests of a mailbox at once and refuses the fifth. */
export const MAILBOX_CONCURRENCY_MAX = 4;
export const MAILBOX_WAITING_MAX = 200;
/** A send that waited this long for its turn looks again whether its sender is connected; a shorter wait is as good as none. */
export const TURN_LONG_MILLISECONDS = 1_000;
/** How long a caller waits for the turn of its mailbox without asking for more (RFC 7240 `wait`), before its message is queued: a send or two; what waits keeps a request of the instance. */
export const WAIT_DEFAULT_SECONDS = 2;
/** Business Central's HTTP client gives up after 100 s, and Graph has 30 s of them. */
export const WAIT_MAX_SECONDS = 60;
/** A `sending` row older than this, by storage time, has lost its sender. */
export const SENDING_LEASE_SECONDS = 10 * 60;
/** Messages of one person that their own page counts: in each of sixteen partitions its share; beyond that it says "at least". */
export const SENDER_MESSAGES_COUNTED_MAX = 4_800;
/** Messages that the own page shows one by one; each costs a read. */
export const SENDER_MESSAGES_SHOWN_MAX = 10;
/** Conflicts on one record before we give up with 503. */
export const CONFLICT_RETRIES_MAX = 5;

// Timers
/** Sweep starts every five minutes. When none has ended for this long, it is late, and a request runs it. */
export const SWEEP_LATE_SECONDS = 15 * 60;
/** Refresh starts every hour, and a run takes minutes. */
export const REFRESH_LATE_SECONDS = 135 * 60;
/** How soon one process looks again, at the earliest, whether the sweep is late. */
export const LATE_SWEEP_LOOK_SECONDS = 60;
/** How long the answer to a program that only reads waits for a late sweep: one over nothing takes a third of a second. */
export const LATE_SWEEP_WAIT_MILLISECONDS = 1_000;

// Ending
/** How long a process that is to end waits for what is under way: longer than Graph gets. Azure ends it after five seconds. */
export const DRAIN_MAX_MILLISECONDS = 40_000;

// Readiness
/** Longer than any client waits for a single answer, so that the client that saw an outage names it. */
export const READINESS_CHECK_TIMEOUT_MILLISECONDS = 8_000;
/** A request that comes sooner gets the same report: a run costs two dozen requests. */
export const READINESS_REUSE_SECONDS = 5;
/** Entra's page for a wrong redirect URI is some 30 KB of HTML and contains the code. */
export const READINESS_RESPONSE_MAX_BYTES = 256 * 1024;
/** Renewing a secret or key may need another department. */
export const EXPIRY_ALARM_DAYS = 30;
/** Longer than a burst takes to be worked off. */
export const QUEUE_AGE_ALARM_SECONDS = 60 * 60;

// Storage
/** Answers to the few requests that are not the tables' hold a handful of elements. */
export const STORAGE_RESPONSE_MAX_BYTES = 256 * 1024;
/** A caller hears 503 within 5 s when the table service is down. */
export const STORAGE_TIMEOUT_MILLISECONDS = 4_000;
export const STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS = 1_500;
export const PAGE_SIZE_DEFAULT = 50;
export const PAGE_SIZE_MAX = 100;
/** What one run of a timer takes on; the next run goes on from there. */
export const TIMER_BATCH_MAX = 500;
/** Data keys that one sweep rewraps. A sweep every five minutes, so that rows of an earlier release, which the vault unwraps one by one, never look like theft to the alert on unwraps. */
export const REWRAP_BATCH_MAX = 150;
/** How long one sweep goes on taking batches: it starts every five minutes, and a function may take five. */
export const SWEEP_SECONDS = 2 * 60;
/** Work of a timer that is under way at once: Entra and the vault are shared with senders. */
export const TIMER_CONCURRENCY_MAX = 4;
