/**
 * Two instances of the app: one sends as a person again and again, and relies on what it read of the grant; the other ends the connection.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { startApp, strict, submission } from './app.ts';

const app = await startApp();
await app.connect('ann');
const other = await app.startInstance();
const { graph, storage } = app.stack;
const ann = app.senderOf('ann');
const authorization = `Bearer ${await app.stack.callerToken()}`;
afterAll(() => app.close());

/** More than it takes until there is a fence in each of the sixteen partitions. */
const MESSAGES = 120;
const send = async (subject: string) =>
  (await app.call('POST', '/send', { body: submission(ann, subject), headers: strict })).status;
const askOther = (method: string, path: string) =>
  fetch(`${new URL(other.url).origin}/api${path}`, { method, headers: { Authorization: authorization } });
const isReading = ({ method, path }: { method: string; path: string }) => method === 'GET' && path.includes('grants()');

/** Returns how many of the messages that follow read the grant, and the transactions that they made. */
async function warmUp(): Promise<{ readings: number; transactions: number }> {
  for (let message = 0; message < MESSAGES; message++) expect(await send('warm')).toBe(200);
  storage.table.requests.length = 0;
  for (let message = 0; message < MESSAGES / 2; message++) expect(await send('warm')).toBe(200);
  const transactions = storage.table.requests.filter(({ path }) => path.includes('$batch')).length;
  return { readings: storage.table.requests.filter(isReading).length, transactions };
}

describe('a send that relies on an earlier reading of the grant', () => {
  it('takes two calls to tables in place of three', async () => {
    const { readings, transactions } = await warmUp();
    expect(readings).toBeLessThan(MESSAGES / 8);
    expect(transactions).toBe(MESSAGES);
  });

  it('does not happen once another instance has answered that the person is disconnected', async () => {
    expect((await askOther('DELETE', `/senders/${ann}`)).status).toBe(200);
    graph.requests.length = 0;
    const statuses = await Promise.all(Array.from({ length: 20 }, (_, index) => send(`ended ${index}`)));
    expect(statuses).toEqual(statuses.map(() => 409));
    expect(graph.requests).toEqual([]);
  });

  it('is possible again after connecting anew', async () => {
    await app.connect('ann');
    const { readings } = await warmUp();
    expect(readings).toBeLessThan(MESSAGES / 8);
  });

  it('does not happen once anybody was shown that the person is disconnected', async () => {
    for (let round = 0; round < 4; round++) {
      await warmUp();
      graph.requests.length = 0;
      const ending = askOther('DELETE', `/senders/${ann}`);
      let isShown = false;
      while (!isShown) isShown = (await (await askOther('GET', `/senders/${ann}`)).text()).includes('"disconnected"');
      const statuses = await Promise.all(['a', 'b', 'c', 'd'].map((subject) => send(subject)));
      expect([statuses, graph.requests]).toEqual([[409, 409, 409, 409], []]);
      await ending;
      await app.connect('ann');
    }
  });

  it('loses no message and sends none twice while a person disconnects and connects', async () => {
    graph.requests.length = 0;
    const rounds = { left: 3 };
    const sending = Array.from({ length: 4 }, async (_, caller) => {
      const told: number[] = [];
      for (let message = 0; rounds.left > 0; message++) told.push(await send(`${caller} ${message}`));
      return told;
    });
    try {
      for (; rounds.left > 0; rounds.left--) {
        expect((await askOther('DELETE', `/senders/${ann}`)).status).toBe(200);
        await app.connect('ann');
      }
    } finally {
      rounds.left = 0;
    }
    const told = (await Promise.all(sending)).flat();
    expect(new Set(told)).toEqual(new Set([200, 409]));
    const taken = graph.requests.filter(
      ({ path, body }) => path.endsWith('/me/sendMail') && /"subject":"\d /.test(body),
    );
    expect(taken).toHaveLength(told.filter((status) => status === 200).length);
  });
});
