import { describe, expect, it } from 'vitest';
import { startAccountStorage } from '../../../contract/account-storage.ts';

const storage = await startAccountStorage();
const id = '0123456789abcdef0123456789abcdef';
const asked = () =>
  storage.queue.requests.map(({ method, path, status }) => `${method} ${path.split('/deliver')[1]} ${status}`);
const put = (seconds: number, status: number) => `POST /messages?visibilitytimeout=${seconds}&messagettl=-1 ${status}`;

describe('createDeliveryQueue', () => {
  it('makes the queue at the first answer that misses it, and not again', async () => {
    const queue = await storage.createQueue();
    await queue.enqueue(id, 0);
    await queue.enqueue(id, 5_000);
    expect(asked()).toEqual([put(0, 404), 'PUT  201', put(0, 201), put(900, 201)]);
    expect(storage.queue.requests.at(-1)?.body).toBe(
      `<QueueMessage><MessageText>${Buffer.from(`{"id":"${id}"}`).toString('base64')}</MessageText></QueueMessage>`,
    );
  });

  it('puts an item again whose answer was lost or was that the service is busy', async () => {
    const queue = await storage.createQueue();
    await queue.enqueue(id, 60);
    storage.queue.faults.add({ method: 'POST', action: { kind: 'cut-after-accepting' } });
    storage.queue.faults.add({ method: 'POST', action: { kind: 'answer', status: 503 } });
    await queue.enqueue(id, 0);
    expect(asked().slice(-3)).toEqual([put(0, 0), put(0, 503), put(0, 201)]);
    expect(await storage.takeVisible()).toEqual([{ id }, { id }]);
  });

  it.each([
    [503, 'storage_unavailable', 3],
    [403, 'storage_access_refused', 1],
    [400, 'storage_unavailable', 1],
  ])('ends on %i as %s after %i attempts', async (status, code, attempts) => {
    const queue = await storage.createQueue();
    storage.queue.faults.add({ action: { kind: 'answer', status }, times: 9 });
    await expect(queue.enqueue(id, 0)).rejects.toMatchObject({ code, retryAfterSeconds: 5 });
    expect(asked()).toHaveLength(attempts);
  });

  it('makes the queue once, however often it is missing', async () => {
    const queue = await storage.createQueue();
    const headers = { 'x-ms-error-code': 'QueueNotFound' };
    storage.queue.faults.add({ method: 'POST', action: { kind: 'answer', status: 404, headers }, times: 9 });
    await expect(queue.enqueue(id, 0)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(asked().filter((line) => line.startsWith('PUT'))).toHaveLength(1);
  });
});
