import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createOpenQueue } from '../../../../infra/local/host/queue-service.ts';
import { startAzurite, type Azurite } from './start-azurite.ts';
import { startFixture } from './start-fixture.ts';
import { useIdentity } from '../../../contract/use-identity.ts';

let azurite: Azurite;
let count = 0;

beforeAll(async () => {
  azurite = await startAzurite();
}, 20_000);
afterAll(() => azurite.stop());
// The fixture's hooks print, the last ones after a test's own clean-up.
beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined));
afterAll(() => void vi.restoreAllMocks());

/** A host on a queue of its own, which does not exist yet. */
async function start() {
  count += 1;
  const name = `work-${count}`;
  const environment = { TICK_SCHEDULE: '0 0 0 1 1 *', WORK_QUEUE: name, Work__queueServiceUri: azurite.url };
  const host = await startFixture('background', { environment, credential: azurite.credential });
  return { ...host, queue: azurite.queue(name), poison: azurite.queue(`${name}-poison`) };
}

/** Waits until `read` gives something, for at most eight seconds. */
async function eventually<T>(read: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (let left = 400; left > 0; left -= 1) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    await sleep(20);
  }
  throw new Error('It did not happen.');
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe('createQueueTrigger on Azurite', () => {
  it('waits quietly for a queue that does not exist, without creating it', async () => {
    const { lines, queue, told } = await start();
    await sleep(500);
    expect(lines).toEqual([]);
    expect(await queue.exists()).toBe(false);
    await queue.create();
    await queue.sendMessage(encode({ id: 1 }));
    await eventually(() => told().length === 2 || undefined);
    expect(lines.filter(({ level }) => level !== 'information')).toEqual([]);
  }, 15_000);

  it('gives the function the message with its metadata and deletes it', async () => {
    const { queue, told } = await start();
    await queue.create();
    const sent = await queue.sendMessage(encode({ text: 'grüezi' }));
    const [first] = await eventually(() => (told().length === 2 ? told() : undefined));
    expect(first).toMatchObject({
      work: { text: 'grüezi' },
      metadata: {
        queueTrigger: { text: 'grüezi' },
        dequeueCount: 1,
        id: sent.messageId,
        insertionTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        expirationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        nextVisibleTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        popReceipt: expect.any(String),
        text: 'grüezi',
      },
    });
    await eventually(async () => (await queue.getProperties()).approximateMessagesCount === 0 || undefined);
  }, 15_000);

  it('reads a message as JSON where it can, so that an id is whole only within an object', async () => {
    const { queue, told } = await start();
    await queue.create();
    const ids = ['7310e955028841637250918364027159', '42e00000000000000000000000000003'];
    for (const id of ids) {
      await queue.sendMessage(encode({ id }));
      await queue.sendMessage(Buffer.from(id).toString('base64'));
    }
    await eventually(() => told().length === 8 || undefined);
    const works = told().flatMap((line) => ('work' in line ? [line['work']] : []));
    // Beyond all numbers the line says null.
    expect(works).toHaveLength(4);
    expect(works).toEqual(expect.arrayContaining([{ id: ids[0] }, { id: ids[1] }, null, 42_000]));
  }, 15_000);

  it('gives a failing message a second try and then moves it to the poison queue as it was', async () => {
    const { queue, poison, told, lines } = await start();
    await queue.create();
    const text = encode({ fail: true });
    await queue.sendMessage(text);
    const [moved] = await eventually(async () => {
      if (!(await poison.exists())) return undefined;
      const { peekedMessageItems } = await poison.peekMessages();
      return peekedMessageItems.length > 0 ? peekedMessageItems : undefined;
    });
    expect(moved!.messageText).toBe(text);
    const counts = told().map(({ metadata }) => (metadata as Record<string, unknown>)['dequeueCount']);
    expect(counts).toEqual([1, 2]);
    expect(lines.filter(({ level }) => level === 'error').map(({ message }) => message.split('\n')[0])).toEqual([
      'Function work failed: Error: the message failed',
      'Function work failed: Error: the message failed',
    ]);
    await eventually(async () => (await queue.getProperties()).approximateMessagesCount === 0 || undefined);
  }, 15_000);

  it('moves a message that is not base64 to the poison queue without running the function', async () => {
    const { queue, poison, told } = await start();
    await queue.create();
    await queue.sendMessage('{"not":"base64"}');
    const [moved] = await eventually(async () => {
      if (!(await poison.exists())) return undefined;
      const { peekedMessageItems } = await poison.peekMessages();
      return peekedMessageItems.length > 0 ? peekedMessageItems : undefined;
    });
    expect(moved!.messageText).toBe('{"not":"base64"}');
    expect(told()).toEqual([]);
  }, 15_000);

  it('runs up to a batch and the threshold at once, never more', async () => {
    const { queue, told } = await start();
    await queue.create();
    for (let id = 0; id < 12; id += 1) await queue.sendMessage(encode({ number: id, waitMilliseconds: 150 }));
    await eventually(() => told().length === 24 || undefined);
    let underWay = 0;
    const atOnce = told().map((line) => (underWay += 'work' in line ? 1 : -1));
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(5);
    expect(Math.max(...atOnce)).toBeGreaterThan(1);
  }, 15_000);

  it('lets a message under way end when the host closes, and deletes it', async () => {
    const { queue, told, host } = await start();
    await queue.create();
    await queue.sendMessage(encode({ waitMilliseconds: 300 }));
    await eventually(() => told().length === 1 || undefined);
    await host.close(5_000);
    expect(told()).toHaveLength(2);
    expect((await queue.getProperties()).approximateMessagesCount).toBe(0);
  }, 15_000);

  it('keeps a message invisible for ten minutes while its function runs', async () => {
    const { queue, told } = await start();
    await queue.create();
    await queue.sendMessage(encode({ waitMilliseconds: 100 }));
    const [{ metadata }] = (await eventually(() => (told().length > 0 ? told() : undefined))) as [
      { metadata: Record<string, string> },
    ];
    const seconds = (Date.parse(metadata['nextVisibleTime']!) - Date.parse(metadata['insertionTime']!)) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(600);
    expect(seconds).toBeLessThan(660);
  }, 15_000);

  it('tells of an outage once and goes on when it is over', async () => {
    count += 1;
    const environment = {
      TICK_SCHEDULE: '0 0 0 1 1 *',
      WORK_QUEUE: `work-${count}`,
      Work__queueServiceUri: azurite.url,
    };
    let down = true;
    const credential = {
      getToken: async () => {
        if (down) throw Object.assign(new Error('the identity endpoint is away'), { statusCode: 400 });
        return azurite.credential.getToken('https://storage.azure.com/.default');
      },
    };
    const { lines, told } = await startFixture('background', { environment, credential });
    const queue = azurite.queue(`work-${count}`);
    await queue.create();
    await queue.sendMessage(encode({ id: 1 }));
    await sleep(1_000);
    down = false;
    await eventually(() => told().length === 2 || undefined);
    expect(lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      `work: queue work-${count} cannot be read: the identity endpoint is away`,
    ]);
  }, 15_000);
});

describe('createDeliverOutputs on Azurite', () => {
  it('puts what a function gives out into a queue, which it creates, before the answer', async () => {
    const { url, queue, told } = await start();
    expect(await queue.exists()).toBe(false);
    const response = await fetch(`${url}/enqueue`, { method: 'POST', body: '[{"a":1},"two"]' });
    expect(response.status).toBe(201);
    expect(await queue.exists()).toBe(true);
    await eventually(() => told().length === 4 || undefined);
    const messages = told().filter((line) => 'work' in line);
    expect(messages.map(({ work }) => work)).toEqual(expect.arrayContaining([{ a: 1 }, 'two']));
  }, 15_000);
});

describe('createOpenQueue on Azurite', () => {
  it('asks the managed identity that the connection names for a token', async () => {
    const asked: (string | null)[][] = [];
    const identity = createServer((request, response) => {
      const query = new URL(request.url ?? '', 'http://localhost').searchParams;
      asked.push([query.get('resource'), query.get('client_id'), String(request.headers['x-identity-header'])]);
      void azurite.credential.getToken('https://storage.azure.com/.default').then((token) => {
        const expires = Math.floor(token!.expiresOnTimestamp / 1000);
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ access_token: token!.token, expires_on: String(expires), token_type: 'Bearer' }));
      });
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void identity.close());
    await once(identity, 'listening');
    const { port } = identity.address() as AddressInfo;
    useIdentity({ IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/token`, IDENTITY_HEADER: 'known to the app' });
    onTestFinished(() => void vi.unstubAllEnvs());
    const environment = {
      Work__queueServiceUri: azurite.url,
      Work__credential: 'managedidentity',
      Work__clientId: '6e7f0000-0000-4000-8000-00000000000a',
      AZURE_CLIENT_ID: 'another',
    };
    const queue = await createOpenQueue({ environment })('Work', 'by-identity');
    expect(await queue.exists()).toBe(false);
    expect(asked).toEqual([['https://storage.azure.com', environment.Work__clientId, 'known to the app']]);
  });
});
