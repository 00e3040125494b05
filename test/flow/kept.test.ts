/**
 * Messages that are kept, as their caller follows them over the wire: accepted at once, held until somebody connects, cancelled, resent,
 * listed, and told in the feed.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { startApp, submission, type ApiAnswer } from './app.ts';

const app = await startApp({ delivers: true });
const ann = app.senderOf('ann');
await app.connect('ann');
afterAll(() => app.close());

const send = (body: unknown, headers: Record<string, string> = {}) => app.call('POST', '/send', { body, headers });
const act = (id: unknown, action: string, body?: unknown) =>
  app.call('POST', `/messages/${String(id)}/${action}`, body === undefined ? {} : { body });
const look = async (id: unknown) => (await app.call('GET', `/messages/${String(id)}`)).json['status'] as unknown;
const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);
const idsOf = ({ json }: ApiAnswer) => json['value'].map(({ id }: { id: string }) => id) as string[];

describe('a message that is kept', () => {
  it.each<[Record<string, string>, object | undefined]>([
    [{ Prefer: 'respond-async, wait=5' }, undefined],
    [{}, { respondAsync: true }],
  ])('by %j and %j in the body is accepted at once, and sent by itself', async (headers, prefer) => {
    const subject = prefer ? 'later by body' : 'later by header';
    const answer = await send(submission(ann, subject, { ...(prefer && { prefer }) }), headers);
    expect([answer.status, answer.json['status'], answer.headers.get('preference-applied')]).toEqual([
      202,
      'queued',
      'respond-async',
    ]);
    const { id } = answer.json;
    expect(answer.headers.get('location')).toBe(`${app.publicUrl}/messages/${String(id)}`);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await expect.poll(() => look(id), { timeout: 20_000 }).toBe('sent');
    expect(mails(subject)).toHaveLength(1);
  });

  it('for somebody who has not connected uses its key, until it is cancelled', async () => {
    const body = submission('ben@fabrikam.com', 'held', { idempotencyKey: 'held' });
    const held = await send(body);
    expect([held.status, held.json['status'], held.json['consentUrl']]).toEqual([
      202,
      'held',
      `${app.publicUrl}/authorize`,
    ]);
    const replay = await send(body);
    expect([replay.status, replay.json['id'], replay.headers.get('idempotency-replayed')]).toEqual([
      202,
      held.json['id'],
      'true',
    ]);
    const cancelled = await act(held.json['id'], 'cancel');
    expect([cancelled.status, cancelled.json['status']]).toEqual([200, 'cancelled']);
    expect((await send(body)).json).toMatchObject({ status: 'held', previousId: held.json['id'] });
  });

  it('for its time is cancelled, resent once, and nothing else is', async () => {
    const notBefore = new Date(Date.now() + 86_400_000).toISOString();
    const { json } = await send(submission(ann, 'tomorrow', { notBefore, reference: 'tomorrow' }));
    expect(json).toMatchObject({ status: 'queued', notBefore });
    const { id } = json;
    expect([(await act(id, 'resend')).json['code'], (await act(id, 'cancel', { why: 1 })).status]).toEqual([
      'message_state',
      400,
    ]);
    expect((await act(id, 'cancel', {})).json['status']).toBe('cancelled');
    const resent = await act(id, 'resend');
    expect([resent.status, resent.json['previousId']]).toEqual([202, id]);
    await expect.poll(() => look(resent.json['id']), { timeout: 20_000 }).toBe('sent');
    expect(mails('tomorrow')).toHaveLength(1);
    expect((await act(resent.json['id'], 'cancel')).json['code']).toBe('message_state');
    const listed = await app.call('GET', '/messages?reference=tomorrow');
    expect(idsOf(listed)).toEqual([resent.json['id'], id]);
    expect(idsOf(await app.call('GET', `/messages?reference=tomorrow&status=sent&sender=${ann}`))).toEqual([
      resent.json['id'],
    ]);
  });

  it('goes out once its sender has connected, and the feed tells each change that no answer told', async () => {
    const { json } = await send(submission(app.senderOf('ben'), 'welcome'));
    expect(json['status']).toBe('held');
    await app.connect('ben');
    await expect.poll(() => look(json['id']), { timeout: 20_000 }).toBe('sent');
    expect(mails('welcome')).toHaveLength(1);

    // A change is told half a minute after it was made.
    await app.setClock(60);
    const told: Record<string, string> = {};
    let path = '/messages/changes?top=2';
    for (let pages = 0; pages < 20; pages++) {
      const page = await app.call('GET', path);
      for (const { id, status } of page.json['value']) told[String(id)] = String(status);
      if (page.json['nextLink'] === undefined) {
        expect((await app.call('GET', `/messages/changes?cursor=${page.json['cursor']}`)).json['value']).toEqual([]);
        break;
      }
      path = String(page.json['nextLink']).slice(app.publicUrl.length);
    }
    expect(told[String(json['id'])]).toBe('sent');
    const statuses = await Promise.all(Object.keys(told).map(look));
    expect(statuses).toEqual(Object.values(told));
  });
});
