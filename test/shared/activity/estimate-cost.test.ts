import { describe, expect, it } from 'vitest';
import { COUNTED } from '../../../shared/activity/counted-work.ts';
import { costOfHost, estimateCost, sumCost, type CountedMonth } from '../../../shared/activity/estimate-cost.ts';
import {
  BLOB_WRITE,
  FLEX_EXECUTION,
  KEY_VAULT_OPERATION,
  QUEUE_TRANSACTION,
  TABLE_TRANSACTION,
} from '../../../shared/activity/list-prices.ts';

const million: CountedMonth = { messages: 1_000_000 };
const added = (more: Partial<CountedMonth>, to = million) => {
  const [before, after] = [estimateCost(to), estimateCost({ ...to, ...more })];
  return Object.fromEntries(
    Object.keys(before).map((part) => [part, after[part as 'table'] - before[part as 'table']]),
  );
};

describe('estimateCost', () => {
  it('is that of timers, keys and host alone while nothing is sent', () => {
    const { sweep, refresh } = COUNTED;
    const cost = estimateCost({ messages: 0 });
    expect(cost.table).toBeCloseTo((8_640 * sweep.table + 720 * refresh.table) * TABLE_TRANSACTION, 8);
    expect(cost.queue).toBeCloseTo(8_640 * QUEUE_TRANSACTION, 8);
    expect(cost.keyVault).toBeCloseTo((8_640 + 720 * 5) * KEY_VAULT_OPERATION, 8);
    expect(cost).toMatchObject({ active: 0, executions: 0, blob: costOfHost() });
    expect(sumCost(cost)).toBeCloseTo(cost.table + cost.queue + cost.blob + cost.keyVault, 8);
  });

  it('counts only the days that are over', () => {
    const [half, whole] = [15, 30].map((days) => sumCost(estimateCost({ messages: 0, days })));
    expect(2 * (half ?? 0)).toBeCloseTo(whole ?? 0, 8);
    expect(estimateCost({ messages: 0, days: 0 })).toMatchObject({ table: 0, blob: 0, keyVault: 0 });
  });

  it('adds two table calls for each minute in which something was counted, and no more', () => {
    const of = (messages: number) => estimateCost({ messages }).table - estimateCost({ messages: 0 }).table;
    expect(of(1)).toBeCloseTo((3.1 + 2) * TABLE_TRANSACTION, 10);
    expect(of(1_000_000)).toBeCloseTo((3_100_000 + 2 * 43_200) * TABLE_TRANSACTION, 8);
  });

  it('counts a message that waits as accepted, delivered from the queue, and run twice', () => {
    const { send, coldSend, queuedSend } = COUNTED;
    const one = added({ queued: 1_000 });
    const direct = 0.9 * send.table + 0.1 * coldSend.table;
    expect(one['table']).toBeCloseTo(1_000 * (queuedSend.table - direct) * TABLE_TRANSACTION, 10);
    expect(one['queue']).toBeCloseTo(1_000 * queuedSend.queue * QUEUE_TRANSACTION, 10);
    expect(one['executions']).toBeCloseTo(1_000 * FLEX_EXECUTION, 8);
    expect(one['blob']).toBe(0);
  });

  it('counts what was tried more often than accepted for every try', () => {
    const few: CountedMonth = { messages: 10, queued: 10 };
    expect(added({ queued: 30 }, few)['queue']).toBeCloseTo(20 * COUNTED.queuedSend.queue * QUEUE_TRANSACTION, 12);
  });

  it('charges nothing within the free grants of functions', () => {
    expect(estimateCost({ messages: 100_000 })).toMatchObject({ active: 0, executions: 0 });
    expect(estimateCost(million).active).toBeGreaterThan(1);
  });

  it('grows with what is counted', () => {
    const { send } = COUNTED;
    const more = estimateCost(million, { ...COUNTED, send: { ...send, blob: 1 } });
    expect(more.blob - estimateCost(million).blob).toBeCloseTo(900_000 * BLOB_WRITE, 8);
  });
});
