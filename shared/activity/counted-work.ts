/**
 * The work of one send, warm, cold and by the queue, and one run of each timer, as `npm run bench` counted it last; the cost in the READMEs
 * and the estimate for a month are computed from it.
 */

/** Operations of storage and Key Vault, and bytes of the app's own log line. */
export interface Work {
  table: number;
  queue: number;
  blob: number;
  keyVault: number;
  /** Those of `table` that write; each is logged. */
  tableWrites: number;
  logBytes: number;
}

export interface WorkCounts {
  /** Of a sender whom the process knows; one who sends often takes a table call less. */
  send: Work;
  /** Of a sender whom the process has not met; the key of the tenant is in memory. */
  coldSend: Work;
  /** From the acceptance of a message that waits to its delivery from the queue, with the two operations of the host for its item. */
  queuedSend: Work;
  sweep: Work;
  refresh: Work;
}

export const COUNTED: WorkCounts = {
  send: { table: 3, queue: 0, blob: 0, keyVault: 0, tableWrites: 2, logBytes: 280 },
  coldSend: { table: 4, queue: 0, blob: 0, keyVault: 0, tableWrites: 2, logBytes: 280 },
  queuedSend: { table: 9, queue: 3, blob: 0, keyVault: 0, tableWrites: 5, logBytes: 560 },
  sweep: { table: 29, queue: 1, blob: 0, keyVault: 1, tableWrites: 1, logBytes: 350 },
  refresh: { table: 2, queue: 0, blob: 0, keyVault: 0, tableWrites: 1, logBytes: 160 },
};

/** What is written of a day's counts: a row is read and written. Not counted by the bench, because it comes once a minute. */
export const FLUSH: Work = { table: 2, queue: 0, blob: 0, keyVault: 0, tableWrites: 1, logBytes: 0 };
