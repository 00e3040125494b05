import { afterAll, describe, expect, it } from 'vitest';
import { startApp, strict, submission } from './app.ts';

const app = await startApp({ delivers: true });
const [ann, ben] = [app.senderOf('ann'), app.senderOf('ben')];
await app.connect('ann');
afterAll(() => app.close());

const later = { Prefer: 'respond-async' };
const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);
const send = (sender: string, subject: string, headers: Record<string, string> = {}, changes = {}) =>
  app.call('POST', '/send', { body: submission(sender, subject, changes), headers });
const read = async (id: unknown) => app.call('GET', `/messages/${String(id)}`);
const ends = async (id: unknown, status: string) => {
  await expect.poll(async () => (await read(id)).json['status'], { timeout: 20_000 }).toBe(status);
};

describe('a message for later', () => {
  it('is accepted, sent by the queue as the person, and read where its Location says', async () => {
    const accepted = await send(ann, 'accepted', later);
    expect([accepted.status, accepted.json['status'], accepted.headers.get('preference-applied')]).toEqual([
      202,
      'queued',
      'respond-async',
    ]);
    expect(accepted.headers.get('location')).toBe(`${app.publicUrl}/messages/${String(accepted.json['id'])}`);
    expect(Number(accepted.headers.get('retry-after'))).toBeGreaterThan(0);
    await ends(accepted.json['id'], 'sent');
    const state = await read(accepted.json['id']);
    expect([state.status, state.json['attempts']]).toMatchObject([200, [{ outcome: 'sent' }]]);
    expect(mails('accepted').map(({ from }) => from.address)).toEqual(['ann@fabrikam.com']);
  });

  it('answers its key with its state, and refuses another body', async () => {
    const headers = { ...later, 'Idempotency-Key': 'later' };
    const first = await send(ann, 'keyed', headers);
    const again = await send(ann, 'keyed', headers);
    expect([again.json['id'], again.headers.get('idempotency-replayed')]).toEqual([first.json['id'], 'true']);
    expect((await send(ann, 'other', headers)).status).toBe(409);
    await ends(first.json['id'], 'sent');
    expect(mails('keyed')).toHaveLength(1);
  });

  it('waits for its time, and is cancelled before it', async () => {
    const notBefore = new Date(Date.now() + 3_600_000).toISOString();
    const waiting = await send(ann, 'cancelled', {}, { notBefore });
    expect([waiting.status, waiting.json]).toMatchObject([202, { status: 'queued', notBefore }]);
    const { id } = waiting.json;
    const cancelled = await app.call('POST', `/messages/${String(id)}/cancel`);
    expect([cancelled.status, cancelled.json['status']]).toEqual([200, 'cancelled']);
    expect((await app.call('POST', `/messages/${String(id)}/cancel`)).status).toBe(200);
    const resent = await app.call('POST', `/messages/${String(id)}/resend`);
    expect([resent.status, resent.json['previousId']]).toEqual([202, id]);
    await ends(resent.json['id'], 'sent');
    expect(mails('cancelled')).toHaveLength(1);
    const conflict = await app.call('POST', `/messages/${String(resent.json['id'])}/cancel`);
    expect([conflict.status, conflict.json['code']]).toEqual([409, 'message_state']);
  });
});

describe('a message for somebody who has not connected', () => {
  it('is held, and goes out once when they connect', async () => {
    const held = await send(ben, 'held', { 'Idempotency-Key': 'held' });
    expect([held.status, held.json]).toMatchObject([
      202,
      { status: 'held', consentUrl: `${app.publicUrl}/authorize`, error: { code: 'consent_required', who: 'person' } },
    ]);
    const { mail } = app.stack.directory.person('ben');
    const named = await send(mail, 'held by name');
    expect([named.status, named.json['status'], named.json['sender']]).toEqual([202, 'held', undefined]);
    expect((await send(ben, 'strict', strict)).status).toBe(409);
    const list = await app.call('GET', '/messages?status=held');
    expect((list.json['value'] as { id: string }[]).map(({ id }) => id)).toEqual([named.json['id'], held.json['id']]);
    await app.connect('ben');
    for (const { json } of [held, named]) await ends(json['id'], 'sent');
    expect([mails('held').length, mails('held by name').length, mails('strict').length]).toEqual([1, 1, 0]);
    expect(mails('held')[0]?.from.address).toBe(mail);
    const changes = await app.call('GET', '/messages/changes');
    expect([changes.status, Array.isArray(changes.json['value'])]).toEqual([200, true]);
  });
});

describe('a message that Exchange does not take now', () => {
  it('is kept and sent when Exchange takes it, as it was posted', async () => {
    const { graph } = app.stack;
    const body = { error: { code: 'ApplicationThrottled' } };
    graph.faults.add({
      path: '/sendMail',
      action: { kind: 'answer', status: 429, headers: { 'retry-after': '1' }, body },
    });
    const attachment = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentBytes: 'YQ==' };
    const { message } = submission(ann, 'throttled') as { message: object };
    const kept = await send(ann, 'throttled', {}, { message: { ...message, attachments: [attachment] } });
    expect([kept.status, kept.json]).toMatchObject([
      202,
      { status: 'queued', error: { code: 'mailbox_throttled', retryable: true }, attempts: [{ outcome: 'refused' }] },
    ]);
    // The queue item waits by the clock of storage; the sweep takes it for lost.
    await app.setClock(1_000);
    await app.runTimer('sweep');
    await ends(kept.json['id'], 'sent');
    expect(mails('throttled')).toHaveLength(1);
    expect(mails('throttled')[0]?.attachments).toHaveLength(1);
    await app.setClock(0);
  });
});
