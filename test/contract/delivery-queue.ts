/** What every DeliveryQueue promises. */
import { describe, expect, it } from 'vitest';
import { parseDeliveryItem, type DeliveryQueue } from '../../shared/outbox/delivery-queue.ts';
import { QUEUE_DELAY_MAX_SECONDS } from '../../shared/waiting-limits.ts';
import { times } from './samples.ts';

/** Ids that are JSON numbers when they are not in an object: one loses digits, one is infinite. */
export const NUMERIC_IDS = ['7310e955028841637250918364027159', '42e00000000000000000000000000003'];

export interface ObservedQueue {
  queue: DeliveryQueue;
  /** Every item that is visible, as the host hands it over. */
  takeVisible(): Promise<unknown[]>;
}

export function describeDeliveryQueue(create: () => Promise<ObservedQueue>): void {
  describe('DeliveryQueue', () => {
    it('shows what was put without delay at once, ids that look like numbers too', async () => {
      const { queue, takeVisible } = await create();
      for (const id of NUMERIC_IDS) await queue.enqueue(id, 0);
      const items = await takeVisible();
      expect(new Set(items.map(parseDeliveryItem))).toEqual(new Set(NUMERIC_IDS));
      expect(items).toHaveLength(NUMERIC_IDS.length);
      expect(items).toContainEqual({ id: NUMERIC_IDS[0] });
    });

    it('does not show yet what was put for later, however late that is', async () => {
      const { queue, takeVisible } = await create();
      for (const delay of [1.5, 20, QUEUE_DELAY_MAX_SECONDS, 1e9]) await queue.enqueue(NUMERIC_IDS[0] ?? '', delay);
      expect(await takeVisible()).toEqual([]);
    });

    it('takes many for the same message at once, the first ones of all', async () => {
      const { queue, takeVisible } = await create();
      await Promise.all(times(10, () => queue.enqueue(NUMERIC_IDS[1] ?? '', -1)));
      expect((await takeVisible()).map(parseDeliveryItem)).toEqual(times(10, () => NUMERIC_IDS[1]));
    });

    it('takes nothing but an id', async () => {
      const { queue, takeVisible } = await create();
      for (const id of ['', 'x', 'A'.repeat(32), `${NUMERIC_IDS[0]}0`])
        await expect(queue.enqueue(id, 0)).rejects.toThrow('A message id');
      await expect(queue.enqueue(NUMERIC_IDS[0] ?? '', Number.NaN)).rejects.toThrow('delay');
      expect(await takeVisible()).toEqual([]);
    });
  });
}
