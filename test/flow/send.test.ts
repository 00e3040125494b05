import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, submission, type ApiAnswer } from './app.ts';

const app = await startApp();
const ann = app.senderOf('ann');
await app.connect('ann');
afterAll(() => app.close());
beforeEach(() => {
  app.stack.graph.clear();
  for (const emulator of [app.stack.graph, app.stack.entra, app.stack.keyVault, app.stack.storage.table])
    emulator.faults.clear();
});

const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);

/** Sends as every client does that is told to come again: a busy machine may take longer than storage, or a turn, is waited for. */
async function repeatWhenTold(send: () => Promise<ApiAnswer>, repeats = 3): Promise<ApiAnswer> {
  const answer = await send();
  if ((answer.status !== 503 && answer.status !== 429) || repeats === 0) return answer;
  await setTimeout(Number(answer.headers.get('retry-after')) * 1000);
  return repeatWhenTold(send, repeats - 1);
}

describe('POST /send', () => {
  it('sends once, from the mailbox of the person, and says so', async () => {
    const answer = await app.call('POST', '/send', { body: submission(ann, 'once', { reference: 'SI-103042' }) });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ status: 'sent', sender: ann, reference: 'SI-103042', recipientCount: 1 });
    expect(mails('once')).toHaveLength(1);
    expect(mails('once')[0]?.from.address).toBe('ann@fabrikam.com');
    const state = await app.call('GET', `/messages/${String(answer.json['id'])}`);
    expect(state.status).toBe(200);
    expect(state.json).toMatchObject({
      status: 'sent',
      attempts: [{ outcome: 'sent', graphRequestId: expect.any(String) }],
    });
    expect(JSON.stringify(state.json)).not.toMatch(/once|mia@|Hello/);
  });

  it('passes the trace of the caller on to Graph', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await app.call('POST', '/send', { body: submission(ann, 'traced'), headers: { traceparent } });
    expect(app.stack.graph.requests.at(-1)?.headers).toMatchObject({ traceparent });
  });

  it.each(['address', 'user principal name', 'braced object id'])('finds the sender by %s', async (kind) => {
    const { mail, host } = app.stack.directory.person('ann');
    const name = {
      address: mail.toUpperCase(),
      'user principal name': host?.userPrincipalName,
      'braced object id': `{${ann.toUpperCase()}}`,
    }[kind];
    const answer = await app.call('POST', '/send', { body: submission(String(name), kind) });
    expect(answer.status).toBe(200);
    expect(mails(kind)[0]?.from.address).toBe('ann@fabrikam.com');
  });

  it('makes one message of 100 parallel submissions with one key', async () => {
    const headers = { 'Idempotency-Key': 'parallel' };
    const send = () => app.call('POST', '/send', { headers, body: submission(ann, 'parallel') });
    const answers = await Promise.all(Array.from({ length: 100 }, () => repeatWhenTold(send)));
    expect(new Set(answers.map(({ json }) => String(json['id']))).size).toBe(1);
    expect(answers.filter(({ headers: given }) => !given.has('idempotency-replayed'))).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200 || status === 202)).toBe(true);
    expect(mails('parallel')).toHaveLength(1);
  });

  it('takes another writing of the same content for the same, and other content for a misuse of the key', async () => {
    const headers = { 'Idempotency-Key': 'content' };
    const body = submission(ann, 'content');
    expect((await app.call('POST', '/send', { headers, body })).status).toBe(200);
    const rewritten = JSON.stringify(Object.fromEntries(Object.entries(body).toReversed()), null, 3).replace(
      'content"',
      '\\u0063ontent"',
    );
    const replay = await app.call('POST', '/send', { headers, body: rewritten });
    expect([replay.status, replay.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    const misuse = await app.call('POST', '/send', { headers, body: submission(ann, 'other') });
    expect([misuse.status, misuse.json['code']]).toEqual([409, 'idempotency_key_reused']);
    expect(mails('content')).toHaveLength(1);
    expect(mails('other')).toHaveLength(0);
  });

  it('answers a definite refusal with 422, who must act and Graph’s code, and lets the key start anew', async () => {
    app.stack.graph.faults.add({
      path: '/sendMail',
      action: {
        kind: 'answer',
        status: 403,
        headers: { 'request-id': '11111111-2222-3333-4444-555555555555' },
        body: { error: { code: 'ErrorSendAsDenied', message: 'x' } },
      },
    });
    const headers = { 'Idempotency-Key': 'refused' };
    const refused = await app.call('POST', '/send', { headers, body: submission(ann, 'refused') });
    expect(refused.status).toBe(422);
    expect(refused.json).toMatchObject({
      status: 'failed',
      code: 'send_as_denied',
      who: 'caller',
      graphCode: 'ErrorSendAsDenied',
      detail: expect.any(String),
    });
    expect(refused.json['attempts']).toMatchObject([
      { outcome: 'refused', graphRequestId: '11111111-2222-3333-4444-555555555555' },
    ]);
    const again = await app.call('POST', '/send', { headers, body: submission(ann, 'refused, corrected') });
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ status: 'sent', previousId: refused.json['id'] });
    expect(mails('refused, corrected')).toHaveLength(1);
  });

  it.each(['cut-after-accepting', 'garbage', 'cut-before-reading'] as const)(
    'never repeats a send whose answer was lost (%s)',
    async (kind) => {
      app.stack.graph.faults.add({ path: '/sendMail', action: { kind } });
      const headers = { 'Idempotency-Key': `lost-${kind}` };
      const lost = await app.call('POST', '/send', { headers, body: submission(ann, kind) });
      expect([lost.status, lost.json['status']]).toEqual([202, 'unknown']);
      const replay = await app.call('POST', '/send', { headers, body: submission(ann, kind) });
      expect([replay.status, replay.json['status'], replay.json['id']]).toEqual([202, 'unknown', lost.json['id']]);
      expect(mails(kind).length).toBeLessThanOrEqual(1);
      expect(app.stack.graph.requests.filter(({ body }) => body.includes(kind))).toHaveLength(
        kind === 'cut-before-reading' ? 0 : 1,
      );
    },
  );

  it.each([500, 502, 503, 504, 200, 302])('takes %d for an unknown fate', async (status) => {
    app.stack.graph.faults.add({
      path: '/sendMail',
      action: { kind: 'answer', status, headers: { Location: 'https://localhost/' }, body: {} },
    });
    const answer = await app.call('POST', '/send', { body: submission(ann, `status ${status}`) });
    expect([answer.status, answer.json['status'], answer.json['error']?.['code']]).toEqual([
      202,
      'unknown',
      'delivery_unknown',
    ]);
  });

  it('renews a refused token once and sends once', async () => {
    app.stack.graph.faults.add({
      path: '/sendMail',
      action: { kind: 'answer', status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } },
    });
    const answer = await app.call('POST', '/send', { body: submission(ann, 'renewed') });
    expect(answer.status).toBe(200);
    expect(mails('renewed')).toHaveLength(1);
  });

  it.each([
    ['storage', () => app.stack.storage.table, 'storage_unavailable'],
    ['storage, hanging', () => app.stack.storage.table, 'storage_unavailable'],
  ])('answers 503 with Retry-After when %s is down, and sends nothing', async (what, emulator, code) => {
    const action = what.includes('hanging') ? { kind: 'hang' as const } : { kind: 'answer' as const, status: 503 };
    emulator().faults.add({ times: 100, action });
    const answer = await app.call('POST', '/send', {
      body: submission(ann, what),
      headers: { 'Idempotency-Key': encodeURIComponent(what) },
    });
    expect([answer.status, answer.json['code']]).toEqual([503, code]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    emulator().faults.clear();
    expect(mails(what)).toHaveLength(0);
    expect(
      (
        await app.call('POST', '/send', {
          body: submission(ann, what),
          headers: { 'Idempotency-Key': encodeURIComponent(what) },
        })
      ).status,
    ).toBe(200);
    expect(mails(what)).toHaveLength(1);
  });

  it('lists every fault with its pointer', async () => {
    const answer = await app.call('POST', '/send', {
      body: { sender: 'nobody', message: { subject: 7, surprise: true }, reference: 9 },
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const pointers = answer.json['errors'].map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(['/sender', '/message/subject', '/message/surprise', '/reference']),
    );
  });
});

describe('the API', () => {
  it('answers an unsupported verb with 405 and Allow, an unknown address with 404', async () => {
    const verb = await app.call('PUT', '/send');
    expect([verb.status, verb.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await app.call('GET', '/nothing/here')).status).toBe(404);
    expect((await app.call('GET', `/messages/${'0'.repeat(32)}`)).status).toBe(404);
    expect((await app.call('POST', '/senders/find', { body: { sender: 'unknown@fabrikam.com' } })).status).toBe(404);
  });

  it('refuses callers without a token, with a wrong one, and without the role', async () => {
    expect((await app.call('GET', '/senders', { headers: { Authorization: '' } })).status).toBe(401);
    expect((await app.call('GET', '/senders', { headers: { Authorization: 'Bearer a.b.c' } })).status).toBe(401);
    expect((await app.call('GET', '/senders', { as: app.stack.registrations.outsider.clientId })).status).toBe(403);
  });

  it('shows a sender by any name, and lists senders', async () => {
    const { host, mail } = app.stack.directory.person('ann');
    const { userPrincipalName = '' } = host ?? {};
    const answers = [
      await app.call('GET', `/senders/${ann}`),
      // Of one version still.
      await app.call('GET', `/senders/${mail}`),
      await app.call('GET', `/senders/${encodeURIComponent(userPrincipalName)}`),
      await app.call('POST', '/senders/find', { body: { sender: mail } }),
      await app.call('POST', '/senders/find', { body: { sender: userPrincipalName } }),
    ];
    expect(answers.map(({ headers }) => headers.get('deprecation') !== null)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    for (const { status, json } of answers) {
      expect(status).toBe(200);
      expect(json).toMatchObject({
        id: ann,
        mailbox: mail,
        status: 'connected',
        userPrincipalName: host?.userPrincipalName,
        consentUrl: `${app.publicUrl}/authorize`,
      });
    }
    const { json } = await app.call('GET', '/senders');
    expect(json['value']).toHaveLength(1);
  });

  it('sends a test message to the sender itself', async () => {
    const answer = await app.call('POST', `/senders/${ann}/test`);
    expect([answer.status, answer.json['status']]).toEqual([200, 'sent']);
    expect(app.stack.graph.messages()).toHaveLength(1);
  });
});
