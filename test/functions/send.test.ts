import { describe, expect, it } from 'vitest';
import { erp, publicUrl } from '../fakes/memory-connector.ts';
import { ann, createApi } from './api.ts';
import { lineOf } from './invoke.ts';

describe('sendMethods', () => {
  it('answers 200 and logs ids, never a subject, address or token', async () => {
    const { send, signIn } = createApi();
    await signIn('ann');
    const answer = await send({ reference: 'SI-103042' });
    expect([answer.status, answer.json['status'], answer.json['reference']]).toEqual([200, 'sent', 'SI-103042']);
    expect(lineOf(answer)).toMatchObject({
      outcome: 'ok',
      message: answer.json['id'],
      sender: ann,
      caller: erp,
      result: 'sent',
      replayed: false,
    });
    expect(answer.lines[0]!.text).not.toMatch(/Invoice|Hello|@|access-token|Bearer/);
  });

  it('looks at the token before it looks at the body', async () => {
    const { call } = createApi();
    const answer = await call('send', 'POST', { headers: { 'content-type': 'text/plain' }, body: '{' }, 'nobody');
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await call('send', 'POST', {}, 'outsider')).status).toBe(403);
  });

  it('holds a message to the size that the installation allows', async () => {
    const { send, signIn, graph } = createApi(({ config }) => ({ config: { ...config, messageSizeMaxMb: 1 } }));
    await signIn('ann');
    const toRecipients = [{ emailAddress: { address: 'mia@contoso.com' } }];
    const answer = await send({ message: { toRecipients, body: { content: 'a'.repeat(1024 * 1024) } } });
    expect([answer.status, answer.json['code']]).toEqual([413, 'request_too_large']);
    expect(graph.sent).toEqual([]);
  });

  it('names the consent URL to whoever has to connect first', async () => {
    const answer = await createApi().send();
    expect([answer.status, answer.json['code']]).toEqual([409, 'consent_required']);
    expect(answer.json['consentUrl']).toBe(`${publicUrl}/authorize`);
  });

  it('answers a refusal of Graph with 422 and an unknown fate with 202 and Location', async () => {
    const { send, signIn, graph } = createApi();
    await signIn('ann');
    graph.script.outcomes.push(
      { kind: 'refused', code: 'mailbox_full', graphCode: 'ErrorQuotaExceeded' },
      { kind: 'unknown', reason: 'status 504' },
    );
    const failed = await send();
    expect([failed.status, failed.json['status'], failed.json['code'], failed.json['who']]).toEqual([
      422,
      'failed',
      'mailbox_full',
      'person',
    ]);
    expect(lineOf(failed)).toMatchObject({ outcome: 'mailbox_full', upstreamCode: 'ErrorQuotaExceeded' });
    const unknown = await send();
    expect([unknown.status, unknown.json['status']]).toEqual([202, 'unknown']);
    expect(unknown.headers.get('location')).toBe(`${publicUrl}/messages/${String(unknown.json['id'])}`);
    // A client that polled on its own would wait for ever.
    expect(unknown.headers.has('retry-after')).toBe(false);
  });

  it('marks a replay', async () => {
    const { send, signIn } = createApi();
    await signIn('ann');
    expect((await send({ idempotencyKey: 'k' })).headers.has('idempotency-replayed')).toBe(false);
    expect((await send({ idempotencyKey: 'k' })).headers.get('idempotency-replayed')).toBe('true');
  });
});
