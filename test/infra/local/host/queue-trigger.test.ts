import type { QueueClient } from '@azure/storage-queue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueueTrigger } from '../../../../infra/local/host/queue-trigger.ts';
import type { QueueOptions } from '../../../../infra/local/host/settings.ts';

interface Call {
  at: number;
  name: string;
  values: unknown[];
}

/** A trigger on a fake queue that holds one message at most; `run` is the function. */
function createFake(run: () => Promise<void>, options: Partial<QueueOptions> & { fault?: object } = {}) {
  const { fault, ...queues } = options;
  const calls: Call[] = [];
  const failures: unknown[] = [];
  const lines: string[] = [];
  const opened = new Set<string>();
  const startedAt = Date.now();
  let held: object[] = [];
  const call = (name: string, ...values: unknown[]) => {
    calls.push({ at: Math.round((Date.now() - startedAt) / 1000), name, values });
    if (fault && name !== 'receive') throw Object.assign(new Error('refused'), fault);
  };
  const queue = {
    async receiveMessages() {
      call('receive');
      return { receivedMessageItems: held.splice(0) };
    },
    async updateMessage(_: string, popReceipt: string, text: undefined, seconds: number) {
      call('update', popReceipt, text, seconds);
      return { popReceipt: `${popReceipt}+` };
    },
    sendMessage: async (text: string) => call('send', text),
    deleteMessage: async (_: string, popReceipt: string) => call('delete', popReceipt),
  };
  const trigger = { type: 'queueTrigger', direction: 'in' as const, queueName: 'work', connection: 'Work' };
  const queueTrigger = createQueueTrigger({
    function: {
      name: 'work',
      metadata: { name: 'work', bindings: { trigger } },
      callback: () => undefined,
      triggerName: 'trigger',
      trigger,
    },
    environment: { Work__queueServiceUri: 'https://contoso.queue.core.windows.net' },
    queues: {
      batchSize: 1,
      newBatchThreshold: 0,
      maxDequeueCount: 5,
      visibilityTimeoutSeconds: 0,
      maxPollingIntervalMilliseconds: 2_000,
      messageEncoding: 'none',
      ...queues,
    },
    openQueue: async (_, name) => {
      opened.add(name);
      return queue as unknown as QueueClient;
    },
    invoke: async () => (await run(), {}),
    deliverOutputs: () => undefined,
    reportFailure: (_, error) => failures.push(error),
    log: (_, message) => void lines.push(message),
  });
  const hold = (dequeueCount = 1) => {
    held = [{ messageId: 'id', popReceipt: 'receipt', messageText: 'text', dequeueCount }];
  };
  return {
    queueTrigger,
    hold,
    failures,
    lines,
    opened,
    calls: (name: string) => calls.filter((each) => each.name === name),
  };
}

const afterMinutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);
const lasting = (minutes: number) => () => new Promise<void>((resolve) => setTimeout(resolve, minutes * 60_000));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('createQueueTrigger', () => {
  it('renews a message every five minutes while its function runs, and deletes it by its last receipt', async () => {
    const { queueTrigger, hold, calls, lines } = createFake(lasting(11));
    hold();
    queueTrigger.start();
    await afterMinutes(30);
    expect(calls('update').map(({ at, values }) => [at, values])).toEqual([
      [300, ['receipt', undefined, 600]],
      [600, ['receipt+', undefined, 600]],
    ]);
    expect(calls('delete')).toMatchObject([{ at: 660, values: ['receipt++'] }]);
    expect(lines).toEqual([]);
    await queueTrigger.stop();
  });

  it('releases a failed message after the visibility timeout of host.json', async () => {
    const fake = createFake(() => Promise.reject(new Error('no')), { visibilityTimeoutSeconds: 30 });
    fake.hold();
    fake.queueTrigger.start();
    await afterMinutes(1);
    expect(fake.calls('update').map(({ values }) => values)).toEqual([['receipt', undefined, 30]]);
    expect(fake.calls('delete')).toEqual([]);
    expect(fake.failures).toHaveLength(1);
    await fake.queueTrigger.stop();
  });

  it.each([
    ['fails for the last time', 5, 1],
    ['was taken too often already', 6, 0],
  ])('moves a message that %s to the poison queue at once', async (_, dequeueCount, runs) => {
    const fake = createFake(() => Promise.reject(new Error('no')), { maxDequeueCount: 5 });
    fake.hold(dequeueCount);
    fake.queueTrigger.start();
    await afterMinutes(1);
    expect(fake.failures).toHaveLength(runs);
    expect(fake.calls('update')).toEqual([]);
    expect(fake.calls('send').map(({ values }) => values)).toEqual([['text']]);
    expect(fake.calls('delete')).toHaveLength(1);
    expect([...fake.opened]).toEqual(['work', 'work-poison']);
    await fake.queueTrigger.stop();
  });

  it('asks an idle queue ever less often, down to once per longest interval, and at once after a message', async () => {
    const { queueTrigger, hold, calls } = createFake(() => Promise.resolve(), {
      maxPollingIntervalMilliseconds: 60_000,
    });
    queueTrigger.start();
    await afterMinutes(10);
    const idle = calls('receive').length;
    expect(idle).toBeGreaterThan(10);
    expect(idle).toBeLessThan(25);
    hold();
    await afterMinutes(2);
    expect(calls('delete')).toHaveLength(1);
    expect(calls('receive').length - idle).toBeGreaterThan(8);
    await queueTrigger.stop();
    const stopped = calls('receive').length;
    await afterMinutes(10);
    expect(calls('receive')).toHaveLength(stopped);
  });

  it.each([
    ['somebody else has it', { statusCode: 400, code: 'PopReceiptMismatch' }, 0],
    ['somebody else has it, as Azurite says it', { statusCode: 403, code: 'AuthenticationFailed' }, 0],
    ['it is gone', { statusCode: 404, code: 'MessageNotFound' }, 0],
    ['storage refuses', { statusCode: 403, code: 'AuthorizationPermissionMismatch' }, 1],
  ])('goes on when a message cannot be deleted because %s', async (_, fault, lineCount) => {
    const fake = createFake(() => Promise.resolve(), { fault });
    fake.hold();
    fake.queueTrigger.start();
    await afterMinutes(1);
    expect(fake.calls('delete')).toHaveLength(1);
    expect(fake.lines).toHaveLength(lineCount);
    fake.hold();
    await afterMinutes(1);
    expect(fake.calls('delete')).toHaveLength(2);
    await fake.queueTrigger.stop();
  });

  it('waits for the message under way when it stops', async () => {
    const { queueTrigger, hold, calls } = createFake(lasting(1));
    hold();
    queueTrigger.start();
    await afterMinutes(0.1);
    const stopped = queueTrigger.stop();
    await afterMinutes(1);
    await stopped;
    expect(calls('delete')).toHaveLength(1);
  });
});
