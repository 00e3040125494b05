/**
 * Many messages at once, delivered by two hosts: one mailbox does not slow another, and each message is sent once.
 */
import { Agent, request } from 'node:http';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, submission, until } from './app.ts';

const app = await startApp({ delivers: true, extraGuests: 3, settings: { MESSAGES_PER_MINUTE: '6000' } });
const { graph } = app.stack;
const keys = ['ann', 'ben', 'guest001', 'guest002', 'guest003'];
await Promise.all([app.startInstance(), ...keys.map((key) => app.connect(key))]);
afterAll(() => app.close());
beforeEach(() => {
  graph.clear();
  graph.faults.clear();
  graph.settings.latencyMilliseconds = 0;
  graph.requests.length = 0;
});

const subjects = () => graph.messages().map(({ subject }) => subject);
const named = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name} ${index}`);
const accept = async (key: string, wanted: string[]) => {
  const headers = { Prefer: 'respond-async' };
  const answers = await Promise.all(
    wanted.map((subject) => app.call('POST', '/send', { body: submission(app.senderOf(key), subject), headers })),
  );
  expect(answers.map(({ status }) => status)).toEqual(wanted.map(() => 202));
  return answers.map(({ json }) => String(json['id']));
};
/** A machine that does much else takes its time. */
const areTaken = (count: number) => expect.poll(() => graph.messages().length, { timeout: 90_000 }).toBe(count);
const areSent = async (ids: readonly string[]) => {
  const status = async (id: string) => (await app.call('GET', `/messages/${id}`)).json['status'];
  await expect.poll(() => Promise.all(ids.map(status)), { timeout: 30_000 }).toEqual(ids.map(() => 'sent'));
};

describe('two hosts', { timeout: 120_000 }, () => {
  it('share a flood of one mailbox within what Exchange takes of it, and nobody else waits behind it', async () => {
    graph.settings.latencyMilliseconds = 500;
    const [flood, other] = [named('flood', 60), named('other', 10)];
    const flooded = await accept('ann', flood);
    const ids = await accept('ben', other);
    await areTaken(70);
    const order = subjects();
    expect(order.toSorted()).toEqual([...flood, ...other].toSorted());
    const lastOther = order.findLastIndex((subject) => subject.startsWith('other'));
    expect(order.slice(lastOther).length).toBeGreaterThan(15);
    await areSent([...flooded, ...ids]);
    expect(graph.requests.filter(({ status }) => status !== 202)).toEqual([]);
    expect(graph.concurrencyPeaks()['ann@fabrikam.com']).toBe(4);
  });

  it('wait for a mailbox that does not answer, and send as the others meanwhile', async () => {
    const { home } = app.stack.directory.person('guest001');
    const account = 'objectId' in home ? home.objectId : '';
    graph.faults.add({ account, path: '/sendMail', times: 4, delayMilliseconds: 9_000, action: { kind: 'pass' } });
    const slow = await accept('guest001', named('slow', 12));
    await until(() => graph.requests.length === 4);
    const quick = await accept('guest002', named('quick', 8));
    await areTaken(20);
    await areSent([...slow, ...quick]);
    const order = subjects();
    expect(order.slice(0, 8).toSorted()).toEqual(named('quick', 8).toSorted());
    expect(new Set(order).size).toBe(20);
  });

  it('send each of 200 messages once that came on one kept-alive connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<unknown>();
    const authorization = `Bearer ${await app.stack.callerToken()}`;
    const wanted = named('kept alive', 200);
    const post = (subject: string) =>
      new Promise<number>((resolve, reject) => {
        const headers = { authorization, 'content-type': 'application/json', prefer: 'respond-async' };
        const posted = request(`${app.publicUrl}/send`, { method: 'POST', agent, headers }, (response) => {
          response.resume().once('end', () => resolve(response.statusCode ?? 0));
        });
        posted.once('socket', (socket) => sockets.add(socket)).once('error', reject);
        const body = JSON.stringify(submission(app.senderOf('guest003'), subject));
        posted.setHeader('content-length', Buffer.byteLength(body)).end(body);
      });
    const statuses = new Map<number, number>();
    for (const subject of wanted) {
      const status = await post(subject);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    agent.destroy();
    expect([[...statuses], sockets.size]).toEqual([[[202, 200]], 1]);
    await areTaken(200);
    expect(subjects().toSorted()).toEqual(wanted.toSorted());
    expect(graph.requests).toHaveLength(200);
  });
});
