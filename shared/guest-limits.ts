/**
 * The limits of inviting guests, unit in the name, reason beside it. All others are in limits.ts.
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
