/**
 * Computes what an installation costs a month, everything that is always there included: work that was counted, times list prices.
 *
 * What cannot be counted on a local stack is a constant with its assumption here: how long Graph takes, what the host does of itself,
 * and how large rows of the log are. Left out is what only some installations have, such as private endpoints.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Work, WorkCounts } from './counted-work.ts';
import * as prices from './prices.ts';

const SECONDS_OF_MONTH = 30 * 24 * 3600;
/** The schedules of functions/index.ts. */
export const TIMER_RUNS = { sweep: 30 * 24 * 12, refresh: 30 * 24, callbacks: 30 * 24 * 60 };
const ALL_TIMER_RUNS = Object.values(TIMER_RUNS).reduce((sum, runs) => sum + runs, 0);
const INSTANCE_GIGABYTES = 0.5;
/** A send from the request to the answer, Graph included; a run of a timer. */
const SEND_SECONDS = 1.2;
const TIMER_SECONDS = 1;
/** Sends of an instance at once: one while they are few. */
const overlapOf = (sends: number) => (sends > 100_000 ? 4 : 1);
/** The part of sends whose sender the process has not met for five minutes. */
const COLD_SENDS = 0.1;
/** Key, pepper and their properties are kept for an hour, and so is the key of the tenant, which the vault unwraps. */
const KEY_VAULT_OPERATIONS_AN_HOUR = 5;
const TABLE_GIGABYTES = 0.1;
const TABLE_BYTES_A_SEND = 2_000;

/**
 * One instance that never sleeps. The host renews its lock, a lease of 15 seconds, 3 seconds before it ends, and the lock of each
 * timer, one of 60 seconds, at half of it; a run of a timer reads and writes its state.
 */
const LEASES_OF_HOST = SECONDS_OF_MONTH / 12 + (Object.keys(TIMER_RUNS).length * SECONDS_OF_MONTH) / 30;

/** Sizes of rows in the log: columns of a trace beside its text; the two texts of the host for an invocation; whole rows. */
const TRACE_BYTES = 1_000;
const HOST_TEXTS_BYTES = 300;
const REQUEST_BYTES = 1_500;
const TABLE_LOG_BYTES = 1_000;
const AUDIT_BYTES = 1_500;
/** The host's own metrics of a function, six rows for every 30 seconds in which it ran, and five counters of the process a minute. */
const METRICS_BYTES = 6 * 800;
const COUNTERS_BYTES = 5 * 600;

export interface Month {
  'Flex Consumption, active time': number;
  'Flex Consumption, executions': number;
  'Data storage, operations': number;
  'Data storage, space': number;
  'Host storage, operations': number;
  'Key Vault, operations': number;
  'Logs beyond 5 GB': number;
  'Alert rules': number;
}

/** In dollars, by line. */
export function computeMonth(sends: number, counts: WorkCounts, alertRules = countAlertRules()): Month {
  const runs = ALL_TIMER_RUNS;
  const gigabyteSeconds = INSTANCE_GIGABYTES * (runs * TIMER_SECONDS + (sends * SEND_SECONDS) / overlapOf(sends));
  const beyond = (amount: number, free: number) => Math.max(0, amount - free);
  return {
    'Flex Consumption, active time':
      beyond(gigabyteSeconds, prices.FLEX_FREE_GIGABYTE_SECONDS) * prices.FLEX_GIGABYTE_SECOND,
    'Flex Consumption, executions': beyond(runs + sends, prices.FLEX_FREE_EXECUTIONS) * prices.FLEX_EXECUTION,
    'Data storage, operations': sumWork(
      sends,
      counts,
      ({ table, queue, blob }) =>
        table * prices.TABLE_TRANSACTION + queue * prices.QUEUE_TRANSACTION + blob * prices.BLOB_WRITE,
    ),
    'Data storage, space': (TABLE_GIGABYTES + (sends * TABLE_BYTES_A_SEND) / 1e9) * prices.TABLE_GIGABYTE_MONTH,
    'Host storage, operations': (LEASES_OF_HOST + runs) * prices.BLOB_OTHER + runs * prices.BLOB_WRITE,
    'Key Vault, operations': countKeyVault(sends, counts) * prices.KEY_VAULT_OPERATION,
    'Logs beyond 5 GB': beyond(computeLogGigabytes(sends, counts), prices.LOG_FREE_GIGABYTES) * prices.LOG_GIGABYTE,
    'Alert rules': alertRules * prices.LOG_ALERT_RULE_MONTH,
  };
}

export function sumMonth(month: Month): number {
  return Object.values(month).reduce((sum, dollars) => sum + dollars, 0);
}

function sumWork(sends: number, counts: WorkCounts, of: (work: Work) => number): number {
  const { send, coldSend, sweep, refresh } = counts;
  const ofSend = (1 - COLD_SENDS) * of(send) + COLD_SENDS * of(coldSend);
  return sends * ofSend + TIMER_RUNS.sweep * of(sweep) + TIMER_RUNS.refresh * of(refresh);
}

function countKeyVault(sends: number, counts: WorkCounts): number {
  const lasting = TIMER_RUNS.refresh * KEY_VAULT_OPERATIONS_AN_HOUR;
  return sumWork(sends, counts, ({ keyVault }) => keyVault) + lasting;
}

/** Nothing is sampled away: that begins at 20 rows a second of one instance. */
export function computeLogGigabytes(sends: number, counts: WorkCounts): number {
  const bytesOf = ({ logBytes, tableWrites }: Pick<Work, 'logBytes' | 'tableWrites'>) =>
    logBytes + HOST_TEXTS_BYTES + (logBytes > 0 ? 3 : 2) * TRACE_BYTES + REQUEST_BYTES + tableWrites * TABLE_LOG_BYTES;
  // Without callbacks, a run for them asks nobody and writes no line of its own.
  const silent = TIMER_RUNS.callbacks * bytesOf({ logBytes: 0, tableWrites: 0 });
  const invocations = sumWork(sends, counts, bytesOf) + silent;
  const periods = ALL_TIMER_RUNS + Math.min(sends, SECONDS_OF_MONTH / 30);
  const host = periods * METRICS_BYTES + (SECONDS_OF_MONTH / 60) * COUNTERS_BYTES;
  return (invocations + host + countKeyVault(sends, counts) * AUDIT_BYTES) / 1e9;
}

/** Rules that are on in an installation with the default settings. Throws for a frequency whose price is not known. */
export function countAlertRules(): number {
  const file = join(import.meta.dirname, '../snapshots/smallest.snapshot.json');
  const { predictedResources } = JSON.parse(readFileSync(file, 'utf8')) as {
    predictedResources: { type: string; properties?: { enabled?: boolean; evaluationFrequency?: string } }[];
  };
  const rules = predictedResources.filter(({ type }) => type === 'Microsoft.Insights/scheduledQueryRules');
  const enabled = rules.filter(({ properties }) => properties?.enabled !== false);
  const other = enabled.find(({ properties }) => properties?.evaluationFrequency !== 'PT15M');
  if (other)
    throw new Error(`No price is known of a rule that is evaluated every ${other.properties?.evaluationFrequency}.`);
  return enabled.length;
}
