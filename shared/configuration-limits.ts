/**
 * Limits and lifetimes of configuration documents: what the operator keeps of host tenants and app registrations beside the settings.
 */

/** How long a document that was read counts as it was; a change reaches every instance within this, so a kill switch within 30 s. */
export const CONFIGURATION_CACHE_SECONDS = 25;
/** From this age on a document is read again behind a request that uses it, so that steady traffic never waits for one. */
export const CONFIGURATION_REFRESH_SECONDS = 20;
export const CONFIGURATION_CACHE_ENTRIES_MAX = 2_000;

/** Of a document in JSON, as it is posted. */
export const DOCUMENT_MAX_BYTES = 512 * 1024;
/** Compressed; with its envelope it fits into one column. */
export const DOCUMENT_COMPRESSED_MAX_BYTES = 65_000;
/** Of one kind, in all host tenants, because they are read together. */
export const DOCUMENTS_MAX = 500;
/** Of each document, the current one included. */
export const VERSIONS_KEPT = 20;

/** What was changed is known for a year. */
export const AUDIT_DAYS = 365;
export const AUDIT_PAGE_MAX = 100;
/** Of a page for a file, which nobody reads on a screen: as many as Table Storage gives at once. */
export const AUDIT_EXPORT_PAGE_MAX = 1_000;
/** Old entries that one change deletes. */
export const AUDIT_TRIM_MAX = 20;

/** Of a host tenant. */
export const TENANT_APPLICATIONS_MAX = 200;
export const TENANT_ENVIRONMENTS_MAX = 200;
export const TENANT_HOME_TENANTS_MAX = 1_000;
export const TENANT_RECIPIENTS_MAX = 200;
/** Of an app registration. */
export const REGISTRATION_HOME_TENANTS_MAX = 200;
/** Host tenants and applications whose messages of a minute are counted. */
export const TENANT_COUNTERS_MAX = 10_000;
/** A message of a paused host tenant is looked at again after this; with up to a fifth more, so that they do not all come at once. */
export const PAUSED_LOOK_SECONDS = 300;
export const OFF_BOARDING_PAGE_MAX = 100;
export const OFF_BOARDING_CONCURRENCY_MAX = 4;
/** For how long one request, or one sweep, works on it. */
export const OFF_BOARDING_RUN_SECONDS = 20;
/** After this, every instance has read that a tenant leaves. */
export const OFF_BOARDING_SETTLE_SECONDS = 60;
