import { describe, expect, it } from 'vitest';
import { buildMessage } from './call-graph.ts';
import { startDraftTests, immutable, MARKER, sha256, type Resource } from './draft-calls.ts';

const { test, calls } = await startDraftTests();

const marked = (value = 'one', changes: object = {}) =>
  buildMessage({ singleValueExtendedProperties: [{ id: MARKER, value }], ...changes });
const file = (changes: object = {}) => ({
  '@odata.type': '#microsoft.graph.fileAttachment',
  name: 'invoice.pdf',
  contentType: 'application/pdf',
  contentBytes: Buffer.from('%PDF').toString('base64'),
  ...changes,
});
const read = (id: string, query = '') => calls.ask('GET', `/me/messages/${id}${query}`, { headers: immutable });
const parse = (text: string) => JSON.parse(text) as Resource;

describe('createDraft', () => {
  it('answers 201 with the message and keeps what it says', async () => {
    const answer = await calls.ask('POST', '/me/messages', {
      headers: immutable,
      body: marked('one', { internetMessageHeaders: [{ name: 'x-a', value: 'b' }], attachments: [file()] }),
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('preference-applied')).toBe('IdType="ImmutableId"');
    const message = parse(answer.text);
    expect(message).toMatchObject({
      '@odata.context': expect.stringMatching(/messages\/\$entity$/) as string,
      isDraft: true,
      hasAttachments: true,
      subject: 'Invoice 103042',
      internetMessageId: expect.stringMatching(/^<[^<>@]+@[^<>@]+>$/) as string,
      toRecipients: [{ emailAddress: { address: 'ben@fabrikam.com', name: 'Ben' } }],
    });
    expect(message).not.toHaveProperty('singleValueExtendedProperties');
    expect(test.graph.drafts()).toMatchObject([
      {
        id: message.id,
        mailbox: 'ann@fabrikam.com',
        marker: 'one',
        attachments: [{ name: 'invoice.pdf', size: 4, sha256: sha256('%PDF') }],
      },
    ]);
    expect(test.graph.messages()).toEqual([]);
  });

  it('takes a draft without recipients, and MIME, and refuses what sendMail refuses', async () => {
    const post = (body: unknown, type = 'application/json') =>
      calls.ask('POST', '/users/ann@fabrikam.com/messages', { body, headers: { 'content-type': type } });
    expect((await post({})).status).toBe(201);
    const mime = Buffer.from('Subject: MIME\r\nMessage-ID: <a@contoso.com>\r\n\r\nx').toString('base64');
    const created = await post(mime, 'text/plain');
    expect(created.status).toBe(201);
    expect(parse(created.text)).toMatchObject({ subject: 'MIME', internetMessageId: '<a@contoso.com>' });
    expect(await post('no base64!', 'text/plain')).toMatchObject({ code: 'ErrorMimeContentInvalidBase64String' });
    expect(await post({ shoeSize: 1 })).toMatchObject({ status: 400, code: 'RequestBodyRead' });
    expect(await post({ internetMessageHeaders: [] })).toMatchObject({
      code: 'InvalidInternetMessageHeaderCollection',
    });
    expect(await post('x'.repeat(4 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
    expect(test.graph.drafts()).toHaveLength(2);
  });

  it('needs Mail.ReadWrite, a mailbox, and the own one', async () => {
    const denied = { status: 403, code: 'ErrorAccessDenied' };
    const claims = { scp: 'Mail.Send Mail.Read' };
    const body = marked();
    expect(await calls.ask('POST', '/me/messages', { body, claims })).toMatchObject(denied);
    expect(await calls.ask('POST', '/users/ben@fabrikam.com/messages', { body })).toMatchObject(denied);
    const none = await calls.ask('POST', '/me/messages', { body, person: 'lee' });
    expect(none).toMatchObject({ status: 404, code: 'MailboxNotEnabledForRESTAPI' });
  });
});

describe('ids', () => {
  it('finds a draft by either id; the immutable one survives sending, the other does not', async () => {
    const { id } = await calls.create(marked());
    const changing = parse((await calls.ask('GET', `/me/messages/${id}`)).text).id;
    expect(changing).not.toBe(id);
    expect(parse((await read(changing)).text).id).toBe(id);
    expect((await calls.ask('POST', `/me/messages/${changing}/send`)).status).toBe(202);
    expect(await read(changing)).toMatchObject({ status: 404, code: 'ErrorItemNotFound' });
    expect(parse((await read(id)).text)).toMatchObject({ id, isDraft: false });
  });

  it('are case-sensitive, and those of other mailboxes are unknown', async () => {
    const { id } = await calls.create(marked());
    expect(await read(id.toLowerCase())).toMatchObject({ status: 404, code: 'ErrorItemNotFound' });
    const other = await calls.ask('GET', `/me/messages/${id}`, { person: 'ben' });
    expect(other).toMatchObject({ status: 404, code: 'ErrorItemNotFound' });
  });
});

describe('sendDraft', () => {
  it('makes the draft the message in Sent Items, with its id and files, once', async () => {
    const { id, internetMessageId } = await calls.create(marked('one', { attachments: [file()] }));
    const answer = await calls.ask('POST', `/me/messages/${id}/send`);
    expect([answer.status, answer.text]).toEqual([202, '']);
    expect(test.graph.messages()).toMatchObject([
      {
        id,
        internetMessageId,
        requestId: answer.headers.get('request-id'),
        saveToSentItems: true,
        singleValueExtendedProperties: [{ id: MARKER, value: 'one' }],
        attachments: [{ name: 'invoice.pdf', sha256: sha256('%PDF') }],
      },
    ]);
    expect(test.graph.drafts()).toEqual([]);
    expect(await calls.ask('POST', `/me/messages/${id}/send`)).toMatchObject({ status: 400 });
    expect(test.graph.messages()).toHaveLength(1);
  });

  it('needs Mail.Send and Content-Length, recipients, and the own address', async () => {
    const { id } = await calls.create(marked());
    const path = `/me/messages/${id}/send`;
    expect(await calls.ask('POST', path, { claims: { scp: 'Mail.ReadWrite' } })).toMatchObject({ status: 403 });
    const nobody = await calls.create(marked('two', { toRecipients: [] }));
    const sent = await calls.ask('POST', `/me/messages/${nobody.id}/send`);
    expect(sent).toMatchObject({ status: 400, code: 'ErrorInvalidRecipients' });
    const other = await calls.create(marked('three', { from: { emailAddress: { address: 'ben@fabrikam.com' } } }));
    const asOther = await calls.ask('POST', `/me/messages/${other.id}/send`);
    expect(asOther).toMatchObject({ status: 403, code: 'ErrorSendAsDenied' });
    expect(test.graph.drafts()).toHaveLength(3);
  });

  it.each([
    [false, 200, true],
    [true, 404, undefined],
  ])('is seen only after the set time (hidden meanwhile: %s)', async (hidesWhileSending, status, isDraft) => {
    const { id } = await calls.create(marked());
    Object.assign(test.graph.settings, { sendLagMilliseconds: 60_000, hidesWhileSending });
    await calls.ask('POST', `/me/messages/${id}/send`);
    const during = await read(id);
    expect([during.status, parse(during.text).isDraft]).toEqual([status, isDraft]);
    expect((await calls.ask('POST', `/me/messages/${id}/send`)).status).toBe(hidesWhileSending ? 404 : 400);
    test.graph.settings.sendLagMilliseconds = 0;
    expect(parse((await read(id)).text).isDraft).toBe(false);
    expect(test.graph.messages()).toHaveLength(1);
  });

  it('loses its answer although it sent, without having sent, or sends late, when a fault says so', async () => {
    const path = '/messages/[^/]+/send$';
    const send = (id: string) => calls.ask('POST', `/me/messages/${id}/send`);
    const drafts = [await calls.create(marked('a')), await calls.create(marked('b')), await calls.create(marked('c'))];
    const [executed, lost, late] = drafts.map(({ id }) => id) as [string, string, string];
    test.graph.faults.add({ path, action: { kind: 'cut-after-accepting' } });
    await expect(send(executed)).rejects.toThrow();
    expect(parse((await read(executed)).text).isDraft).toBe(false);
    test.graph.faults.add({ path, action: { kind: 'cut-before-reading' } });
    await expect(send(lost)).rejects.toThrow();
    expect(parse((await read(lost)).text).isDraft).toBe(true);
    test.graph.faults.add({ path, action: { kind: 'cut-after-accepting', laterMilliseconds: 200 } });
    await expect(send(late)).rejects.toThrow();
    expect(parse((await read(late)).text).isDraft).toBe(true);
    await expect.poll(async () => parse((await read(late)).text).isDraft).toBe(false);
    expect(test.graph.messages()).toHaveLength(2);
  });
});

describe('deleteMessage', () => {
  it('moves a draft to Deleted Items, where its immutable id finds it, and takes it out of there', async () => {
    const { id } = await calls.create(marked());
    const remove = () => calls.ask('DELETE', `/me/messages/${id}`);
    const before = parse((await read(id)).text)['parentFolderId'];
    expect((await remove()).status).toBe(204);
    expect(test.graph.drafts()).toEqual([]);
    expect(await calls.list('/me/mailFolders/drafts/messages', 'one')).toEqual([]);
    expect(await calls.list('/me/mailFolders/deleteditems/messages', 'one')).toMatchObject([{ id, isDraft: true }]);
    expect(parse((await read(id)).text)['parentFolderId']).not.toBe(before);
    expect((await remove()).status).toBe(204);
    expect(await remove()).toMatchObject({ status: 404, code: 'ErrorItemNotFound' });
  });

  it('removes at once what is deleted permanently, and by its default id what it named', async () => {
    const { id } = await calls.create(marked());
    expect((await calls.ask('POST', `/me/messages/${id}/permanentDelete`)).status).toBe(204);
    expect((await read(id)).status).toBe(404);
    const { id: changing } = await calls.create(marked(), {});
    expect((await calls.ask('DELETE', `/me/messages/${changing}`)).status).toBe(204);
    expect((await calls.ask('DELETE', `/me/messages/${changing}`)).status).toBe(404);
    const claims = { scp: 'Mail.Read Mail.Send' };
    expect((await calls.ask('DELETE', `/me/messages/${changing}`, { claims })).status).toBe(403);
  });

  it('does not stop what was sent', async () => {
    const { id } = await calls.create(marked());
    await calls.ask('POST', `/me/messages/${id}/send`);
    expect((await calls.ask('DELETE', `/me/messages/${id}`)).status).toBe(204);
    expect((await read(id)).status).toBe(404);
    expect(test.graph.messages()).toHaveLength(1);
  });
});

describe('listMessages', () => {
  const everywhere = '/me/messages';
  const drafts = '/me/mailFolders/drafts/messages';
  const sent = '/me/mailFolders/SentItems/messages';

  it('finds drafts and sent messages by the marker, and shows what is selected', async () => {
    const { id } = await calls.create(marked());
    await calls.create(marked('other'));
    expect(await calls.list(drafts, 'one', '&$select=id,isDraft&$top=5')).toEqual([
      { '@odata.etag': expect.any(String) as string, id, isDraft: true },
    ]);
    expect(await calls.list(sent, 'one')).toEqual([]);
    await calls.ask('POST', `/me/messages/${id}/send`);
    expect(await calls.list(drafts, 'one')).toEqual([]);
    for (const path of [sent, everywhere])
      expect(await calls.list(path, 'one')).toMatchObject([{ id, isDraft: false }]);
    await test.call({ body: { message: marked('by sendMail') } });
    expect(await calls.list(sent, 'by sendMail')).toHaveLength(1);
    await test.call({ body: { message: marked('unsaved'), saveToSentItems: false } });
    expect(await calls.list(everywhere, 'unsaved')).toEqual([]);
  });

  it('finds nothing new or moved before the search has learned of it', async () => {
    const { id } = await calls.create(marked());
    test.graph.settings.searchLagMilliseconds = 60_000;
    expect(await calls.list(everywhere, 'one')).toEqual([]);
    expect((await read(id)).status).toBe(200);
    test.graph.settings.searchLagMilliseconds = 0;
    expect(await calls.list(everywhere, 'one')).toHaveLength(1);
  });

  it('gives pages', async () => {
    for (const value of ['a', 'b', 'c']) await calls.create(marked(value));
    const first = JSON.parse((await calls.ask('GET', `${drafts}?$top=2&$select=id`)).text) as Record<string, string>;
    expect(first['value']).toHaveLength(2);
    const next = (first['@odata.nextLink'] ?? '').slice(test.graph.baseUrl.length);
    const last = JSON.parse((await calls.ask('GET', next)).text) as Record<string, string>;
    expect(last['value']).toHaveLength(1);
    expect(last).not.toHaveProperty('@odata.nextLink');
  });

  it('expands the one property that is asked for', async () => {
    const { id } = await calls.create(marked());
    const expand = (property: string) =>
      read(id, `?$select=id&$expand=singleValueExtendedProperties($filter=id eq '${property}')`);
    const upper = MARKER.replace(/\{.*\}/, (guid) => guid.toUpperCase());
    for (const property of [MARKER, upper]) {
      const { singleValueExtendedProperties } = parse((await expand(property)).text);
      expect(singleValueExtendedProperties).toEqual([{ id: MARKER, value: 'one' }]);
    }
    expect(parse((await expand(`${MARKER}s`)).text)).not.toHaveProperty('singleValueExtendedProperties');
  });

  it('reads the filter as Microsoft writes it, and quotes in its values', async () => {
    const { id } = await calls.create(marked("it's"));
    const ask = async (filter: string) => {
      const { text } = await calls.ask('GET', `${drafts}?$filter=${encodeURIComponent(filter)}`, {
        headers: immutable,
      });
      return (JSON.parse(text) as { value: Resource[] }).value.map((one) => one.id);
    };
    const any = (value: string) =>
      `singleValueExtendedProperties/Any(ep:ep/id eq '${MARKER}' and ep/value eq '${value}')`;
    expect(await ask(any("it''s"))).toEqual([id]);
    expect(await ask(any('it'))).toEqual([]);
  });

  it.each([
    ["$filter=subject eq 'x'", 400, 'BadRequest'],
    ['$orderby=subject', 400, 'BadRequest'],
    ['$select=shoeSize', 400, 'BadRequest'],
    ['$expand=attachments', 400, 'BadRequest'],
    ['$top=many', 400, 'BadRequest'],
  ])('refuses %s', async (query, status, code) => {
    await calls.create(marked());
    expect(await calls.ask('GET', `${everywhere}?${query}`)).toMatchObject({ status, code });
  });

  it('needs a permission to read, and a folder that exists', async () => {
    expect((await calls.ask('GET', everywhere, { claims: { scp: 'Mail.Send' } })).status).toBe(403);
    expect((await calls.ask('GET', everywhere, { claims: { scp: 'Mail.Read' } })).status).toBe(200);
    const unknown = await calls.ask('GET', '/me/mailFolders/shoes/messages');
    expect(unknown).toMatchObject({ status: 404, code: 'ErrorItemNotFound' });
  });
});
