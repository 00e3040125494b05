import { describe, expect, it } from 'vitest';
import { createQueueStorage } from '../../../../shared/azure/queues/queue-storage.ts';
import type { StorageRequest } from '../../../../shared/azure/storage/storage-requests.ts';
import type { HttpAnswer } from '../../../../shared/http/http-request.ts';

const answer = (body: string, headers: HttpAnswer['headers'] = {}): HttpAnswer => ({
  status: 200,
  headers,
  body: Buffer.from(body),
  isComplete: true,
});

function queueThat(answers: (request: StorageRequest) => HttpAnswer | undefined) {
  const asked: string[] = [];
  const ask = async (request: StorageRequest) => {
    asked.push(`${request.method} ${request.path}`);
    return answers(request);
  };
  return { queue: createQueueStorage(ask), asked };
}

describe('createQueueStorage', () => {
  it('takes a missing poison queue for one without messages', async () => {
    expect(await queueThat(() => undefined).queue.countPoisonMessages()).toBe(0);
  });

  it('counts what lies in the poison queue', async () => {
    const { queue, asked } = queueThat(() => answer('', { 'x-ms-approximate-messages-count': '7' }));
    expect(await queue.countPoisonMessages()).toBe(7);
    expect(asked).toEqual(['GET /deliver-poison?comp=metadata']);
  });

  it('deletes the very message that it put, whatever stands in its receipt', async () => {
    const put = '<MessageId>id-1</MessageId><PopReceipt>AgAA+/=</PopReceipt>';
    const { queue, asked } = queueThat(() => answer(put));
    await queue.use();
    expect(asked).toEqual([
      'POST /deliver/messages?visibilitytimeout=60&messagettl=61',
      'GET /deliver/messages?peekonly=true',
      'DELETE /deliver/messages/id-1?popreceipt=AgAA%2B%2F%3D',
    ]);
  });

  it('makes a missing queue and then goes on', async () => {
    let isThere = false;
    const { queue, asked } = queueThat(({ method }) => {
      if (method === 'PUT') isThere = true;
      return isThere ? answer('') : undefined;
    });
    await queue.use();
    expect(asked.slice(0, 3).map((line) => line.split('?')[0])).toEqual([
      'POST /deliver/messages',
      'PUT /deliver',
      'POST /deliver/messages',
    ]);
  });
});
