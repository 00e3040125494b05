/**
 * Feeds a queue's messages to a function, with the rules of Azure's queue extension.
 *
 * Up to `batchSize` messages are taken at a time, more once no more than `newBatchThreshold` are running. A message is
 * kept invisible for ten minutes, renewed halfway while its function runs, deleted on success and released after
 * `visibilityTimeout` on failure; after `maxDequeueCount` tries, or at once when it cannot be decoded, it goes to
 * `<queue>-poison`. A missing queue is waited for, not created. Idle polling slows down from 100 ms to
 * `maxPollingInterval`.
 */
import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { Invoke } from './invoke.ts';
import { decodeMessage, toTriggerMetadata } from './queue-message.ts';
import { sendCreating } from './queue-output.ts';
import { readQueueServiceUri, type OpenQueue } from './queue-service.ts';
import type { InvocationResponse, RegisteredFunction, Log } from './rpc.ts';
import { readOption, resolveSettings, type Environment, type QueueOptions } from './settings.ts';

export interface QueueTriggerOptions {
  function: RegisteredFunction;
  environment: Environment;
  queues: QueueOptions;
  openQueue: OpenQueue;
  invoke: Invoke;
  deliverOutputs(from: RegisteredFunction, response: InvocationResponse): Promise<void> | undefined;
  reportFailure(name: string, error: unknown): void;
  log: Log;
}

export interface QueueTrigger {
  start(): void;
  /** Takes no further message; resolves when those in progress have ended. */
  stop(): Promise<void>;
  /** Runs the function on `input` as if it were a message, without the queue. */
  runNow(input: string): Promise<void>;
}

const INVISIBLE_SECONDS = 600;
const POLLING_INTERVAL_MIN_MILLISECONDS = 100;
const JITTER = 0.2;

/** Throws when the queue's name or connection needs an app setting that is not set. */
export function createQueueTrigger(options: QueueTriggerOptions): QueueTrigger {
  const { environment, queues } = options;
  const { name, trigger } = options.function;
  const queueName = resolveSettings(readOption(trigger, 'queueName'), environment).toLowerCase();
  const connection = resolveSettings(readOption(trigger, 'connection', 'Storage'), environment);
  readQueueServiceUri(connection, environment);
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let polling: Promise<void> | undefined;

  const run = async (text: string, message: Partial<DequeuedMessageItem>) => {
    const triggerMetadata = toTriggerMetadata(text, message);
    const response = await options.invoke({ function: options.function, input: { string: text }, triggerMetadata });
    await options.deliverOutputs(options.function, response);
  };
  const runReported = async (text: string, message: Partial<DequeuedMessageItem>) => {
    try {
      await run(text, message);
      return true;
    } catch (error) {
      options.reportFailure(name, error);
      return false;
    }
  };
  const take = (queue: QueueClient, message: DequeuedMessageItem) => {
    const task = processMessage({ queue, message, queues, openPoison, run: runReported })
      .catch((error: unknown) => options.log('error', `${name}: queue ${queueName}: ${describe(error)}`))
      .finally(() => running.delete(task));
    running.add(task);
  };
  const openPoison = () => options.openQueue(connection, `${queueName}-poison`);
  const poll = async () => {
    const backoff = createBackoff(queues.maxPollingIntervalMilliseconds);
    let complained = false;
    while (!stopping.signal.aborted) {
      let found = 0;
      try {
        const queue = await options.openQueue(connection, queueName);
        const messages = await receive(queue, queues.batchSize, stopping.signal);
        found = messages.length;
        complained = false;
        for (const message of messages) take(queue, message);
      } catch (error) {
        // One line for an outage, however long it lasts.
        if (!stopping.signal.aborted && !complained) {
          options.log('error', `${name}: queue ${queueName} cannot be read: ${describe(error)}`);
        }
        complained = true;
      }
      if (found > 0) backoff.reset();
      else await pause(backoff.next(), stopping.signal);
      while (running.size > queues.newBatchThreshold && !stopping.signal.aborted) await Promise.race(running);
    }
  };

  return {
    start: () => void (polling ??= poll()),
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(running);
    },
    async runNow(input) {
      await runReported(input, {});
    },
  };
}

/** A queue that does not exist has no messages. */
async function receive(queue: QueueClient, batchSize: number, abortSignal: AbortSignal) {
  try {
    const batch = { numberOfMessages: batchSize, visibilityTimeout: INVISIBLE_SECONDS, abortSignal };
    return (await queue.receiveMessages(batch)).receivedMessageItems;
  } catch (error) {
    if ((error as { statusCode?: unknown }).statusCode !== 404) throw error;
    return [];
  }
}

async function processMessage(task: {
  queue: QueueClient;
  message: DequeuedMessageItem;
  queues: QueueOptions;
  openPoison(): Promise<QueueClient>;
  run(text: string, message: DequeuedMessageItem): Promise<boolean>;
}): Promise<void> {
  const { queue, message, queues } = task;
  const { messageId } = message;
  let { popReceipt } = message;
  const moveToPoison = async () => {
    await sendCreating(await task.openPoison(), message.messageText);
    await unlessTaken(queue.deleteMessage(messageId, popReceipt));
  };
  const text = decodeMessage(message.messageText, queues.messageEncoding);
  if (text === undefined || message.dequeueCount > queues.maxDequeueCount) return moveToPoison();

  let renewal: Promise<unknown> = Promise.resolve();
  const renewing = setInterval(
    () => {
      renewal = unlessTaken(
        queue.updateMessage(messageId, popReceipt, undefined, INVISIBLE_SECONDS).then((renewed) => {
          popReceipt = renewed.popReceipt ?? popReceipt;
        }),
      ).catch(() => undefined);
    },
    (INVISIBLE_SECONDS * 1000) / 2,
  );
  const succeeded = await task.run(text, message);
  clearInterval(renewing);
  await renewal;
  if (succeeded) await unlessTaken(queue.deleteMessage(messageId, popReceipt));
  else if (message.dequeueCount >= queues.maxDequeueCount) await moveToPoison();
  else await unlessTaken(queue.updateMessage(messageId, popReceipt, undefined, queues.visibilityTimeoutSeconds));
}

/** Another receiver has it by now (400, or 403 from Azurite), or it is gone (404, 409): nothing is left to do. */
async function unlessTaken(operation: Promise<unknown>): Promise<void> {
  try {
    await operation;
  } catch (error) {
    const { statusCode, code } = error as { statusCode?: number; code?: string };
    const taken = code === 'PopReceiptMismatch' || (statusCode === 403 && code === 'AuthenticationFailed');
    if (!taken && statusCode !== 404 && statusCode !== 409) throw error;
  }
}

/** Ends early, without an error, when `signal` is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    if (signal.aborted) end();
  });
}

function createBackoff(maxMilliseconds: number) {
  let exponent = 0;
  return {
    reset: () => void (exponent = 0),
    next() {
      const factor = exponent === 0 ? 0 : (1 - JITTER + 2 * JITTER * Math.random()) * 2 ** (exponent - 1);
      exponent = Math.min(exponent + 1, 30);
      return Math.min(maxMilliseconds, POLLING_INTERVAL_MIN_MILLISECONDS * (1 + factor));
    },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error);
}
