/**
 * The delivery queue past the app: items put by hand, and what lies in it or in the poison queue.
 */
import { QueueClient } from '@azure/storage-queue';
import { readStorageToken } from '../browser/stored.ts';
import type { App } from './app.ts';

export type QueueName = 'deliver' | 'deliver-poison';

/** As the connector writes it. */
export const itemOf = (id: string): string => Buffer.from(JSON.stringify({ id })).toString('base64');

/** Puts an item that is visible at once; `text` as it is stored. */
export async function putItem(app: App, text: string, queue: QueueName = 'deliver'): Promise<void> {
  await open(app, queue).sendMessage(text);
}

/** How many items are there, invisible ones included; 0 where there is no queue. */
export async function countItems(app: App, queue: QueueName): Promise<number> {
  const client = open(app, queue);
  if (!(await client.exists())) return 0;
  return (await client.getProperties()).approximateMessagesCount ?? 0;
}

function open(app: App, queue: QueueName): QueueClient {
  const getToken = async () => ({ token: await readStorageToken(app), expiresOnTimestamp: Date.now() + 3_600_000 });
  return new QueueClient(`${app.stack.storage.endpoints.queue}/${queue}`, { getToken });
}
