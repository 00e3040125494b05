/**
 * List prices in US dollars of what the app uses up, as of the dates given; regions differ by some per cent, and contracts by more. Those of
 * what stands beside it are in infra/cost/prices.ts.
 *
 * Source: Azure Retail Prices API (prices.azure.com), pay as you go.
 */

/** Of the latest of the dates below. */
export const PRICES_AS_OF = '2026-09-26';

/** Flex Consumption, on demand, West US 2 and East US 2, 2026-09-26. */
export const FLEX_GIGABYTE_SECOND = 0.000026;
export const FLEX_FREE_GIGABYTE_SECONDS = 100_000;
export const FLEX_EXECUTION = 0.4 / 1_000_000;
export const FLEX_FREE_EXECUTIONS = 250_000;

/** Table storage, per transaction, 2026-07-22; a batch is one transaction. */
export const TABLE_TRANSACTION = 0.000_36 / 10_000;

/** Queue storage, per transaction, undated. */
export const QUEUE_TRANSACTION = 0.0004 / 10_000;

/** Blob storage, hot, locally redundant, per write, 2026-08-20. */
export const BLOB_WRITE = 0.05 / 10_000;
/** The same, per read and per other operation, which the calls for a lease are, undated. */
export const BLOB_OTHER = 0.004 / 10_000;

/** Key Vault, operation with a software RSA key of 3,072 bits, undated. */
export const KEY_VAULT_OPERATION = 0.15 / 10_000;
