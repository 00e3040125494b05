/**
 * A host that is killed in the middle of accepting, delivering and releasing messages: many at once, each held at a step of its own.
 *
 * Afterwards the same host starts anew, alone or beside another one that has been there all the time.
 */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../infra/local/emulators/kit/emulator.ts';
import type { Fault } from '../../infra/local/emulators/kit/fault.ts';
import type { HostProcess } from '../../infra/local/host/host-process.ts';
import { deriveMessageId } from '../../shared/outbox/message-id.ts';
import { runTimer, startApp, submission, until, type ApiAnswer } from './app.ts';
import { itemOf, putItem } from './delivery-items.ts';

const GUESTS = 11;
const app = await startApp({ delivers: true, extraGuests: GUESTS });
const { table, queue, blob } = app.stack.storage;
const { graph } = app.stack;
const guests = Array.from({ length: GUESTS }, (_, index) => `guest${String(index + 1).padStart(3, '0')}`);
await Promise.all(guests.map((guest) => app.connect(guest)));
const others: HostProcess[] = [];
afterAll(() => app.close());
beforeEach(async () => {
  for (const { faults, requests } of [table, queue, blob, graph]) {
    faults.clear();
    requests.length = 0;
  }
  app.stack.storage.setClock(0);
  await app.setClock(0);
});

/** Beyond every lease and every queue item that is late. */
const LATER_SECONDS = 25 * 60;
/** Beyond the time after which a held message is looked at. */
const MUCH_LATER_SECONDS = 5 * 3_600;

const mails = (subject: string) => graph.messages().filter((message) => message.subject === subject);
const idOf = (idempotencyKey: string) => {
  const { HOST_TENANT_ID: hostTenantId = '' } = app.stack.environment;
  return deriveMessageId({ hostTenantId, callerId: app.stack.registrations.erp.clientId, idempotencyKey }, 0);
};
/** Repetitions by the connector are hit as well. */
const times = 50;
const neverCarriedOut = { times, delayMilliseconds: 9_000, action: { kind: 'cut-before-reading' } } as const;
const answerLost = { times, action: { kind: 'hang' } } as const;

/** A message, and the step at which the host is killed. */
interface Point {
  when: string;
  emulator: Emulator;
  /** Of the id of the message and its sender. */
  fault(id: string, sender: string): Fault;
}

const row = (id: string, status: string, hit: Pick<Fault, 'action'>): Fault => ({
  body: `message_${id}[\\s\\S]*"status":"${status}"`,
  ...hit,
});

interface Submitted {
  subject: string;
  id: string;
  sender: string;
  send: () => Promise<ApiAnswer>;
}

function prepare(
  round: string,
  point: Point,
  guest: string,
  options: { prefer?: string; isLarge?: boolean; seconds?: number },
): Submitted {
  const { when } = point;
  const { prefer, isLarge = false, seconds = 0 } = options;
  const subject = `${round}: ${when}`;
  const key = subject.replaceAll(/[^a-z0-9]+/gi, '-');
  const [id, sender] = [idOf(key), app.senderOf(guest)];
  const later = seconds > 0 && { notBefore: new Date(Date.now() + seconds * 1000).toISOString() };
  const body = submission(sender, subject, { ...later });
  if (isLarge)
    Object.assign(body['message'] as object, { body: { contentType: 'Text', content: 'x'.repeat(600_000) } });
  const headers = { 'Idempotency-Key': key, ...(prefer && { Prefer: prefer }) };
  return { subject, id, sender, send: () => app.call('POST', '/send', { body, headers }) };
}

const hitsOf = (points: readonly Point[]) => {
  const emulators = new Set(points.map(({ emulator }) => emulator));
  return () =>
    [...emulators].flatMap(({ requests }) =>
      requests.filter(({ fault }) => fault === 'hang' || fault === 'cut-before-reading'),
    );
};

/** Kills the host once each message is held at its step, and starts it anew. */
async function kill(points: readonly Point[], messages: readonly Submitted[]): Promise<void> {
  const hits = hitsOf(points);
  const isHeld = ({ id, sender, subject }: Submitted) =>
    hits().some(({ path, body }) =>
      [path, body].some((text) => [id, itemOf(id), sender, subject].some((one) => text.includes(one))),
    );
  await until(() => messages.every(isHeld)).catch(() => undefined);
  expect(messages.filter((one) => !isHeld(one)).map(({ subject }) => subject)).toEqual([]);
  app.host.child.kill('SIGKILL');
  for (const { faults } of [table, queue, blob, graph]) faults.clear();
}

/** What time brings: leases end, the sweep runs on every instance, and the queue works. */
async function letTimePass(seconds: number): Promise<void> {
  await app.setClock(seconds);
  app.stack.storage.setClock(seconds);
  await Promise.all([app.host, ...others].map((host) => runTimer(host, 'sweep')));
}

const terminal = ['sent', 'failed', 'expired', 'cancelled', 'unknown'];
async function readAll(messages: readonly Submitted[]): Promise<string[]> {
  const answers = await Promise.all(messages.map(({ id }) => app.call('GET', `/messages/${id}`)));
  return answers.map(({ status, json }) => (status === 404 ? 'none' : String(json['status'])));
}
async function waitForEnds(messages: readonly Submitted[]): Promise<void> {
  await expect
    .poll(async () => (await readAll(messages)).filter((status) => !terminal.includes(status)), { timeout: 30_000 })
    .toEqual([]);
}

/** Graph took what is sent, and nothing twice; nothing changes when every queue item comes once more. */
async function check(messages: readonly Submitted[], ends: readonly string[]): Promise<void> {
  await waitForEnds(messages);
  const report = async () => {
    const statuses = await readAll(messages);
    return messages.map(({ subject }, index) => `${subject}: ${statuses[index]}, ${mails(subject).length}`);
  };
  const expected = messages.map(({ subject }, index) => `${subject}: ${ends[index]}`);
  expect(await report()).toEqual(expected);
  const sends = graph.requests.length;
  for (const { id } of messages) await putItem(app, itemOf(id));
  await Promise.all(messages.map(({ send }) => send()));
  await setTimeout(1_000);
  expect(await report()).toEqual(expected);
  expect(graph.requests).toHaveLength(sends);
}

describe.each([1, 2])('of %i hosts one is killed', (hosts) => {
  const round = `${hosts}`;

  it('while it accepts: what has no answer is there as a whole, or not at all', async () => {
    if (hosts > 1 && others.length === 0) others.push(await app.startInstance());
    const async = { prefer: 'respond-async', seconds: 60 };
    const asked = {
      action: { kind: 'answer', status: 429, body: { error: { code: 'ApplicationThrottled' } } },
    } as const;
    const points: (Point & { options: Parameters<typeof prepare>[3]; before: string; end: string })[] = [
      {
        when: 'before large content is stored',
        emulator: blob,
        fault: (id) => ({ path: id, ...neverCarriedOut }),
        options: { ...async, isLarge: true },
        before: 'none',
        end: 'sent, 1',
      },
      {
        when: 'when large content is stored',
        emulator: blob,
        fault: (id) => ({ path: id, ...answerLost }),
        options: { ...async, isLarge: true },
        before: 'none',
        end: 'sent, 1',
      },
      {
        when: 'before the row',
        emulator: table,
        fault: (id) => row(id, 'queued', neverCarriedOut),
        options: async,
        before: 'none',
        end: 'sent, 1',
      },
      {
        when: 'when the row stands',
        emulator: table,
        fault: (id) => row(id, 'queued', answerLost),
        options: async,
        before: 'queued',
        end: 'sent, 1',
      },
      {
        when: 'before the item',
        emulator: queue,
        fault: (id) => ({ body: itemOf(id), ...neverCarriedOut }),
        options: async,
        before: 'queued',
        end: 'sent, 1',
      },
      {
        when: 'when the item is there',
        emulator: queue,
        fault: (id) => ({ body: itemOf(id), ...answerLost }),
        options: async,
        before: 'queued',
        end: 'sent, 1',
      },
      {
        when: 'refused, before it is kept',
        emulator: table,
        fault: (id) => row(id, 'queued', neverCarriedOut),
        options: {},
        before: 'sending',
        end: 'unknown, 0',
      },
      {
        when: 'refused, when it is kept',
        emulator: table,
        fault: (id) => row(id, 'queued', answerLost),
        options: {},
        before: 'queued',
        end: 'sent, 1',
      },
      {
        when: 'refused, before the item',
        emulator: queue,
        fault: (id) => ({ body: itemOf(id), ...neverCarriedOut }),
        options: {},
        before: 'queued',
        end: 'sent, 1',
      },
      {
        when: 'refused, when the item is there',
        emulator: queue,
        fault: (id) => ({ body: itemOf(id), ...answerLost }),
        options: {},
        before: 'queued',
        end: 'sent, 1',
      },
      {
        when: 'refused, before its large content',
        emulator: blob,
        fault: (id) => ({ path: id, ...neverCarriedOut }),
        options: { isLarge: true },
        before: 'sending',
        end: 'unknown, 0',
      },
    ];
    const messages = points.map((point, index) => prepare(round, point, guests[index % GUESTS]!, point.options));
    graph.faults.add({ body: `"${round}: refused, `, times: 5, ...asked });
    for (const [index, { emulator, fault }] of points.entries())
      emulator.faults.add(fault(messages[index]!.id, messages[index]!.sender));
    const lost = messages.map(({ send }) =>
      send().then(
        () => 'answered',
        () => 'lost',
      ),
    );
    await kill(points, messages);
    expect(await Promise.all(lost)).toEqual(messages.map(() => 'lost'));
    await app.restartHost();
    expect(await readAll(messages)).toEqual(points.map(({ before }) => before));
    const repeated = await Promise.all(messages.map(({ send }) => send()));
    expect(
      repeated.map(({ status, json, headers }) => [status, json['id'], headers.has('idempotency-replayed')]),
    ).toEqual(points.map(({ before }, index) => [202, messages[index]!.id, before !== 'none']));
    await letTimePass(LATER_SECONDS);
    await check(
      messages,
      points.map(({ end }) => end),
    );
  });

  it('while it delivers: each is sent at most once, and what may have been sent says so', async () => {
    const points: (Point & { end: string })[] = [
      {
        when: 'before its row is read',
        emulator: table,
        fault: (id) => ({ method: 'GET', path: `message_${id}`, ...neverCarriedOut }),
        end: 'sent, 1',
      },
      {
        when: 'before its content is read',
        emulator: table,
        fault: (id) => ({ method: 'GET', path: `content_${id}`, ...neverCarriedOut }),
        end: 'sent, 1',
      },
      {
        when: 'before its turn is written',
        emulator: table,
        fault: (_id, sender) => ({ body: `permit_[\\w.-]*${sender}`, ...neverCarriedOut }),
        end: 'sent, 1',
      },
      {
        when: 'when its turn is written',
        emulator: table,
        fault: (_id, sender) => ({ body: `permit_[\\w.-]*${sender}`, ...answerLost }),
        end: 'sent, 1',
      },
      {
        when: 'before it is taken on',
        emulator: table,
        fault: (id) => row(id, 'sending', neverCarriedOut),
        end: 'sent, 1',
      },
      {
        when: 'when it is taken on',
        emulator: table,
        fault: (id) => row(id, 'sending', answerLost),
        end: 'unknown, 0',
      },
      {
        when: 'before Graph reads it',
        emulator: graph,
        fault: () => ({ body: `"${round}: before Graph reads it"`, ...neverCarriedOut }),
        end: 'unknown, 0',
      },
      {
        when: 'when Graph has taken it',
        emulator: graph,
        fault: () => ({ body: `"${round}: when Graph has taken it"`, ...answerLost }),
        end: 'unknown, 1',
      },
      {
        when: 'before its result',
        emulator: table,
        fault: (id) => row(id, 'sent', neverCarriedOut),
        end: 'unknown, 1',
      },
      { when: 'when its result stands', emulator: table, fault: (id) => row(id, 'sent', answerLost), end: 'sent, 1' },
      {
        when: 'before its turn is given back',
        emulator: table,
        fault: (_id, sender) => ({ body: `permit_[\\w.-]*${sender}`, skip: 1, ...neverCarriedOut }),
        end: 'sent, 1',
      },
    ];
    const messages = points.map((point, index) => prepare(round, point, guests[index]!, { prefer: 'respond-async' }));
    for (const [index, { emulator, fault }] of points.entries())
      emulator.faults.add(fault(messages[index]!.id, messages[index]!.sender));
    // What the one that is killed has not taken, the other would.
    for (const { child } of others) child.kill('SIGSTOP');
    await setTimeout(300);
    const answers = await Promise.all(messages.map(({ send }) => send()));
    expect(answers.map(({ status, json }) => [status, json['id']])).toEqual(messages.map(({ id }) => [202, id]));
    await kill(points, messages);
    for (const { child } of others) child.kill('SIGCONT');
    await app.restartHost();
    await letTimePass(LATER_SECONDS);
    await check(
      messages,
      points.map(({ end }) => end),
    );
  });

  it('while it releases: each is sent once', async () => {
    const points: Point[] = [
      { when: 'before it is released', emulator: table, fault: (id) => row(id, 'queued', neverCarriedOut) },
      { when: 'when it is released', emulator: table, fault: (id) => row(id, 'queued', answerLost) },
      { when: 'released, before the item', emulator: queue, fault: (id) => ({ body: itemOf(id), ...neverCarriedOut }) },
      {
        when: 'released, when the item is there',
        emulator: queue,
        fault: (id) => ({ body: itemOf(id), ...answerLost }),
      },
      {
        when: 'before its hint goes',
        emulator: table,
        fault: (id) => ({ method: 'DELETE', path: `held_.*${id}`, ...neverCarriedOut }),
      },
    ];
    const messages = points.map((point, index) => prepare(round, point, guests[index]!, { seconds: 60 }));
    await Promise.all(messages.map(({ sender }) => app.call('DELETE', `/senders/${sender}`)));
    const held = await Promise.all(messages.map(({ send }) => send()));
    expect(held.map(({ status, json }) => [status, json['status']])).toEqual(messages.map(() => [202, 'held']));
    for (const [index, { emulator, fault }] of points.entries())
      emulator.faults.add(fault(messages[index]!.id, messages[index]!.sender));
    const lost = messages.map((_message, index) =>
      app.connect(guests[index]!).then(
        () => 'answered',
        () => 'lost',
      ),
    );
    await kill(points, messages);
    expect(await Promise.all(lost)).toEqual(messages.map(() => 'lost'));
    await app.restartHost();
    expect(await readAll(messages)).toEqual(['held', 'queued', 'queued', 'queued', 'queued']);
    await letTimePass(MUCH_LATER_SECONDS);
    await expect
      .poll(() => messages.map(({ subject }) => mails(subject).length), { timeout: 30_000 })
      .toEqual([1, 1, 1, 1, 1]);
    await app.setClock(0);
    app.stack.storage.setClock(0);
    await check(
      messages,
      messages.map(() => 'sent, 1'),
    );
  });
});
