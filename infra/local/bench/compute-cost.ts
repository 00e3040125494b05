/**
 * Computes what a million sends a month cost in Azure: counted operations and the time for which an instance of 512 MB is active.
 *
 * Active time cannot be measured here, because Graph answers at once; it is computed from how long Graph takes and how
 * many sends overlap on an instance, both stated. Only what sends add is in it; ../../cost/ has the whole bill.
 */
import type { Row } from './budget.ts';
import type { Calls } from './count-calls.ts';
import { SEND_SECONDS } from '../../../shared/activity/estimate-cost.ts';
import {
  BLOB_WRITE,
  FLEX_EXECUTION,
  FLEX_FREE_EXECUTIONS,
  FLEX_FREE_GIGABYTE_SECONDS,
  FLEX_GIGABYTE_SECOND,
  KEY_VAULT_OPERATION,
  QUEUE_TRANSACTION,
  TABLE_TRANSACTION,
} from '../../../shared/activity/list-prices.ts';

const SENDS = 1_000_000;
const INSTANCE_GIGABYTES = 0.5;
const BUDGET_DOLLARS = 10;
/** Requests an instance of 512 MB takes at once by default. */
const OVERLAP = 4;

/** In dollars; `calls` of one send. */
export function computeCost(calls: Calls, overlap: number): number {
  const operations =
    calls.table * TABLE_TRANSACTION +
    calls.queue * QUEUE_TRANSACTION +
    calls.blob * BLOB_WRITE +
    calls.keyVault * KEY_VAULT_OPERATION;
  const gigabyteSeconds = (SENDS * SEND_SECONDS * INSTANCE_GIGABYTES) / overlap;
  return (
    SENDS * operations +
    Math.max(0, gigabyteSeconds - FLEX_FREE_GIGABYTE_SECONDS) * FLEX_GIGABYTE_SECOND +
    (SENDS - FLEX_FREE_EXECUTIONS) * FLEX_EXECUTION
  );
}

/** `which`: the sends that were counted. */
export function buildCostRow(which: string, calls: Calls): Row {
  const dollars = computeCost(calls, OVERLAP);
  return {
    what: `Azure cost of 1,000,000 sends, ${which}`,
    measured: `$${dollars.toFixed(2)} (${SEND_SECONDS} s each, ${OVERLAP} at once; $${computeCost(calls, 1).toFixed(2)} if never two at once)`,
    budget: `<= $${BUDGET_DOLLARS} without logs`,
    holds: dollars <= BUDGET_DOLLARS,
  };
}
