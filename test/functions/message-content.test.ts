import { describe, expect, it } from 'vitest';
import { otherApp } from '../fakes/memory-connector.ts';
import { dotNet, nodemailer } from '../shared/mime/mime-samples.ts';
import { createApi } from './api.ts';
import { lineOf, type Invocation } from './invoke.ts';

const type = { 'content-type': 'message/rfc822' };
const paramsOf = ({ json }: Invocation) => ({ params: { id: String(json['id']) } });

function setUp() {
  const api = createApi();
  const post = (mime: Buffer, headers: Record<string, string> = {}) =>
    api.call('send', 'POST', { headers: { ...type, ...headers }, body: mime.toString() });
  return { ...api, post };
}

describe('sendMethods', () => {
  it('takes a MIME message, and answers its repetition by Message-ID', async () => {
    const { post, call, signIn, graph } = setUp();
    await signIn('ann');
    const first = await post(nodemailer);
    const again = await post(nodemailer);
    expect([first.status, first.json['recipientCount'], again.headers.get('idempotency-replayed')]).toEqual([
      200,
      4,
      'true',
    ]);
    expect(again.json['id']).toBe(first.json['id']);
    expect(graph.sent.map(({ mime = '' }) => Buffer.from(mime, 'base64'))).toEqual([nodemailer]);
    const listed = await call('messages', 'GET', { query: { idempotencyKey: '<3ab5@fabrikam.com>' } });
    expect(listed.json['value']).toMatchObject([{ id: first.json['id'] }]);
    const other = await post(Buffer.concat([nodemailer, Buffer.from('more')]));
    expect([other.status, other.json['code']]).toEqual([409, 'idempotency_key_reused']);
  });

  it('names the fields of what is wrong, and of the recipients that Graph refuses', async () => {
    const { post, signIn, graph } = setUp();
    expect((await post(dotNet)).json).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: 'header:Idempotency-Key' }],
    });
    const held = await post(nodemailer);
    expect([held.status, held.json['errors']?.[0]?.pointer]).toEqual([202, '/headers/From']);
    await signIn('ann');
    graph.script.outcomes.push({
      kind: 'refused',
      code: 'invalid_recipients',
      refusedRecipients: ['blind@contoso.com'],
    });
    const refused = await post(dotNet, { 'idempotency-key': 'k' });
    expect([refused.status, refused.json['errors']]).toEqual([
      422,
      [{ pointer: '/headers/Bcc', detail: 'is refused by the mail system' }],
    ]);
  });

  it('holds From to the addresses of the mailbox, as it holds from in JSON', async () => {
    const { post, signIn, graph } = setUp();
    await signIn('ann');
    const as = { 'guestmail-sender': 'ann@fabrikam.com', prefer: 'handling=strict' };
    const foreign = await post(Buffer.from(nodemailer.toString().replace('<ann@', '<leo@')), as);
    expect([foreign.status, foreign.json['errors']?.[0]?.pointer]).toEqual([400, '/headers/From']);
    expect(graph.sent).toEqual([]);
  });
});

describe('messageContentMethods', () => {
  it('gives a MIME message back while it is kept, without its blind recipients', async () => {
    const { post, call } = setUp();
    const held = await post(nodemailer);
    const answer = await call('messageContent', 'GET', paramsOf(held));
    expect(answer.status).toBe(200);
    expect(answer.body).toBe(nodemailer.toString('latin1').replace('Bcc: blind@contoso.com\r\n', ''));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${String(held.json['id'])}.eml"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(lineOf(answer)).toMatchObject({ outcome: 'ok', message: held.json['id'] });
  });

  it('writes a JSON message as MIME, which says the same', async () => {
    const { send, call } = setUp();
    const message = {
      subject: 'Rechnung Ä',
      body: { contentType: 'html', content: '<p>Hello</p>' },
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com', name: 'Doe, Mia' } }],
      bccRecipients: [{ emailAddress: { address: 'blind@contoso.com' } }],
      importance: 'high',
      internetMessageHeaders: [{ name: 'x-own', value: '1' }],
      attachments: [
        {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: 'ä.csv',
          contentType: 'text/csv',
          contentBytes: 'YTtiCg==',
        },
      ],
    };
    const answer = await call('messageContent', 'GET', paramsOf(await send({ message })));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'message/rfc822']);
    for (const said of [
      'X-Own: 1',
      'Doe, Mia',
      '=?UTF-8?',
      '<p>Hello</p>',
      "filename*0*=utf-8''%C3%A4.csv",
      'YTtiCg==',
      'guestmail.invalid',
    ])
      expect(answer.body).toContain(said);
    expect(answer.body).not.toMatch(/blind|^bcc/im);
    expect(answer.body.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('knows no message of another application, and says that what was sent is not kept', async () => {
    const { post, send, call, signIn } = setUp();
    const held = await post(nodemailer);
    const foreign = await call('messageContent', 'GET', paramsOf(held), otherApp);
    const unknown = await call('messageContent', 'GET', { params: { id: 'f'.repeat(32) } }, otherApp);
    expect([foreign.status, foreign.body]).toEqual([404, unknown.body]);
    await signIn('ann');
    const sent = await call('messageContent', 'GET', paramsOf(await send()));
    expect([sent.status, sent.json['code'], sent.json['detail']]).toEqual([
      409,
      'message_state',
      expect.stringContaining('not kept'),
    ]);
  });
});
