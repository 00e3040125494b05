/**
 * A host that is killed in the middle of a send, at each point at which the world already knows something or does not.
 */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../infra/local/emulators/kit/emulator.ts';
import type { Fault } from '../../infra/local/emulators/kit/fault.ts';
import { runTimer, startApp, strict, submission, until, type ApiAnswer } from './app.ts';

const app = await startApp();
const ann = app.senderOf('ann');
await app.connect('ann');
afterAll(() => app.close());
beforeEach(async () => {
  app.stack.graph.clear();
  app.stack.graph.settings.latencyMilliseconds = 0;
  for (const emulator of [app.stack.graph, app.stack.storage.table]) {
    emulator.faults.clear();
    emulator.requests.length = 0;
  }
  app.stack.storage.setClock(0);
  await app.setClock(0);
});

const leaseSeconds = 10 * 60;
const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);
const sends = () => app.stack.graph.requests.filter(({ path }) => path.endsWith('/sendMail')).length;
const send = (subject: string) =>
  app.call('POST', '/send', {
    body: submission(ann, subject),
    headers: { ...strict, 'Idempotency-Key': subject.replaceAll(/[ ,]+/g, '-') },
  });

/** Kills the host while an emulator holds one of its requests, and starts it anew. */
async function killDuring(emulator: Emulator, fault: Fault, subject: string): Promise<void> {
  emulator.faults.add(fault);
  const lost = send(subject).catch((error: unknown) => error);
  await until(() => emulator.requests.some(({ fault: hit }) => hit === fault.action.kind));
  await app.restartHost({}, 'SIGKILL');
  expect(await lost).toBeInstanceOf(Error);
  emulator.faults.clear();
}

const table = () => app.stack.storage.table;
const graph = () => app.stack.graph;
const neverCarriedOut = { delayMilliseconds: 2_000, action: { kind: 'cut-before-reading' as const } };
const answerLost = { action: { kind: 'hang' as const } };
const result = { method: 'POST', body: '"status":"sent"' };

describe('a host that is killed', () => {
  it.each<{ when: string; emulator: () => Emulator; fault: Fault; before: string; after: string; mailCount: number }>([
    {
      when: 'before the row is written',
      emulator: table,
      fault: { method: 'POST', path: 'batch', ...neverCarriedOut },
      before: 'none',
      after: 'none',
      mailCount: 0,
    },
    {
      when: 'when the row stands, before it knows',
      emulator: table,
      fault: { method: 'POST', path: 'batch', ...answerLost },
      before: 'sending',
      after: 'unknown',
      mailCount: 0,
    },
    {
      when: 'before Graph reads the message',
      emulator: graph,
      fault: { path: '/sendMail', ...neverCarriedOut },
      before: 'sending',
      after: 'unknown',
      mailCount: 0,
    },
    {
      when: 'after Graph took the message, before its answer',
      emulator: graph,
      fault: { path: '/sendMail', ...answerLost },
      before: 'sending',
      after: 'unknown',
      mailCount: 1,
    },
    {
      when: 'before the result is written',
      emulator: table,
      fault: { ...result, delayMilliseconds: 2_000, action: { kind: 'answer', status: 503 } },
      before: 'sending',
      after: 'unknown',
      mailCount: 1,
    },
    {
      when: 'when the result stands, before it knows',
      emulator: table,
      fault: { ...result, ...answerLost },
      before: 'sent',
      after: 'sent',
      mailCount: 1,
    },
  ])('$when leaves a message that ends, and is never sent again', async (point) => {
    const { when: subject, emulator, fault, before, after, mailCount } = point;
    await killDuring(emulator(), fault, subject);
    expect(mails(subject)).toHaveLength(mailCount);
    const sendsBefore = sends();
    if (before === 'none') {
      // Nothing is stored, so the repetition is the first.
      const repeated = await send(subject);
      expect([repeated.status, repeated.headers.has('idempotency-replayed'), mails(subject).length]).toEqual([
        200,
        false,
        1,
      ]);
      return;
    }
    const repeated = await send(subject);
    expect([repeated.json['status'], repeated.headers.get('idempotency-replayed')]).toEqual([before, 'true']);

    await app.setClock(leaseSeconds + 60);
    // The clock of the instance alone ends no lease.
    expect(await app.runTimer('sweep')).toMatchObject({ outcome: 'ok', unknown: 0 });
    app.stack.storage.setClock(leaseSeconds + 60);
    expect(await app.runTimer('sweep')).toMatchObject({ outcome: 'ok', unknown: after === 'unknown' ? 1 : 0 });

    const { status, json } = await send(subject);
    expect([status, json['status'], json['id']]).toEqual([after === 'sent' ? 200 : 202, after, repeated.json['id']]);
    expect((await app.call('GET', `/messages/${String(json['id'])}`)).json['status']).toBe(after);
    expect([mails(subject).length, sends()]).toEqual([mailCount, sendsBefore]);
  });
});

describe('several instances', () => {
  const post = async (url: string, key: string, prefer = strict.Prefer) => {
    const response = await fetch(`${url}/send`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await app.stack.callerToken()}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        prefer,
      },
      body: JSON.stringify(submission(ann, key)),
    });
    return { status: response.status, headers: response.headers, json: (await response.json()) as ApiAnswer['json'] };
  };

  it('send a batch of one mailbox once each, by a caller that does what the answers say', async () => {
    const others = await Promise.all([app.startInstance(), app.startInstance()]);
    const urls = others.map(({ url }) => `${new URL(url).origin}/api`);
    // The first send of an instance may take longer than the mailbox is full.
    for (const [index, url] of urls.entries()) expect((await post(url, `first-${index}`)).status).toBe(200);
    app.stack.graph.requests.length = 0;
    const seen = new Set<string>();
    const sendUntilSent = async (key: string, url: string): Promise<void> => {
      for (let attempt = 0; attempt < 100; attempt++) {
        const { status, json } = await post(url, key);
        seen.add([status, json['code'], json['retryable']].join(' '));
        if (json['status'] === 'sent') return;
        if (status !== 429 && status !== 503 && !(status === 422 && json['retryable'] === true)) break;
        await setTimeout(100);
      }
      throw new Error(`${key} was never sent.`);
    };
    const keys = Array.from({ length: 16 }, (_, index) => `batch-${index}`);
    // One instance fills what Exchange takes of the mailbox, of which the others know nothing.
    app.stack.graph.settings.latencyMilliseconds = 3_000;
    const first = keys.slice(0, 4).map((key) => sendUntilSent(key, app.publicUrl));
    await until(() => sends() === 4);
    app.stack.graph.settings.latencyMilliseconds = 0;
    const rest = keys.slice(4).map((key, index) => sendUntilSent(key, urls[index % urls.length]!));
    await Promise.all([...first, ...rest]);
    expect(keys.map((key) => mails(key).length)).toEqual(keys.map(() => 1));
    expect([...seen]).toContain('422 mailbox_throttled true');
    expect(app.stack.graph.concurrencyPeaks()).toEqual({ 'ann@fabrikam.com': 4 });
  });

  it('hold a request that waits for the turn of its mailbox for two seconds, or as long as it prefers', async () => {
    app.stack.graph.settings.latencyMilliseconds = 5_000;
    const running = Array.from({ length: 4 }, (_, index) => post(app.publicUrl, `running-${index}`));
    await until(() => sends() === 4);
    app.stack.graph.settings.latencyMilliseconds = 0;
    const [atOnce, soon, patient, kept] = await Promise.all(
      ['handling=strict, wait=0', 'handling=strict', 'wait=30', 'wait=0'].map((prefer, index) =>
        post(app.publicUrl, `waiting-${index}`, prefer),
      ),
    );
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const answer of [atOnce, soon]) {
      expect(answer).toMatchObject({ status: 429, json: { code: 'too_many_requests' } });
      expect(answer?.headers.get('retry-after')).toBe('5');
    }
    expect(patient?.status).toBe(200);
    // Whoever lets it be kept need not come again.
    expect(kept).toMatchObject({ status: 202, json: { status: 'queued', error: { code: 'too_many_requests' } } });
    // Nothing was stored, so the key is free.
    const again = await post(app.publicUrl, 'waiting-1');
    expect([again.status, again.headers.has('idempotency-replayed')]).toEqual([200, false]);
  });

  it('send one mail for one key that two are given at once', async () => {
    const other = await app.startInstance();
    const urls = [app.publicUrl, `${new URL(other.url).origin}/api`];
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const url = urls[index % 2]!;
        const answer = await post(url, 'both');
        // Not accepted, so the same key is given again.
        return answer.status === 503 ? post(url, 'both') : answer;
      }),
    );
    expect(answers.filter(({ status }) => status !== 200 && status !== 202)).toEqual([]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(mails('both')).toHaveLength(1);
  });

  it('run both timers at once without harm', async () => {
    const instances = [app.host, await app.startInstance()];
    const lines = await Promise.all(
      instances.flatMap((host) => [runTimer(host, 'sweep'), runTimer(host, 'refresh'), runTimer(host, 'sweep')]),
    );
    expect(lines.map(({ outcome }) => outcome)).toEqual(lines.map(() => 'ok'));
    expect((await app.call('GET', `/senders/${ann}`)).json['status']).toBe('connected');
    expect((await send('after the timers')).status).toBe(200);
  });
});
