import { afterAll, describe, expect, it } from 'vitest';
import { dotNet, mimeKit, multipart, nodemailer, signed } from '../shared/mime/mime-samples.ts';
import { startApp } from './app.ts';

const app = await startApp({ delivers: true });
await app.connect('ann');
afterAll(() => app.close());

const type = { 'Content-Type': 'message/rfc822' };
const post = (mime: Buffer, headers: Record<string, string> = {}) =>
  app.call('POST', '/send', { body: mime.toString(), headers: { ...type, ...headers } });
const ends = async (id: unknown, status: string) => {
  const read = async () => (await app.call('GET', `/messages/${String(id)}`)).json['status'];
  await expect.poll(read, { timeout: 20_000 }).toBe(status);
};
const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);
/** What Graph was given as MIME since then, decoded. */
const given = (since: number) =>
  app.stack.graph.requests
    .slice(since)
    .filter(({ path, headers }) => path.endsWith('/sendMail') && headers['content-type'] === 'text/plain')
    .map(({ body }) => Buffer.from(body, 'base64').toString());
const readContent = async (id: unknown, as?: string) => {
  const headers = { Authorization: `Bearer ${await app.stack.callerToken(as)}` };
  const answer = await fetch(`${app.publicUrl}/messages/${String(id)}/content`, { headers });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};
/** What is said of a message, but for the request that asked. */
const withoutId = (text: string) => text.replace(/"requestId":"[^"]*"/, '');
/** The same message from somebody else, under another Message-ID. */
const from = (name: string, mime: Buffer) =>
  Buffer.from(
    mime
      .toString()
      .replaceAll('ann@', `${name}@`)
      .replace(/(Message-ID: <)/i, `$1${name}-`),
  );

describe('POST /send with a MIME message', () => {
  it.each([
    ['nodemailer', nodemailer],
    ['MimeKit', mimeKit],
    ['a signing client', signed],
  ])('gives Graph the very bytes that %s wrote, once', async (_writer, mime) => {
    const since = app.stack.graph.requests.length;
    const answers = [await post(mime), await post(mime)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.headers.get('idempotency-replayed')).toBe('true');
    expect(given(since)).toEqual([mime.toString()]);
    const other = await post(Buffer.concat([mime, Buffer.from('x')]));
    expect([other.status, other.json['code']]).toEqual([409, 'idempotency_key_reused']);
  });

  it('sends a message that .NET saved to its blind recipients, and names them to nobody', async () => {
    const since = app.stack.graph.requests.length;
    const keyless = await post(dotNet);
    expect([keyless.status, keyless.json['errors']?.[0]?.pointer]).toEqual([400, 'header:Idempotency-Key']);
    const sent = await post(dotNet, { 'Idempotency-Key': 'saved' });
    expect([sent.status, sent.json['recipientCount']]).toEqual([200, 4]);
    const [mime = ''] = given(since);
    expect(mime.match(/^.*(?:blind|hidden)@contoso.com.*$/gim)).toEqual([
      expect.stringMatching(/^Bcc: blind@/),
      expect.stringMatching(/^ Hidden@/),
    ]);
    expect(mime).not.toMatch(/^x-(?:sender|receiver)/im);
    expect(mime.split('\r\n\r\n').slice(1)).toEqual(dotNet.toString().split('\r\n\r\n').slice(1));
    expect(mails('Rechnung ÄÖÜ')).toHaveLength(1);
  });

  it('accepts one for later, and the queue sends its bytes', async () => {
    const since = app.stack.graph.requests.length;
    const mime = Buffer.from(signed.toString().replace('signed-1', 'signed-2'));
    const queued = await post(mime, { Prefer: 'respond-async', 'Guestmail-Reference': 'SI-1' });
    expect([queued.status, queued.json['status'], queued.json['reference']]).toEqual([202, 'queued', 'SI-1']);
    await ends(queued.json['id'], 'sent');
    expect(given(since)).toEqual([mime.toString()]);
  });

  it('holds one until its sender connects, shows it to its application alone, and then sends its bytes', async () => {
    const since = app.stack.graph.requests.length;
    const mime = from('ben', signed);
    const held = await post(mime);
    const { id } = held.json;
    expect([held.status, held.json['status']]).toEqual([202, 'held']);
    expect(await readContent(id)).toEqual({
      status: 200,
      type: 'message/rfc822',
      text: mime.toString().replace('Bcc: blind@contoso.com\r\n', ''),
    });
    const { mailer } = app.stack.registrations;
    const foreign = await readContent(id, mailer.clientId);
    const unknown = await readContent('f'.repeat(32), mailer.clientId);
    expect([foreign.status, withoutId(foreign.text)]).toEqual([404, withoutId(unknown.text)]);
    await app.connect('ben');
    await ends(id, 'sent');
    expect(given(since)).toEqual([mime.toString()]);
    expect((await readContent(id)).status).toBe(409);
  });

  it('converts one that Graph does not take as MIME, and refuses to lose its signature', async () => {
    const body = ['Content-Type: text/html; charset=utf-8', '', '<p>large</p>'];
    const sent = await post(multipart('multipart/mixed', 2_400_000, body));
    expect([sent.status, sent.json['status']]).toEqual([200, 'sent']);
    const [mail] = mails('large');
    expect(mail).toMatchObject({ body: { content: '<p>large</p>' } });
    const refused = await post(multipart('multipart/signed', 2_400_000, body), { 'Idempotency-Key': 'sealed' });
    expect([refused.status, refused.json['detail']]).toEqual([413, expect.stringContaining('signed or encrypted')]);
  });
});
