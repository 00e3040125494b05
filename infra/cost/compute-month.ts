/**
 * Computes what an installation costs a month, everything that is always there included: work that was counted, times list prices.
 *
 * What the app uses up is estimated as for its administrators (shared/activity/estimate-cost.ts, with its assumptions); here are logs, with how
 * large their rows are, alert rules and space. Left out is what only some installations have, such as private endpoints.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FLUSH, type Work, type WorkCounts } from '../../shared/activity/counted-work.ts';
import {
  costOfHost,
  countKeyVault,
  DAYS_OF_MONTH,
  estimateCost,
  SECONDS_OF_DAY,
  sumWork,
  TIMER_RUNS_OF_DAY,
} from '../../shared/activity/estimate-cost.ts';
import * as prices from './prices.ts';

const SECONDS_OF_MONTH = DAYS_OF_MONTH * SECONDS_OF_DAY;
const RUNS = DAYS_OF_MONTH * Object.values(TIMER_RUNS_OF_DAY).reduce((sum, runs) => sum + runs, 0);
const TABLE_GIGABYTES = 0.1;
const TABLE_BYTES_A_SEND = 2_500;

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
  const { active, executions, table, queue, blob, keyVault } = estimateCost({ messages: sends }, counts);
  const host = costOfHost();
  const logGigabytes = Math.max(0, computeLogGigabytes(sends, counts) - prices.LOG_FREE_GIGABYTES);
  return {
    'Flex Consumption, active time': active,
    'Flex Consumption, executions': executions,
    'Data storage, operations': table + queue + blob - host,
    'Data storage, space': (TABLE_GIGABYTES + (sends * TABLE_BYTES_A_SEND) / 1e9) * prices.TABLE_GIGABYTE_MONTH,
    'Host storage, operations': host,
    'Key Vault, operations': keyVault,
    'Logs beyond 5 GB': logGigabytes * prices.LOG_GIGABYTE,
    'Alert rules': alertRules * prices.LOG_ALERT_RULE_MONTH,
  };
}

export function sumMonth(month: Month): number {
  return Object.values(month).reduce((sum, dollars) => sum + dollars, 0);
}

/** Nothing is sampled away: that begins at 20 rows a second of one instance. */
export function computeLogGigabytes(sends: number, counts: WorkCounts): number {
  const month = { messages: sends };
  const bytesOf = (work: Pick<Work, 'logBytes' | 'tableWrites'>) => {
    const ofTable = work.tableWrites * TABLE_LOG_BYTES;
    // No invocation of its own.
    if (work === FLUSH) return ofTable;
    const traces = (work.logBytes > 0 ? 3 : 2) * TRACE_BYTES;
    return work.logBytes + HOST_TEXTS_BYTES + traces + REQUEST_BYTES + ofTable;
  };
  // Without callbacks, a run for them asks nobody and writes no line of its own.
  const silent = DAYS_OF_MONTH * TIMER_RUNS_OF_DAY.callbacks * bytesOf({ logBytes: 0, tableWrites: 0 });
  const invocations = sumWork(month, counts, bytesOf) + silent;
  const periods = RUNS + Math.min(sends, SECONDS_OF_MONTH / 30);
  const host = periods * METRICS_BYTES + (SECONDS_OF_MONTH / 60) * COUNTERS_BYTES;
  return (invocations + host + countKeyVault(month, counts) * AUDIT_BYTES) / 1e9;
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
