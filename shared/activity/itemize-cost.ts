/**
 * The estimate of a month as an invoice would list it: of each part the quantity that is billed, its price and the sum. Pure.
 *
 * Quantities come from the estimate itself, so that the two cannot differ; free grants are deducted already.
 */
import { COUNTED } from './counted-work.ts';
import { DAYS_OF_MONTH, estimateCost, sumWork, TIMER_RUNS_OF_DAY, type CountedMonth } from './estimate-cost.ts';
import * as prices from './list-prices.ts';

export type MonthQuantity = 'active' | 'executions' | 'table' | 'queue' | 'blobWrites' | 'blobOthers' | 'keyVault';

/** `price`: of one, in dollars; as is `sum`. */
export interface CostItem {
  part: MonthQuantity;
  quantity: number;
  price: number;
  sum: number;
}

export function itemizeCost(month: CountedMonth): CostItem[] {
  const cost = estimateCost(month);
  // Timers of the host write their state once in every run.
  const runs = (month.days ?? DAYS_OF_MONTH) * Object.values(TIMER_RUNS_OF_DAY).reduce((sum, count) => sum + count, 0);
  const blobWrites = (sumWork(month, COUNTED, ({ blob }) => blob) + runs) * prices.BLOB_WRITE;
  const item = (part: MonthQuantity, sum: number, price: number): CostItem => ({
    part,
    quantity: Math.round(sum / price),
    price,
    sum,
  });
  return [
    item('active', cost.active, prices.FLEX_GIGABYTE_SECOND),
    item('executions', cost.executions, prices.FLEX_EXECUTION),
    item('table', cost.table, prices.TABLE_TRANSACTION),
    item('queue', cost.queue, prices.QUEUE_TRANSACTION),
    item('blobWrites', blobWrites, prices.BLOB_WRITE),
    item('blobOthers', cost.blob - blobWrites, prices.BLOB_OTHER),
    item('keyVault', cost.keyVault, prices.KEY_VAULT_OPERATION),
  ];
}
