import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage, startTestGraph, type GraphReply } from './call-graph.ts';

let test: Awaited<ReturnType<typeof startTestGraph>>;

beforeAll(async () => {
  test = await startTestGraph();
});
afterEach(() => test.graph.clear());
afterAll(() => test.graph.close());

const send = (changes: object): Promise<GraphReply> => test.call({ body: { message: buildMessage(changes) } });
const file = (changes: object = {}) => ({
  '@odata.type': '#microsoft.graph.fileAttachment',
  name: 'invoice.pdf',
  contentType: 'application/pdf',
  contentBytes: 'JVBERg==',
  ...changes,
});
const recipients = (...addresses: string[]) => addresses.map((address) => ({ emailAddress: { address } }));
const header = (name: string) => ({ name, value: 'v' });

describe('sendMail', () => {
  it('answers 202 without a body and keeps the message under the identity of the token', async () => {
    const answer = await send({
      ccRecipients: recipients('mia@contoso.com'),
      bccRecipients: recipients('noa@northwindtraders.com'),
      replyTo: recipients('sales@fabrikam.com'),
      importance: 'High',
      internetMessageHeaders: [{ name: 'X-Reference', value: 'SI-103042' }],
      singleValueExtendedProperties: [{ id: 'String {00020329-0000-0000-C000-000000000046} Name x', value: 'y' }],
      attachments: [file({ isInline: true, contentId: 'logo' }), file({ name: 'empty.txt', contentBytes: '' })],
    });
    expect([answer.status, answer.text]).toEqual([202, '']);
    const { home } = test.directory.person('ann');
    expect(test.graph.messages()).toMatchObject([
      {
        ...('objectId' in home && { tenantId: home.tenantId, objectId: home.objectId }),
        requestId: answer.headers.get('request-id'),
        from: { name: 'Ann (Fabrikam)', address: 'ann@fabrikam.com' },
        toRecipients: [{ name: 'Ben', address: 'ben@fabrikam.com' }],
        ccRecipients: [{ name: 'mia@contoso.com', address: 'mia@contoso.com' }],
        bccRecipients: [{ address: 'noa@northwindtraders.com' }],
        replyTo: [{ address: 'sales@fabrikam.com' }],
        subject: 'Invoice 103042',
        body: { contentType: 'html', content: '<p>Attached.</p>' },
        importance: 'high',
        internetMessageHeaders: [{ name: 'X-Reference', value: 'SI-103042' }],
        attachments: [
          { name: 'invoice.pdf', size: 4, isInline: true, contentId: 'logo', sha256: sha256('%PDF') },
          { name: 'empty.txt', size: 0, isInline: false, sha256: sha256('') },
        ],
        saveToSentItems: true,
      },
    ]);
  });

  it.each(['Text', 'text', 'TEXT', 'html', 'HTML'])('takes the content type %s', async (contentType) => {
    expect((await send({ body: { contentType, content: 'x' } })).status).toBe(202);
    expect(test.graph.messages()[0]?.body.contentType).toBe(contentType.toLowerCase());
  });

  it('keeps flags, receipts, categories and classification as they were sent', async () => {
    const moment = { dateTime: '2026-12-01T06:00:00', timeZone: 'UTC' };
    const carried = {
      isReadReceiptRequested: true,
      isDeliveryReceiptRequested: true,
      categories: ['Red category'],
      inferenceClassification: 'focused',
      flag: { flagStatus: 'flagged', startDateTime: moment, dueDateTime: moment },
    };
    expect((await send(carried)).status).toBe(202);
    expect(test.graph.messages()).toMatchObject([carried]);
    const due = await send({ flag: { flagStatus: 'flagged', dueDateTime: moment } });
    expect(due).toMatchObject({ status: 400, code: 'ErrorInvalidRequest' });
  });

  it('keeps a message out of Sent Items when told so', async () => {
    await test.call({ body: { message: buildMessage(), saveToSentItems: false } });
    expect(test.graph.messages()).toMatchObject([{ saveToSentItems: false }]);
  });

  it('needs Mail.Send', async () => {
    const answer = await test.call({ claims: { scp: 'User.Read Mail.Read' }, body: { message: buildMessage() } });
    expect(answer).toMatchObject({ status: 403, code: 'ErrorAccessDenied' });
  });

  it('can read no message for a mailbox on premises, an empty one neither', async () => {
    test.directory.person('ben').isMailboxOnPremises = true;
    for (const message of [{}, buildMessage()])
      expect(await test.call({ person: 'ben', body: { message } })).toMatchObject({
        status: 400,
        code: 'RequestBodyRead',
      });
    test.directory.person('ben').isMailboxOnPremises = false;
    expect((await test.call({ person: 'ben', body: { message: buildMessage() } })).status).toBe(202);
  });

  it('tells an empty message apart by the mailbox: 400 with one, 404 without', async () => {
    const body = { message: {} };
    expect(await test.call({ body })).toMatchObject({ status: 400, code: 'ErrorInvalidRecipients' });
    const missing = { status: 404, code: 'MailboxNotEnabledForRESTAPI' };
    expect(await test.call({ person: 'lee', body })).toMatchObject(missing);
    expect(await test.call({ person: 'lee', body: '{' })).toMatchObject(missing);
    const { host } = test.directory.person('ann');
    const claims = { tid: test.directory.hostTenant.id, oid: host?.objectId };
    expect(await test.call({ claims, body })).toMatchObject(missing);
    expect(test.graph.messages()).toEqual([]);
  });

  it('sends for the own account under /users and for nobody else', async () => {
    const body = { message: buildMessage() };
    expect((await test.call({ path: '/users/ann@fabrikam.com/sendMail', body })).status).toBe(202);
    const other = await test.call({ path: '/users/ben@fabrikam.com/sendMail', body });
    expect(other).toMatchObject({ status: 403, code: 'ErrorAccessDenied' });
  });

  it('refuses another sender and takes the own address in any case', async () => {
    const [own] = recipients('ANN@fabrikam.com');
    const [other] = recipients('ben@fabrikam.com');
    expect((await send({ from: own, sender: own })).status).toBe(202);
    expect(await send({ from: other })).toMatchObject({ status: 403, code: 'ErrorSendAsDenied' });
    expect(await send({ sender: other })).toMatchObject({ status: 403, code: 'ErrorSendAsDenied' });
  });

  it('refuses requests over 4 MB and takes one of exactly that size', async () => {
    const limit = 4 * 1024 * 1024;
    const frame = JSON.stringify({ message: buildMessage({ subject: '' }) }).length;
    const fill = (length: number) => send({ subject: 'x'.repeat(length - frame) });
    expect((await fill(limit)).status).toBe(202);
    expect(await fill(limit + 1)).toMatchObject({ status: 413, code: 'BadRequest' });
  });

  it.each([
    ['no recipients', { toRecipients: [] }],
    ['an address without a domain', { toRecipients: recipients('ben') }],
    ['an empty address', { ccRecipients: recipients('') }],
    ['two addresses in one', { toRecipients: recipients('ben@fabrikam.com; ann@fabrikam.com') }],
    ['a recipient without an address', { toRecipients: [{ emailAddress: { name: 'Ben' } }] }],
    ['a bad address to reply to', { replyTo: recipients('ben') }],
  ])('refuses %s with ErrorInvalidRecipients', async (_name, changes) => {
    expect(await send(changes)).toMatchObject({ status: 400, code: 'ErrorInvalidRecipients' });
    expect(test.graph.messages()).toEqual([]);
  });

  it('takes 500 recipients and refuses 501', async () => {
    const many = (count: number) => recipients(...Array.from({ length: count }, (_, index) => `p${index}@contoso.com`));
    expect((await send({ toRecipients: many(250), bccRecipients: many(250) })).status).toBe(202);
    const refused = await send({ toRecipients: many(250), bccRecipients: many(251) });
    expect(refused).toMatchObject({ status: 403, code: 'ErrorExceededMaxRecipientLimit' });
  });

  it.each([
    ['an unknown property', { subjekt: 'x' }],
    ['a property in another case', { Subject: 'x' }],
    ['an inherited name', { constructor: 'x' }],
    ['an unknown property of the body', { body: { contentType: 'Text', content: 'x', html: true } }],
    ['an unknown property of a recipient', { toRecipients: [{ address: 'ben@fabrikam.com' }] }],
    ['a number as subject', { subject: 1 }],
    ['a text as body', { body: 'x' }],
    ['an object as recipients', { toRecipients: { emailAddress: {} } }],
    ['null as recipients', { ccRecipients: null }],
    ['null among recipients', { ccRecipients: [null] }],
    ['an unknown content type', { body: { contentType: 'markdown', content: 'x' } }],
    ['an unknown importance', { importance: 'urgent' }],
    ['a flag that is a text', { isReadReceiptRequested: 'yes' }],
    ['an unknown status of a flag', { flag: { flagStatus: 'done' } }],
    ['an unknown property of a flag', { flag: { status: 'flagged' } }],
    ['an attachment without a type', { attachments: [file({ '@odata.type': undefined })] }],
    ['an attachment of another type', { attachments: [file({ '@odata.type': '#microsoft.graph.itemAttachment' })] }],
    ['broken base64', { attachments: [file({ contentBytes: 'JVBERg' })] }],
    ['base64 of another alphabet', { attachments: [file({ contentBytes: 'JV-_Rg==' })] }],
    ['an unknown property of an attachment', { attachments: [file({ data: 'x' })] }],
    ['null as headers', { internetMessageHeaders: null }],
  ])('refuses %s with RequestBodyRead', async (_name, changes) => {
    expect(await send(changes)).toMatchObject({ status: 400, code: 'RequestBodyRead' });
    expect(test.graph.messages()).toEqual([]);
  });

  it.each([
    ['malformed JSON', '{"message":'],
    ['no JSON', 'hello'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no message', '{}'],
    ['null as message', '{"message":null}'],
    ['an unknown parameter', '{"message":{},"sender":"ann"}'],
    ['a text as saveToSentItems', '{"message":{},"saveToSentItems":"false"}'],
    ['bytes that are not UTF-8', Buffer.from('{"message":{"subject":"\xff"}}', 'latin1')],
  ])('refuses %s as a body with RequestBodyRead', async (_name, body) => {
    expect(await test.call({ body })).toMatchObject({ status: 400, code: 'RequestBodyRead' });
  });

  it('refuses more than five headers, none, and names that are not custom', async () => {
    const headers = (...names: string[]) => send({ internetMessageHeaders: names.map(header) });
    expect((await headers('x-1', 'x-2', 'x-3', 'x-4', 'X-5')).status).toBe(202);
    const collection = { status: 400, code: 'InvalidInternetMessageHeaderCollection' };
    expect(await headers('x-1', 'x-2', 'x-3', 'x-4', 'x-5', 'x-6')).toMatchObject(collection);
    expect(await headers()).toMatchObject(collection);
    const single = { status: 400, code: 'InvalidInternetMessageHeader' };
    expect(await headers('In-Reply-To')).toMatchObject(single);
    const broken = await send({ internetMessageHeaders: [{ name: 'x-a', value: 'v\r\nBcc: ben@fabrikam.com' }] });
    expect(broken).toMatchObject(single);
  });

  it('asks for a content type and takes no other', async () => {
    const body = JSON.stringify({ message: buildMessage() });
    const as = (type: string) => test.call({ body, headers: { 'content-type': type } });
    expect((await as('application/json; charset=utf-8; odata.metadata=minimal')).status).toBe(202);
    expect((await as('application/json; charset=iso-8859-1')).status).toBe(415);
    expect((await as('application/x-www-form-urlencoded')).status).toBe(415);
    expect(await test.call({})).toMatchObject({ status: 400, code: 'BadRequest' });
    expect((await test.call({ body, headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });
});

describe('sendMail of MIME', () => {
  const sendMime = (mime: string) =>
    test.call({ body: Buffer.from(mime).toString('base64'), headers: { 'content-type': 'text/plain' } });

  it('reads addresses, subject and body', async () => {
    const answer = await sendMime(
      [
        'From: Ann <ann@fabrikam.com>',
        'To: "Northwind, Ben" <ben@fabrikam.com>,',
        ' mia@contoso.com',
        'Subject: =?utf-8?B?R3LDvMOfZQ==?= =?UTF-8?Q?_aus_K=C3=B6ln?=',
        'Content-Type: text/html; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        '<p>Gr=C3=BC=\r\n=C3=9Fe</p>',
      ].join('\r\n'),
    );
    expect(answer.status).toBe(202);
    expect(test.graph.messages()).toMatchObject([
      {
        toRecipients: [
          { name: 'Northwind, Ben', address: 'ben@fabrikam.com' },
          { name: 'mia@contoso.com', address: 'mia@contoso.com' },
        ],
        subject: 'Grüße aus Köln',
        body: { contentType: 'html', content: '<p>Grüße</p>' },
        saveToSentItems: true,
      },
    ]);
  });

  it('keeps what compares the exact bytes, hides Bcc from recipients, and takes more x- headers than JSON may have', async () => {
    const headers = Array.from({ length: 7 }, (_, index) => `X-Header-${index}: v`);
    const mime = ['To: ben@fabrikam.com', 'Bcc: mia@contoso.com', ...headers, '', 'text'].join('\n');
    expect((await sendMime(mime)).status).toBe(202);
    const [message] = test.graph.messages();
    expect(message).toMatchObject({
      bccRecipients: [{ address: 'mia@contoso.com' }],
      mime: { size: mime.length, sha256: sha256(mime) },
    });
    expect(message?.internetMessageHeaders).toHaveLength(7);
    expect(JSON.stringify([message?.mime, message?.internetMessageHeaders])).not.toContain('mia@contoso.com');
  });

  it('answers 200 above 2,240 KB when it is set so, and 202 else', async () => {
    const head = 'To: ben@fabrikam.com\r\n\r\n';
    const large = head + 'x'.repeat(2_240 * 1024 - head.length + 1);
    expect((await sendMime(large)).status).toBe(202);
    test.graph.settings.answersLargeMimeWith200 = true;
    expect((await sendMime(large)).status).toBe(200);
    expect((await sendMime(large.slice(0, -1))).status).toBe(202);
    test.graph.settings.answersLargeMimeWith200 = false;
    expect(test.graph.messages()).toHaveLength(3);
  });

  it('refuses what is not base64, not MIME, without recipients, or from somebody else', async () => {
    const raw = await test.call({ body: 'To: ben@fabrikam.com', headers: { 'content-type': 'text/plain' } });
    expect(raw).toMatchObject({ status: 400, code: 'ErrorMimeContentInvalidBase64String' });
    expect(await sendMime('no header\r\n\r\n')).toMatchObject({ status: 400, code: 'ErrorMimeContentInvalid' });
    expect(await sendMime('Subject: x\r\n\r\nx')).toMatchObject({ status: 400, code: 'ErrorInvalidRecipients' });
    const other = await sendMime('From: ben@fabrikam.com\r\nTo: mia@contoso.com\r\n\r\nx');
    expect(other).toMatchObject({ status: 403, code: 'ErrorSendAsDenied' });
    expect(test.graph.messages()).toEqual([]);
  });
});

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
