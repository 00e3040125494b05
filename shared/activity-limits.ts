/**
 * Limits and lifetimes of what is counted by day, unit in the name, reason beside it.
 */

/** A process writes what it has counted at most this often: two table calls for each host tenant that sent something. */
export const ACTIVITY_FLUSH_SECONDS = 60;
/** Rows of one day and host tenant, of which a process writes one, so that instances rarely write the same. */
export const ACTIVITY_SHARDS = 8;
/** Days of host tenants that a process counts at once; what is beyond them is counted together. */
export const ACTIVITY_TALLIES_MAX = 200;
/** Names in one tally, such as codes of alarms; all others are one. */
export const ACTIVITY_NAMES_MAX = 64;
/** Rows that one process writes at the same time. */
export const ACTIVITY_WRITES_AT_ONCE_MAX = 4;
/** A year, and a month to compare it with. Rows go with their month, so up to 30 days later. */
export const ACTIVITY_DAYS = 400;
/** Months of one list that are queried at the same time. */
export const ACTIVITY_QUERIES_AT_ONCE_MAX = 4;
