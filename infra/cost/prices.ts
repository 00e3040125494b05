/**
 * List prices in US dollars of what is not priced by what the app does (shared/activity/list-prices.ts), as of the dates given; regions differ by some per cent, and contracts by more.
 *
 * Source: Azure Retail Prices API (prices.azure.com), pay as you go.
 */

/** Table storage, locally redundant, per gigabyte and month, undated. */
export const TABLE_GIGABYTE_MONTH = 0.045;

/** Azure Monitor, analytics logs, per gigabyte of 10^9 bytes; the first five of a month are free. Undated. */
export const LOG_GIGABYTE = 2.3;
export const LOG_FREE_GIGABYTES = 5;

/**
 * Azure Monitor, "Alerts System Log Monitored at 15 Minute Frequency": a log search alert rule, per month and first time series,
 * 2026-09-28; evaluated every 5 minutes it would be 1.5.
 */
export const LOG_ALERT_RULE_MONTH = 0.5;

/** Flex Consumption, always ready, baseline, West US 2 and East US 2, 2026-09-26. */
export const FLEX_READY_GIGABYTE_SECOND = 0.000004;

/** A private endpoint, per hour, without the data that passes through it; undated. */
export const PRIVATE_ENDPOINT_HOUR = 0.01;
/** A private DNS zone, per month; undated. */
export const PRIVATE_DNS_ZONE_MONTH = 0.5;
/** A NAT gateway, per hour, without the data that passes through it; undated. */
export const NAT_GATEWAY_HOUR = 0.045;
/** A static public address, per hour; undated. */
export const PUBLIC_ADDRESS_HOUR = 0.005;
