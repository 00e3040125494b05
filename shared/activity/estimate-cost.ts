/**
 * Estimates what the app uses up in a month: messages that were counted, times counted operations, times list prices, and what timers and the
 * host of an idle installation add. Pure.
 *
 * What cannot be counted on a local stack is a constant with its assumption here: how long Graph takes, and what the host does of itself.
 * Left out are logs, alert rules, space, a Dedicated plan and whatever only some installations have; infra/cost/ adds the first three. It is
 * an estimate for people, and no bill.
 */
import { COUNTED, FLUSH, type Work, type WorkCounts } from './counted-work.ts';
import * as prices from './list-prices.ts';

export interface CountedMonth {
  /** Messages that were accepted. */
  messages: number;
  /** How often one came into `queued`: each is delivered from the queue. Default: none. */
  queued?: number;
  /** How many days of the month are over; the default is a month of 30 days. */
  days?: number;
}

/** In dollars. `active` and `executions` are of functions. */
export interface MonthCost {
  active: number;
  executions: number;
  table: number;
  queue: number;
  /** What the host does of itself included. */
  blob: number;
  keyVault: number;
}

export const DAYS_OF_MONTH = 30;
export const SECONDS_OF_DAY = 24 * 3600;
/** Of a day: the schedules of functions/index.ts. */
export const TIMER_RUNS_OF_DAY = { sweep: 24 * 12, refresh: 24, callbacks: 24 * 60 };
const ALL_RUNS_OF_DAY = Object.values(TIMER_RUNS_OF_DAY).reduce((sum, runs) => sum + runs, 0);
const INSTANCE_GIGABYTES = 0.5;
/** A send from the request to the answer, Graph included; also that of a delivery from the queue. */
export const SEND_SECONDS = 1.2;
/** A run of a timer, and the acceptance of a message that waits: the least that is billed. */
const SHORT_SECONDS = 1;
/** Sends of an instance at once: one while they are few. */
const overlapOf = (sends: number) => (sends > 100_000 ? 4 : 1);
/** The part of sends whose sender the process has not met for five minutes. */
const COLD_SENDS = 0.1;
/** Key, pepper and their properties are kept for an hour, and so is the key of the tenant, which the vault unwraps. */
const KEY_VAULT_OPERATIONS_AN_HOUR = 5;

/**
 * One instance that never sleeps. The host renews its lock, a lease of 15 seconds, 3 seconds before it ends, and the lock of each
 * timer, one of 60 seconds, at half of it; a run of a timer reads and writes its state.
 */
const LEASES_OF_DAY = SECONDS_OF_DAY / 12 + (Object.keys(TIMER_RUNS_OF_DAY).length * SECONDS_OF_DAY) / 30;

/** Of a month, or of as much of it as is over. */
export function estimateCost(month: CountedMonth, counts: WorkCounts = COUNTED): MonthCost {
  const { messages, days, queued } = complete(month);
  const runs = days * ALL_RUNS_OF_DAY;
  // A message that waits is accepted by one function and sent by another.
  const sendSeconds = messages * SEND_SECONDS + queued * SHORT_SECONDS;
  const gigabyteSeconds = INSTANCE_GIGABYTES * (runs * SHORT_SECONDS + sendSeconds / overlapOf(messages));
  const beyond = (amount: number, free: number) => Math.max(0, amount - free);
  const sum = (of: keyof Work) => sumWork(month, counts, (work) => work[of]);
  return {
    active: beyond(gigabyteSeconds, prices.FLEX_FREE_GIGABYTE_SECONDS) * prices.FLEX_GIGABYTE_SECOND,
    executions: beyond(runs + messages + queued, prices.FLEX_FREE_EXECUTIONS) * prices.FLEX_EXECUTION,
    table: sum('table') * prices.TABLE_TRANSACTION,
    queue: sum('queue') * prices.QUEUE_TRANSACTION,
    blob: sum('blob') * prices.BLOB_WRITE + costOfHost(days),
    keyVault: countKeyVault(month, counts) * prices.KEY_VAULT_OPERATION,
  };
}

export function sumCost(cost: MonthCost): number {
  return Object.values(cost).reduce((sum, dollars) => sum + dollars, 0);
}

/** What the host's own storage costs. */
export function costOfHost(days = DAYS_OF_MONTH): number {
  const runs = days * ALL_RUNS_OF_DAY;
  return (days * LEASES_OF_DAY + runs) * prices.BLOB_OTHER + runs * prices.BLOB_WRITE;
}

/** Of everything that is counted; without callbacks, a run for them does none of it. */
export function sumWork(month: CountedMonth, counts: WorkCounts, of: (work: Work) => number): number {
  const { messages, queued, days } = complete(month);
  const { send, coldSend, queuedSend, sweep, refresh } = counts;
  const direct = messages - Math.min(messages, queued);
  const ofDirect = (1 - COLD_SENDS) * of(send) + COLD_SENDS * of(coldSend);
  // Once a minute, while anything is counted.
  const flushes = Math.min(messages, (days * SECONDS_OF_DAY) / 60);
  const { sweep: sweeps, refresh: refreshes } = TIMER_RUNS_OF_DAY;
  const ofTimers = days * (sweeps * of(sweep) + refreshes * of(refresh));
  return direct * ofDirect + queued * of(queuedSend) + flushes * of(FLUSH) + ofTimers;
}

export function countKeyVault(month: CountedMonth, counts: WorkCounts): number {
  const { days } = complete(month);
  return sumWork(month, counts, ({ keyVault }) => keyVault) + days * 24 * KEY_VAULT_OPERATIONS_AN_HOUR;
}

function complete({ messages, queued = 0, days = DAYS_OF_MONTH }: CountedMonth): Required<CountedMonth> {
  return { messages, queued, days };
}
