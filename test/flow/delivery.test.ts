/**
 * What becomes of messages that wait when Graph, Entra, Key Vault, storage or the queue do what they do on bad days, over the wire.
 */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, FaultAction } from '../../infra/local/emulators/kit/fault.ts';
import { MAILBOX_CONCURRENCY_MAX } from '../../shared/limits.ts';
import { startApp, submission } from './app.ts';
import { countItems, itemOf, putItem } from './delivery-items.ts';

const app = await startApp({
  extraGuests: 2,
  delivers: true,
  settings: {
    MESSAGES_PER_MINUTE: '6000',
    AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:00.5',
  },
});
const { graph, entra, keyVault, storage } = app.stack;
const { table, queue, blob } = storage;
const [ann, ben] = [app.senderOf('ann'), app.senderOf('ben')];
await Promise.all(['ann', 'ben', 'guest002'].map((key) => app.connect(key)));
afterAll(() => app.close());
beforeEach(async () => {
  for (const { faults, requests } of [graph, entra, keyVault, table, queue, blob]) {
    faults.clear();
    requests.length = 0;
  }
  app.host.lines.length = 0;
  await setClock(0);
});

/** Beyond leases, pauses and late queue items; the tokens of callers are still good. */
const LATER_SECONDS = 25 * 60;
async function setClock(seconds: number): Promise<void> {
  storage.setClock(seconds);
  await app.setClock(seconds);
}
async function sweepAt(seconds: number): Promise<Record<string, unknown>> {
  await setClock(seconds);
  return app.runTimer('sweep');
}

const mails = (subject: string) => graph.messages().filter((message) => message.subject === subject);
const asked = (subject: string) => graph.requests.filter(({ body }) => body.includes(`"subject":"${subject}"`)).length;
const tokenRequests = () => entra.requests.filter(({ body }) => body.includes('grant_type=refresh_token')).length;
const alarms = () => app.host.lines.flatMap((line) => [...line.matchAll(/ alarm=(\w+)/g)].map(([, code]) => code));
const outcomesOf = (name: string) =>
  app.host.lines
    .filter((line) => line.startsWith(`{"function":"${name}"`))
    .map((line) => /"outcome":"(\w+)"/.exec(line)?.[1]);
const homeOf = (key: string) => {
  const { home } = app.stack.directory.person(key);
  return 'objectId' in home ? home.objectId : '';
};
const later = { Prefer: 'respond-async' };
const send = (sender: string, subject: string, headers: Record<string, string> = later, changes = {}) =>
  app.call('POST', '/send', {
    body: submission(sender, subject, changes),
    headers: { 'Idempotency-Key': subject.replaceAll(' ', '-'), ...headers },
  });
const accept = async (sender: string, subject: string, changes = {}) => {
  const { status, json } = await send(sender, subject, later, changes);
  expect(status).toBe(202);
  return String(json['id']);
};
const read = async (id: string) => (await app.call('GET', `/messages/${id}`)).json;
const becomes = (id: string, status: string) =>
  expect.poll(async () => (await read(id))['status'], { timeout: 30_000 }).toBe(status);
/** What nobody may be sent by: the item again, a sweep, time. */
async function provoke(id: string): Promise<void> {
  await putItem(app, itemOf(id));
  await sweepAt(LATER_SECONDS);
  await setTimeout(700);
}
const answer = (status: number, code: string, headers?: Record<string, string>): Pick<Fault, 'action'> => ({
  action: { kind: 'answer', status, body: { error: { code } }, ...(headers && { headers }) },
});
const down: FaultAction = { kind: 'answer', status: 503 };

describe('Graph', () => {
  it('takes a message whose answer is lost: unknown, and never sent again', async () => {
    graph.faults.add({ body: 'answer lost', action: { kind: 'cut-after-accepting' } });
    const id = await accept(ann, 'answer lost');
    await becomes(id, 'unknown');
    await provoke(id);
    const again = await send(ann, 'answer lost');
    expect([again.json['id'], again.json['status']]).toEqual([id, 'unknown']);
    expect([asked('answer lost'), mails('answer lost').length]).toEqual([1, 1]);
    expect((await read(id))['attempts']).toMatchObject([{ outcome: 'unknown' }]);
  });

  it('throttles a mailbox: the message waits as long as it asks, as it is, and so do the others of the mailbox', async () => {
    const bytes = randomBytes(1_000_000);
    const attachment = {
      '@odata.type': '#microsoft.graph.fileAttachment',
      name: 'a.bin',
      contentBytes: bytes.toString('base64'),
    };
    const { message } = submission(ben, 'paused', {}) as { message: object };
    graph.faults.add({
      account: homeOf('ben'),
      path: '/sendMail',
      ...answer(429, 'ApplicationThrottled', { 'Retry-After': '900' }),
    });
    const id = await accept(ben, 'paused', { message: { ...message, attachments: [attachment] } });
    await expect.poll(async () => (await read(id))['attempts'], { timeout: 20_000 }).toHaveLength(1);
    const other = await send(ben, 'during the pause', {});
    expect([other.status, other.json['status'], other.json['error']]).toMatchObject([
      202,
      'queued',
      { code: 'too_many_requests' },
    ]);
    await putItem(app, itemOf(id));
    await sweepAt(600);
    await setTimeout(500);
    expect([graph.requests.length, mails('paused').length]).toEqual([1, 0]);
    await sweepAt(900 + LATER_SECONDS);
    for (const one of [id, String(other.json['id'])]) await becomes(one, 'sent');
    expect(
      mails('paused').map(({ body, attachments }) => [body.content, attachments.map(({ sha256 }) => sha256)]),
    ).toEqual([['Hello', [createHash('sha256').update(bytes).digest('hex')]]]);
    expect([asked('paused'), asked('during the pause')]).toEqual([2, 1]);
  });

  it('refuses a message with 400: it has failed, and is not tried again', async () => {
    graph.faults.add({ body: 'bad request', ...answer(400, 'ErrorInvalidRecipients') });
    const id = await accept(ann, 'bad request');
    await becomes(id, 'failed');
    await provoke(id);
    expect(await read(id)).toMatchObject({ status: 'failed', error: { code: 'invalid_recipients' } });
    expect(asked('bad request')).toBe(1);
  });

  it('refuses a token once: one new token, one repetition', async () => {
    graph.faults.add({ body: 'token refused', ...answer(401, 'InvalidAuthenticationToken') });
    await becomes(await accept(ann, 'token refused'), 'sent');
    expect([tokenRequests(), asked('token refused'), mails('token refused').length]).toEqual([1, 2, 1]);
  });

  it('refuses the new token as well: held until the person connects again, then sent once', async () => {
    graph.faults.add({ body: 'refused twice', times: 2, ...answer(401, 'InvalidAuthenticationToken') });
    const id = await accept(ann, 'refused twice');
    await becomes(id, 'held');
    expect([tokenRequests(), asked('refused twice')]).toEqual([1, 2]);
    await app.connect('ann');
    await becomes(id, 'sent');
    expect(mails('refused twice')).toHaveLength(1);
  });
});

describe('Entra', () => {
  it('has ended a connection: it is not asked for every message, and a reconnection sends each once', async () => {
    entra.revokeRefreshTokens('guest002');
    graph.faults.add({
      account: homeOf('guest002'),
      path: '/sendMail',
      times: 100,
      ...answer(401, 'InvalidAuthenticationToken'),
    });
    const subjects = Array.from({ length: 10 }, (_, index) => `dead grant ${index}`);
    const ids = await Promise.all(subjects.map((subject) => accept(app.senderOf('guest002'), subject)));
    for (const id of ids) await becomes(id, 'held');
    // Held messages are looked at again, and nobody is asked then either.
    const looked = await sweepAt(5 * 3_600);
    expect(looked['looked']).toBe(10);
    // Those that Graph had refused before the first of them knew.
    expect(tokenRequests()).toBeLessThanOrEqual(MAILBOX_CONCURRENCY_MAX);
    await setClock(0);
    graph.faults.clear();
    await app.connect('guest002');
    for (const id of ids) await becomes(id, 'sent');
    expect(subjects.map((subject) => mails(subject).length)).toEqual(subjects.map(() => 1));
  });

  it('is down until a message expires: nothing is sent, then or later', async () => {
    entra.faults.add({ path: '/token', times: 1_000, action: down });
    graph.faults.add({ body: 'expires', ...answer(401, 'InvalidAuthenticationToken') });
    const id = await accept(ann, 'expires', { expiresAt: new Date(Date.now() + 600_000).toISOString() });
    await expect
      .poll(async () => read(id), { timeout: 20_000 })
      .toMatchObject({ status: 'queued', error: { code: 'entra_unavailable' } });
    expect(await sweepAt(700)).toMatchObject({ expired: 1 });
    entra.faults.clear();
    await provoke(id);
    expect(await read(id)).toMatchObject({ status: 'expired' });
    expect(mails('expires')).toHaveLength(0);
  });
});

describe('an idempotency key', () => {
  it.each([
    ['queued', ann, { notBefore: new Date(Date.now() + 24 * 3_600_000).toISOString() }],
    ['held', app.senderOf('guest001'), {}],
    ['sent', ann, {}],
  ])('of a message that is %s is refused with another body', async (status, sender, changes) => {
    const subject = `key of ${status}`;
    const id = await accept(sender, subject, changes);
    await becomes(id, status);
    const { message } = submission(sender, `other ${status}`) as { message: object };
    const other = await send(sender, subject, later, { ...changes, message });
    expect([other.status, other.json['code']]).toEqual([409, 'idempotency_key_reused']);
    const same = await send(sender, subject, later, changes);
    expect([same.json['id'], same.json['status'], same.headers.get('idempotency-replayed')]).toEqual([
      id,
      status,
      'true',
    ]);
    expect(mails(`other ${status}`)).toHaveLength(0);
  });
});

describe('a message that is cancelled', () => {
  it('is never sent; sent again it is a new message that names the old one', async () => {
    const id = await accept(ann, 'cancelled', { notBefore: new Date(Date.now() + 600_000).toISOString() });
    expect((await app.call('POST', `/messages/${id}/cancel`)).json['status']).toBe('cancelled');
    await provoke(id);
    expect([(await read(id))['status'], mails('cancelled').length]).toEqual(['cancelled', 0]);
    const { status, json } = await app.call('POST', `/messages/${id}/resend`);
    expect([status, json['previousId']]).toEqual([202, id]);
    await becomes(String(json['id']), 'sent');
    await provoke(id);
    expect([(await read(id))['status'], mails('cancelled').length]).toEqual(['cancelled', 1]);
  });
});

describe('the queue', () => {
  it('raises no alarm about the age of a message that waits for its time', async () => {
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    const times = [840, 2 * 3_600];
    const ids = await Promise.all(times.map((time) => accept(ann, `in ${time} s`, { notBefore: at(time) })));
    for (const [index, time] of times.entries()) {
      for (const seconds of [0, 800, time - 60])
        expect(await sweepAt(seconds)).toMatchObject({ outcome: 'ok', overdueSeconds: 0 });
      expect(mails(`in ${time} s`)).toHaveLength(0);
      await setClock(time + 60);
      await putItem(app, itemOf(ids[index] ?? ''));
      await expect.poll(() => mails(`in ${time} s`).length, { timeout: 20_000 }).toBe(1);
    }
    expect(alarms()).toEqual([]);
  });

  it('drops every item that names no message, with one alarm for all, and sends nothing', async () => {
    // A bare id of this kind is a number in JSON, and would come rounded or not at all.
    const ids = ['7310e955028841637250918364027159', '42e00000000000000000000000000003'];
    const foreign = [
      ...ids,
      `{"messageId":"${ids[0]}"}`,
      `{"id":"${ids[0]}","to":"mia@contoso.com"}`,
      '<order id="1"/>',
      '',
    ];
    const texts = [...ids.map(itemOf), ...foreign.map((text) => Buffer.from(text).toString('base64'))];
    // What only the operator can repair is an alarm once in a while, of each instance.
    await app.restartHost();
    for (const text of texts) await putItem(app, text);
    await expect.poll(() => outcomesOf('deliver'), { timeout: 20_000 }).toEqual(texts.map(() => 'unknown_queue_item'));
    expect(alarms()).toEqual(['unknown_queue_item']);
    for (const id of ids) expect(app.host.lines.filter((line) => line.includes(`"message":"${id}"`))).toHaveLength(1);
    expect([graph.requests.length, await countItems(app, 'deliver-poison')]).toEqual([0, 0]);
    // What cannot be decoded the platform puts aside.
    await putItem(app, '%');
    await expect.poll(() => countItems(app, 'deliver-poison'), { timeout: 20_000 }).toBe(1);
    expect(await app.runTimer('sweep')).toMatchObject({ outcome: 'poison_queue', poisonMessages: 1 });
  });

  it('brings an item many times: the message is sent once', async () => {
    const id = await accept(ann, 'doubled');
    await Promise.all(Array.from({ length: 8 }, () => putItem(app, itemOf(id))));
    await becomes(id, 'sent');
    await provoke(id);
    expect([asked('doubled'), mails('doubled').length]).toEqual([1, 1]);
  });

  it('puts aside what fails five times; the sweep sends the message all the same', async () => {
    const before = await countItems(app, 'deliver-poison');
    table.faults.add({ method: 'GET', path: 'content_', times: 1_000, action: down });
    const id = await accept(ann, 'poison');
    await expect.poll(() => countItems(app, 'deliver-poison'), { timeout: 50_000 }).toBe(before + 1);
    expect((await read(id))['status']).toBe('queued');
    table.faults.clear();
    expect(await sweepAt(LATER_SECONDS)).toMatchObject({ woken: 1, poisonMessages: before + 1 });
    await becomes(id, 'sent');
    expect([
      outcomesOf('deliver').filter((one) => one === 'storage_unavailable').length,
      mails('poison').length,
    ]).toEqual([5, 1]);
  });
});

describe('storage', () => {
  it.each<[string, Fault]>([
    ['refuses', { action: down }],
    ['refuses what is written', { method: 'POST', action: down }],
    ['does not answer', { action: { kind: 'hang' } }],
  ])('%s: the submission is refused, and its key is free', async (what, fault) => {
    const subject = `storage ${what}`;
    for (const { faults } of [table, blob]) faults.add({ ...fault, times: 1_000 });
    const refused = await send(ann, subject);
    expect([refused.status, refused.json['code'], Number(refused.headers.get('retry-after')) > 0]).toEqual([
      503,
      'storage_unavailable',
      true,
    ]);
    for (const { faults } of [table, blob]) faults.clear();
    const again = await send(ann, subject);
    expect(again.status).toBe(202);
    await becomes(String(again.json['id']), 'sent');
    expect(mails(subject)).toHaveLength(1);
  });
});

describe('Key Vault', () => {
  it.each([
    ['', '/'],
    [' but for its secrets', '/keys/'],
  ])('is down%s when no key is known: nothing is kept in clear text', async (_what, path) => {
    await app.restartHost();
    keyVault.faults.add({ path, times: 1_000, action: down });
    const secret = 'Nobody but the recipient reads this';
    const body = { contentType: 'Text', content: secret };
    const answers = await Promise.all(
      [later, {}, { Prefer: 'handling=strict' }].map((headers, index) => {
        const { message } = submission(ann, `cold ${index} ${path}`) as { message: object };
        return send(ann, `cold ${index} ${path}`, headers, { message: { ...message, body } });
      }),
    );
    expect(answers.map(({ status, json }) => [status, json['code']])).toEqual(
      answers.map(() => [503, 'vault_unavailable']),
    );
    const written = [table, queue, blob].flatMap(({ requests }) => requests.map(({ body: text }) => text)).join('\n');
    // In base64 it reads differently wherever in three bytes it begins.
    const encoded = ['', ' ', '  '].map((before) =>
      Buffer.from(before + secret)
        .toString('base64')
        .slice(4, -4),
    );
    for (const text of [secret, ...encoded]) expect(written).not.toContain(text);
    expect(graph.requests).toHaveLength(0);
    keyVault.faults.clear();
    const again = await send(ann, `cold 0 ${path}`);
    await becomes(String(again.json['id']), 'sent');
  });

  it('has the key version disabled: what waits goes on waiting, with an alarm, and nothing is destroyed', async () => {
    const notBefore = new Date(Date.now() + 300_000).toISOString();
    const id = await accept(ann, 'disabled', { notBefore });
    await app.restartHost();
    keyVault.disableKeyVersion('token-key');
    await sweepAt(LATER_SECONDS).catch(() => undefined);
    await expect.poll(() => outcomesOf('deliver'), { timeout: 20_000 }).toContain('vault_access_refused');
    expect(alarms()).toContain('vault_access_refused');
    expect((await read(id))['status']).toBe('queued');
    keyVault.enableKeyVersion('token-key');
    await sweepAt(2 * LATER_SECONDS);
    await becomes(id, 'sent');
    expect(mails('disabled')).toHaveLength(1);
    expect((await app.call('GET', `/senders/${ann}`)).json['status']).toBe('connected');
  });
});
