/**
 * The limits of inviting guests and of showing how they are connected, unit in the name, reason beside it. All others are in limits.ts.
 */

/** Of one request: four at once take a minute where Graph is slow, and Azure's front end ends a request after 230 seconds. */
export const INVITATIONS_MAX = 100;
/** The longest message for each of them, escaped. */
export const INVITATIONS_BODY_MAX_BYTES = 512 * 1024;
/** Graph counts invitations of a tenant; more at once only brings its 429 sooner. */
export const INVITATIONS_AT_ONCE = 4;
/** After this no further guest of a request is begun with. */
export const INVITATIONS_BEGIN_SECONDS = 60;
/** As long as a person reads in an email that they did not ask for. */
export const INVITATION_MESSAGE_MAX_CHARACTERS = 1_000;
/** What Graph says of a refusal, beyond which it is cut. */
export const GRAPH_SENTENCE_MAX_CHARACTERS = 300;
/** Where Graph does not say how long. */
export const INVITATION_PAUSE_SECONDS = 20;

/** People on a page of the board: each costs one read of the table. */
export const STATUS_PAGE_MAX = 100;
/** Reads of one page at once. */
export const STATUS_READS_AT_ONCE = 8;
/** Pages that are looked at for one answer, where a filter leaves nothing of those before. */
export const STATUS_LOOKS_MAX = 5;
/** A connection is renewed after a month, and every day where that fails: one that ends so soon has not been for two months. */
export const CONNECTION_EXPIRING_DAYS = 14;
/** Of an address where Graph's list goes on; sealed, it travels in an address of ours, of which hosts take 8 KB. */
export const GUEST_PLACE_MAX_CHARACTERS = 3_000;
/** Sealed and in base64url. */
export const STATUS_CURSOR_MAX_CHARACTERS = 6_000;
/** Connections that are counted by home tenant, and how many are read at once; a row of four columns has some 300 bytes. */
export const HOME_TENANT_GRANTS_MAX = 10_000;
export const HOME_TENANT_PAGE = 1_000;
