/**
 * A host that is killed while it sends large messages: many at once, each held at a step of its own. Afterwards the same host starts anew.
 *
 * Whatever the step, no draft is left in the end and no message is sent twice.
 */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../infra/local/emulators/kit/emulator.ts';
import type { Fault } from '../../infra/local/emulators/kit/fault.ts';
import { forEachConcurrently } from '../../shared/for-each-concurrently.ts';
import { deriveMessageId } from '../../shared/outbox/message-id.ts';
import { startApp, strict, submission, until } from './app.ts';
import { connectLarge } from './connect-large.ts';
import { itemOf, putItem } from './delivery-items.ts';
import { createFile, named, upload } from './upload.ts';

const GUESTS = 12;
const guests = Array.from({ length: GUESTS }, (_, index) => `guest${String(index + 1).padStart(3, '0')}`);
const app = await startApp({ delivers: true, mailPermission: 'Mail.ReadWrite', extraGuests: GUESTS });
const { graph, directory } = app.stack;
const { table } = app.stack.storage;
await forEachConcurrently(guests, 4, (guest) => connectLarge(app, guest));
afterAll(() => app.close());
beforeEach(async () => {
  for (const { faults, requests } of [table, graph]) {
    faults.clear();
    requests.length = 0;
  }
  app.stack.storage.setClock(0);
  await app.setClock(0);
});

/** Beyond every lease and every queue item that is late. */
const LATER_SECONDS = 25 * 60;
/** Beyond the time after which a draft is looked at, of what ended then. */
const MUCH_LATER_SECONDS = 50 * 60;

/** Repetitions by the connector are hit as well. */
const times = 50;
const neverCarriedOut = { times, delayMilliseconds: 20_000, action: { kind: 'cut-before-reading' } } as const;
const answerLost = { times, action: { kind: 'hang' } } as const;

/** The id of a message, and the account and the object id of its sender at home. */
interface Marks {
  id: string;
  account: string;
}

interface Point {
  when: string;
  emulator: Emulator;
  fault(marks: Marks): Fault;
  /** Of a strict message, and of one that waits: state, and mails that Graph took. Where a process had the time to find out more, that. */
  ends: [strict: string, queued: string];
  /** Its file goes in two ranges. */
  isLong?: boolean;
}

/** The row is written beside its index at first, and then by itself. */
const begun = (id: string): Fault => ({
  method: 'POST',
  body: `message_${id}[\\s\\S]*"draftState":"open"`,
  ...answerLost,
});
const noted = (id: string, draft: string): Fault => ({
  method: 'PUT',
  path: `message_${id}`,
  body: draft,
  ...answerLost,
});
const KNOWN = '"draftState":"open","draftId"';
const SENDING = '"draftState":"sending"';

const points: Point[] = [
  {
    when: 'when its row stands',
    emulator: table,
    fault: ({ id }) => begun(id),
    ends: ['failed, 0', 'sent, 1'],
  },
  {
    when: 'before there is a draft',
    emulator: graph,
    fault: ({ id }) => ({ path: '/me/messages$', body: id, ...neverCarriedOut }),
    ends: ['failed, 0', 'sent, 1'],
  },
  {
    when: 'when there is a draft',
    emulator: graph,
    fault: ({ id }) => ({ path: '/me/messages$', body: id, ...answerLost }),
    ends: ['failed, 0', 'sent, 1'],
  },
  {
    when: 'before its row has the id',
    emulator: table,
    fault: ({ id }) => ({ ...noted(id, KNOWN), ...neverCarriedOut }),
    ends: ['failed, 0', 'sent, 1'],
  },
  {
    when: 'when its row has the id',
    emulator: table,
    fault: ({ id }) => noted(id, KNOWN),
    ends: ['failed, 0', 'sent, 1'],
  },
  {
    when: 'when it has a file',
    emulator: graph,
    fault: ({ account }) => ({ method: 'POST', path: '/attachments$', account, ...answerLost }),
    ends: ['failed, 0', 'sent, 1'],
  },
  {
    when: 'between two ranges',
    emulator: graph,
    fault: ({ account }) => ({ method: 'PUT', path: `Users\\('${account}@`, skip: 1, ...neverCarriedOut }),
    ends: ['failed, 0', 'sent, 1'],
    isLong: true,
  },
  {
    when: 'before it is called on its way',
    emulator: table,
    fault: ({ id }) => ({ ...noted(id, SENDING), ...neverCarriedOut }),
    ends: ['failed, 0', 'sent, 1'],
  },
  {
    when: 'when it is called on its way',
    emulator: table,
    fault: ({ id }) => noted(id, SENDING),
    ends: ['unknown, 0|failed, 0', 'unknown, 0|sent, 1'],
  },
  {
    when: 'before Exchange sends it',
    emulator: graph,
    fault: ({ account }) => ({ path: '/send$', account, ...neverCarriedOut }),
    ends: ['unknown, 0', 'unknown, 0'],
  },
  {
    when: 'when Exchange has sent it',
    emulator: graph,
    fault: ({ account }) => ({ path: '/send$', account, ...answerLost }),
    ends: ['sent, 1', 'sent, 1'],
  },
  {
    when: 'before its result',
    emulator: table,
    fault: ({ id }) => ({ method: 'POST', body: `message_${id}[\\s\\S]*"status":"sent"`, ...neverCarriedOut }),
    ends: ['sent, 1', 'sent, 1'],
  },
];

const mails = (subject: string) => graph.messages().filter((message) => message.subject === subject);

async function prepare(round: string, point: Point, guest: string) {
  const { when, isLong } = point;
  const { HOST_TENANT_ID: hostTenantId = '' } = app.stack.environment;
  const { home } = directory.person(guest);
  const account = 'objectId' in home ? home.objectId : '';
  const subject = `${round}, ${when}`;
  const key = subject.replaceAll(/[^a-z]+/gi, '-');
  const id = deriveMessageId({ hostTenantId, callerId: app.stack.registrations.erp.clientId, idempotencyKey: key }, 0);
  const attachments = [named(await upload(app, 'plan.pdf', createFile(isLong ? 4_500_000 : 10_000)))];
  const { message, sender } = submission(app.senderOf(guest), subject) as { message: object; sender: string };
  const headers = { 'Idempotency-Key': key, ...(round === 'strict' ? strict : { Prefer: 'respond-async' }) };
  const send = () => app.call('POST', '/send', { body: { sender, message: { ...message, attachments } }, headers });
  return { point, subject, id, account, send };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Submits messages and waits until each is held at its step; resolves to what will be answered. */
async function hold(messages: readonly Prepared[]): Promise<Promise<number | string>[]> {
  for (const { point, ...marks } of messages) point.emulator.faults.add(point.fault(marks));
  const answers = messages.map(({ send }) =>
    send().then(
      ({ status }) => status,
      () => 'lost',
    ),
  );
  const hits = () => [table, graph].flatMap(({ requests }) => requests.filter(({ fault }) => fault !== undefined));
  const isHeld = ({ id, account }: Prepared) =>
    hits().some(({ path, body, headers }) =>
      [path, body, claimsOf(headers.authorization)].some((text) => text.includes(id) || text.includes(account)),
    );
  await until(() => messages.every(isHeld)).catch(() => undefined);
  expect(messages.filter((one) => !isHeld(one)).map(({ subject }) => subject)).toEqual([]);
  return answers;
}

/** What time brings: leases end, the sweep runs, and the queue works. */
async function letTimePass(seconds: number): Promise<void> {
  await app.setClock(seconds);
  app.stack.storage.setClock(seconds);
  expect(await app.runTimer('sweep')).toMatchObject({ outcome: 'ok' });
}

async function readAll(messages: readonly Prepared[]): Promise<string[]> {
  const answers = await Promise.all(messages.map(({ id }) => app.call('GET', `/messages/${id}`)));
  return answers.map(({ json }, index) => {
    const { subject } = messages[index]!;
    return `${subject}: ${json['status']}, ${mails(subject).length}`;
  });
}

describe('a host that is killed', () => {
  it.each(['queued', 'strict'])(
    'while it sends %s large messages leaves no draft, and sends none twice',
    async (round) => {
      const isStrict = round === 'strict';
      const messages = await Promise.all(points.map((point, index) => prepare(round, point, guests[index]!)));
      // What storage does not answer the connector gives up before long, so that comes last.
      const first = await hold(messages.filter(({ point }) => point.emulator === graph));
      const last = await hold(messages.filter(({ point }) => point.emulator === table));
      app.host.child.kill('SIGKILL');
      for (const { faults } of [table, graph]) faults.clear();
      await app.restartHost();
      const answered = await Promise.all([...first, ...last]);
      if (!isStrict) expect(answered).toEqual(messages.map(() => 202));

      await letTimePass(LATER_SECONDS);
      const hasEnded = (state: string) => /(sent|failed|unknown), \d$/.test(state);
      await expect.poll(async () => (await readAll(messages)).every(hasEnded), { timeout: 40_000 }).toBe(true);
      await letTimePass(MUCH_LATER_SECONDS);
      const ends = await readAll(messages);
      const expected = points.map((point) => point.ends[isStrict ? 0 : 1]);
      expect(ends).toEqual(expected.map((end) => expect.stringMatching(new RegExp(`: (${end})$`))));
      expect(graph.drafts().map(({ subject }) => subject)).toEqual([]);

      for (const { id } of messages) await putItem(app, itemOf(id));
      const repeated = await Promise.all(messages.map(({ send }) => send()));
      // Only after a failure a key starts another message, which takes the file of the first.
      expect(repeated.map(({ json }) => [json['status'], json['previousId']])).toEqual(
        ends.map((end, index) =>
          isFailed(end) ? ['sent', messages[index]!.id] : [/(\w+), \d$/.exec(end)?.[1], undefined],
        ),
      );
      await setTimeout(1_000);
      expect(await readAll(messages)).toEqual(ends.map((end) => (isFailed(end) ? end.replace(/0$/, '1') : end)));
      expect(graph.drafts().map(({ subject }) => subject)).toEqual([]);
    },
  );
});

function isFailed(end: string): boolean {
  return end.endsWith('failed, 0');
}

function claimsOf(authorization = ''): string {
  return Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString();
}
