/**
 * What a queue message looks like to a function, and what a function's output looks like in a queue.
 *
 * With encoding `base64`, the default, a message's text is the base64 of UTF-8. The trigger metadata are those of Azure's
 * queue extension; the top-level members of a JSON message overwrite them there, so they do here.
 */
import type { ReceivedMessageItem } from '@azure/storage-queue';
import type { QueueOptions } from './settings.ts';
import type { TypedData } from './rpc.ts';

type Encoding = QueueOptions['messageEncoding'];

/** `undefined` when the text is not valid base64 though it should be. */
export function decodeMessage(text: string, encoding: Encoding): string | undefined {
  if (encoding === 'none') return text;
  const compact = text.replaceAll(/\s/g, '');
  const valid = /^[A-Za-z0-9+/]*={0,2}$/.test(compact) && compact.length % 4 === 0;
  return valid ? Buffer.from(compact, 'base64').toString('utf8') : undefined;
}

/** The texts to put into a queue: one, or one for each element of an array; none for no value. */
export function encodeMessages(data: TypedData | null | undefined, encoding: Encoding): string[] {
  return plainMessages(data).map((message) =>
    encoding === 'none' ? message.toString('utf8') : message.toString('base64'),
  );
}

/** `text` is the decoded message. */
export function toTriggerMetadata(text: string, message: Partial<ReceivedMessageItem>): Record<string, TypedData> {
  const metadata = new Map<string, [string, TypedData]>();
  const add = (name: string, data: TypedData) => metadata.set(name.toLowerCase(), [name, data]);
  const addTime = (name: string, time: Date | undefined) =>
    add(name, { json: JSON.stringify(time?.toISOString().replace('Z', '+00:00') ?? null) });
  add('QueueTrigger', { string: text });
  add('DequeueCount', { json: String(message.dequeueCount ?? 1) });
  addTime('ExpirationTime', message.expiresOn);
  add('Id', { string: message.messageId ?? '' });
  addTime('InsertionTime', message.insertedOn);
  addTime('NextVisibleTime', message.nextVisibleOn);
  add('PopReceipt', { string: message.popReceipt ?? '' });
  for (const [name, value] of Object.entries(parseObject(text))) {
    if (value === null || Array.isArray(value)) continue;
    add(name, typeof value === 'object' ? { json: JSON.stringify(value) } : { string: String(value) });
  }
  return Object.fromEntries(metadata.values());
}

function plainMessages(data: TypedData | null | undefined): Buffer[] {
  if (!data) return [];
  if (data.bytes !== undefined) return [Buffer.from(data.bytes)];
  const text = data.string ?? data.json ?? String(data.int ?? data.double);
  if (data.json === undefined) return [Buffer.from(text)];
  const value: unknown = JSON.parse(text);
  const elements: unknown[] = Array.isArray(value) ? value : [value];
  return elements.map((element) => Buffer.from(typeof element === 'string' ? element : JSON.stringify(element)));
}

function parseObject(text: string): object {
  if (!/^\s*\{/.test(text)) return {};
  try {
    return JSON.parse(text) as object;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
}
