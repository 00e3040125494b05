/**
 * Every limit and lifetime of event doors, unit in the name, reason beside it.
 *
 * All others are in limits.ts.
 */

/** Event Grid sends 1 MB at most, Dataverse a quarter of that; of any other sender nothing larger is known. */
export const DOOR_BODY_MAX_BYTES = 1_200 * 1024;
/** Bodies of events that this process holds at once, apart from those of submissions: anybody may post one. */
export const DOOR_BODIES_MAX_BYTES = 8 * 1024 * 1024;
/** Business Central tells of more changes than this by one notification `collection`. */
export const EVENTS_PER_REQUEST_MAX = 1_000;
/** Events of one request that are handled at the same time. */
export const EVENTS_AT_ONCE_MAX = 8;
/** A validation token or code that is given back; the longest that is known has some 60. */
export const ECHO_MAX_CHARACTERS = 512;

/** So many have 32 random bytes in base64, without its padding. */
export const DOOR_SECRET_MIN_CHARACTERS = 43;
/** Business Central keeps no longer `clientState`. */
export const DOOR_SECRET_MAX_CHARACTERS = 2_048;
/** A new secret is picked up within this. */
export const DOOR_SECRET_CACHE_SECONDS = 5 * 60;
export const DOOR_SECRETS_CACHE_ENTRIES_MAX = 500;

/** What a document may give a door. */
export const DOOR_EVENTS_PER_HOUR_MAX = 10_000;
/** All doors of a host tenant together, so that a runaway job of one ERP leaves room to others. */
export const TENANT_EVENTS_PER_HOUR_MAX = 20_000;
/** How exactly the row of a quota remembers times. */
export const DOOR_QUOTA_BUCKET_SECONDS = 5 * 60;
/** How far an event is put off whose sender does not repeat it; a later one is refused. */
export const DOOR_PUT_OFF_MAX_SECONDS = 24 * 3_600;

/** Of a document. */
export const DOOR_EVENT_NAMES_MAX = 50;
export const DOOR_FIELDS_MAX = 100;
/** Of a list in an event, such as the lines of an invoice. */
export const DOOR_ROWS_MAX = 500;
export const DOOR_RECIPIENTS_MAX = 20;
export const DOOR_DOMAINS_MAX = 50;
export const POINTER_MAX_CHARACTERS = 500;

/** One value of a payload; what is longer is no value of a placeholder. */
export const FIELD_TEXT_MAX_CHARACTERS = 10_000;
/** A JSON number beyond this has lost digits. */
export const EXACT_NUMBER_MAX = 1e15;
/** Of an event that could not become a message, as the message that is kept in its place shows it. */
export const PARKED_PAYLOAD_MAX_CHARACTERS = 300_000;
