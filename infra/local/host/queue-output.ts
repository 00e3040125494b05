/**
 * Puts what functions return through queue output bindings into their queues, creating a queue that is missing.
 *
 * Only bindings of type `queue` exist here; the host refuses to start with others. It does not handle `http` outputs.
 */
import type { QueueClient } from '@azure/storage-queue';
import { encodeMessages } from './queue-message.ts';
import type { OpenQueue } from './queue-service.ts';
import type { Binding, InvocationResponse, RegisteredFunction, TypedData } from './rpc.ts';
import { readOption, resolveSettings, type Environment, type QueueOptions } from './settings.ts';

export interface QueueOutputOptions {
  environment: Environment;
  encoding: QueueOptions['messageEncoding'];
  openQueue: OpenQueue;
}

/** The returned function gives `undefined` when there is nothing to send. */
export function createDeliverOutputs(options: QueueOutputOptions) {
  const put = async (binding: Binding, data: TypedData) => {
    const name = resolveSettings(readOption(binding, 'queueName'), options.environment).toLowerCase();
    const queue = await options.openQueue(readOption(binding, 'connection', 'Storage'), name);
    for (const text of encodeMessages(data, options.encoding)) await sendCreating(queue, text);
  };
  return (from: RegisteredFunction, response: InvocationResponse): Promise<void> | undefined => {
    const puts: Promise<void>[] = [];
    const add = (name: string, data: TypedData | null | undefined) => {
      const binding = from.metadata.bindings[name];
      if (binding?.type === 'queue' && data) puts.push(put(binding, data));
    };
    add('$return', response.returnValue);
    for (const output of response.outputData ?? []) add(output.name, output.data);
    return puts.length === 0 ? undefined : Promise.all(puts).then(() => undefined);
  };
}

/** Sends a message as it is; a missing queue is created first. */
export async function sendCreating(queue: QueueClient, text: string): Promise<void> {
  try {
    await queue.sendMessage(text);
  } catch (error) {
    if ((error as { statusCode?: unknown }).statusCode !== 404) throw error;
    await queue.createIfNotExists();
    await queue.sendMessage(text);
  }
}
