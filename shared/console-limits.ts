/**
 * Limits of the administrator's console.
 */

/** A list of guests as a file, or the largest document in a field, where every byte may take three. */
export const CONSOLE_FORM_MAX_BYTES = 2 * 1024 * 1024;
/** Fields of a form, files included. */
export const CONSOLE_FIELDS_MAX = 100;
/** Rows of a list on one page. */
export const CONSOLE_ROWS = 50;
/** Host tenants among which an administrator can choose. */
export const CONSOLE_TENANTS_MAX = 100;
/** How long an administrator stays signed in to the console, and so how old the role may be that lets them in. */
export const ADMINISTRATOR_SESSION_SECONDS = 3600;
/** How long after they gave their credentials an administrator may do what cannot be undone. */
export const CONFIRMED_SECONDS = 5 * 60;

/** Messages that are read at once for a file. */
export const MESSAGES_EXPORT_PAGE = 200;
/** Pages that are looked at for a file where a filter without an index leaves most messages out. */
export const MESSAGES_EXPORT_PAGES_MAX = 100;
/** Days that a chart can show. */
export const CHART_DAYS = [7, 30, 90] as const;
/** How far back the first page lists alarms. */
export const RECENT_ALARM_DAYS = 7;
/** Entries of the audit in one file; a spreadsheet opens it, and the app holds it in memory. */
export const AUDIT_CSV_ROWS_MAX = 20_000;
/** How long one file of the audit may take to read. */
export const AUDIT_CSV_SECONDS = 30;
/** Days that the page of alarms shows, the first unless another is chosen. */
export const ALARM_DAYS = [7, 30] as const;
/** Rows of a list that is saved as CSV, of which each may cost a read. */
export const CONSOLE_EXPORT_ROWS_MAX = 5_000;
/** How long a list is read for a CSV; Azure ends a request after 230 seconds. */
export const CONSOLE_EXPORT_SECONDS = 60;
/** Records that a page reads at once beside its list. */
export const CONSOLE_READS_AT_ONCE = 8;

/** Guests of a list that is worked off in steps. */
export const CONSOLE_INVITATIONS_MAX = 500;
/** Such a list, as it is posted and carried from step to step. */
export const CONSOLE_INVITATIONS_MAX_BYTES = 512 * 1024;
/** Guests of one step: what an administrator waits for, and less than Graph refuses. */
export const CONSOLE_INVITATIONS_OF_STEP = 20;
export const CONSOLE_PREVIEWED_OF_STEP = 50;
/** After which the directory shows whoever was invited. */
export const CONSOLE_INVITATIONS_SETTLE_SECONDS = 60;
/** A link to accept an invitation; a longer one is not carried along. */
export const INVITATION_LINK_MAX_CHARACTERS = 1_000;
