import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../../shared/errors.ts';
import { loadGraphDoor } from '../../../../shared/doors/graph/load-graph-door.ts';
import { findIdempotencyKeyProblem } from '../../../../shared/submission/idempotency-key.ts';

const door = await loadGraphDoor();
const now = new Date('2026-12-01T06:00:00Z');
const limits = { messageMaxBytes: 35 * 1024 * 1024, isLargeOffered: false };
const user = 'Ann_Fabrikam.com#EXT#@contoso.onmicrosoft.com';
const from = { emailAddress: { address: 'ann@fabrikam.com' } };
const message = { subject: 'Invoice', toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }] };
const mime = (...lines: string[]) => Buffer.from([...lines, 'To: mia@contoso.com', '', 'Hello'].join('\r\n'));

type Given = { user?: string | undefined; headers?: Record<string, string> };
const parse = (body: unknown, given: Given = {}) =>
  door.parse({
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    headers: new Headers({ 'content-type': 'application/json', ...given.headers }),
    user: 'user' in given ? given.user : user,
    now,
    limits,
  });
const parseMime = (content: Buffer, given: Given = {}) =>
  parse(content.toString('base64'), { ...given, headers: { 'content-type': 'text/plain', ...given.headers } });
/** Pointers and words of the faults. */
async function faultsOf(parsed: Promise<unknown>): Promise<Record<string, string>> {
  const error = (await parsed.then(
    () => new Error('It was accepted.'),
    (thrown: unknown) => thrown,
  )) as ConnectorError;
  expect(error.code).toBe('invalid_request');
  return Object.fromEntries(error.faults.map(({ pointer, detail }) => [pointer, detail]));
}

describe('GraphDoor.parse', () => {
  it.each<[string, object]>([
    ['names in lower case', { message, saveToSentItems: false }],
    [
      'names as .NET writes them',
      { Message: { '@odata.type': '#microsoft.graph.message', ...message }, SaveToSentItems: false },
    ],
    ['names in capitals', { MESSAGE: message, SAVETOSENTITEMS: 'false' }],
    ['annotations', { '@odata.context': 'x', 'message@odata.type': 'x', message, saveToSentItems: false }],
    ['null for absent', { message: { ...message, isRead: null, body: null }, saveToSentItems: false, Comment: null }],
    ['two spellings, one of which says nothing', { Message: null, message, saveToSentItems: false }],
  ])('takes %s', async (_what, body) => {
    const { submission, options, isMime, isRepetition } = await parse(body);
    expect(submission).toMatchObject({
      message,
      saveToSentItems: false,
      senderReference: user.toLowerCase(),
      senderPointer: 'path:user',
    });
    expect([options.isStrict, options.idempotencyKey, isMime, isRepetition]).toEqual([true, undefined, false, false]);
  });

  it.each<[string, object, string, string]>([
    ['another name', { message, reference: 'x' }, '/reference', 'is not a property of sendMail'],
    ['the sender', { message, sender: 'ben@fabrikam.com' }, '/sender', 'is not a property of sendMail'],
    ['a key', { message, idempotencyKey: 'k' }, '/idempotencyKey', 'is not a property of sendMail'],
    ['two spellings of one name', { message, Message: message }, '/Message', 'is another spelling of message'],
    [
      'a property that cannot be sent',
      { message: { ...message, isRead: true } },
      '/message/isRead',
      'known to Microsoft Graph',
    ],
    ['no message', {}, '/message', 'writes an object only once'],
    ['a message without anything', { Message: {} }, '/Message', 'writes an object only once'],
    ['a message of annotations', { message: { '@odata.type': 'x' } }, '/message', 'writes an object only once'],
    ['null', { message: null }, '/message', 'writes an object only once'],
    ['a bare message', message, '/subject', 'is not a property of sendMail'],
    ['a list', [], '', 'is not an object'],
    ['__proto__', JSON.parse('{"__proto__":{"message":1}}') as object, '/__proto__', 'is not a property of sendMail'],
  ])('refuses %s', async (_what, body, pointer, detail) => {
    expect(await faultsOf(parse(body))).toMatchObject({ [pointer]: expect.stringContaining(detail) });
    expect(await faultsOf(parse(body, { user: undefined }))).toEqual(expect.anything());
  });

  it.each<[string, string]>([
    ['', 'is empty'],
    ['ann', 'is not an object id'],
    ['ann fabrikam@x', 'is not'],
    ['00000000-0000-0000-0000-000000000000', 'is the empty GUID'],
  ])('refuses the user %j', async (name, detail) => {
    expect(await faultsOf(parse({ message }, { user: name }))).toEqual({
      'path:user': expect.stringContaining(detail),
    });
    expect(await faultsOf(parseMime(mime(), { user: name }))).toMatchObject({ 'path:user': expect.anything() });
  });

  it.each<[string, object, string]>([
    ['from', { message: { ...message, from } }, '/message/from'],
    ['from of .NET', { Message: { ...message, from } }, '/Message/from'],
    ['sender', { message: { ...message, sender: from } }, '/message/sender'],
    ['from before sender', { message: { ...message, from, sender: from } }, '/message/from'],
  ])('takes the sender of /me from %s', async (_what, body, senderPointer) => {
    const { submission } = await parse(body, { user: undefined });
    expect(submission).toMatchObject({ senderReference: 'ann@fabrikam.com', from: 'ann@fabrikam.com', senderPointer });
  });

  it.each<[string, object]>([
    ['nobody', message],
    ['null', { ...message, from: null }],
    ['no address', { ...message, from: { emailAddress: { name: 'Ann' } } }],
    ['a number', { ...message, from: 1 }],
  ])('says at /me how a sender is named where from is %s', async (_what, given) => {
    expect(await faultsOf(parse({ message: given }, { user: undefined }))).toEqual({
      '/message/from': expect.stringMatching(/set from, or name the user in the address/),
    });
  });

  it('says at /me that a message is none before it asks who sends', async () => {
    for (const given of [[], 'x', 1])
      expect(await faultsOf(parse({ Message: given }, { user: undefined }))).toEqual({
        '/Message': 'is not an object',
      });
  });

  it('reads a message in MIME, with line breaks in its base64, as the user in the address or as From', async () => {
    const content = mime('From: ann@fabrikam.com', 'Subject: Invoice', 'Message-ID: <a@b>');
    const encoded = content.toString('base64').replace(/(.{20})/g, '$1\r\n');
    const headers = { 'content-type': 'text/plain; charset=us-ascii' };
    const named = await parse(encoded, { headers });
    expect(named.submission).toMatchObject({ senderReference: user.toLowerCase(), senderPointer: 'path:user' });
    expect(named.submission.mime).toBe(content.toString('base64'));
    // Who sends it once more without saying so sends it twice, as at Graph.
    expect([named.isMime, named.options.idempotencyKey, named.options.isStrict]).toEqual([true, undefined, true]);
    const { submission } = await parse(encoded, { headers, user: undefined });
    expect(submission).toMatchObject({ senderReference: 'ann@fabrikam.com', senderPointer: '/headers/From' });
  });

  it('refuses MIME that names nobody, or two', async () => {
    expect(await faultsOf(parseMime(mime('Subject: x'), { user: undefined }))).toEqual({
      '/headers/From': expect.stringContaining('name the user in the address'),
    });
    expect(await faultsOf(parseMime(mime('Guestmail-Sender: ben@fabrikam.com')))).toEqual({
      '/headers/Guestmail-Sender': 'is not the same as in the address',
    });
  });

  it.each(['', '\r\n', 'To: mia@contoso.com', 'TWlh_w==', 'TWlhTWl', 'TW lh', '{"message":{}}', '\ufeffTWlh'])(
    'refuses %j as base64',
    async (body) => {
      const headers = { 'content-type': 'text/plain' };
      expect(await faultsOf(parse(body, { headers }))).toEqual({ '': 'is not base64 of a MIME message' });
    },
  );

  it('accepts or refuses whatever comes, and says nothing else', async () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.base64String(),
      fc
        .record(
          { Message: fc.jsonValue(), message: fc.jsonValue(), saveToSentItems: fc.jsonValue() },
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value)),
      fc
        .record({ from: fc.jsonValue(), sender: fc.jsonValue(), toRecipients: fc.jsonValue() }, { requiredKeys: [] })
        .map((value) => JSON.stringify({ message: value })),
    );
    const types = fc.constantFrom('application/json', 'text/plain');
    const users = fc.oneof(fc.constantFrom(undefined, user), fc.string());
    await fc.assert(
      fc.asyncProperty(texts, types, users, async (body, type, named) => {
        const outcome = await parse(body, { user: named, headers: { 'content-type': type } }).catch(
          (thrown: unknown) => thrown,
        );
        const isRefused = outcome instanceof ConnectorError && outcome.code === 'invalid_request';
        expect(isRefused ? outcome.faults.length : 'submission' in (outcome as object)).toBeTruthy();
      }),
      { numRuns: 500 },
    );
  });

  it('makes a key of the id of the request and what it says, which no caller could send', async () => {
    const headers = { 'client-request-id': 'c-1' };
    const keyOf = async (body: unknown, given: Given = {}) =>
      (await parse(body, { headers, ...given })).options.idempotencyKey;
    const key = await keyOf({ message });
    expect(key).toMatch(/^graph c-1 [\w-]{43}$/);
    expect(findIdempotencyKeyProblem(String(key))).toContain('has a space');
    expect(await keyOf({ saveToSentItems: true, message })).toBe(key);
    const others = [
      await keyOf({ message: { ...message, subject: 'x' } }),
      await keyOf({ message }, { user: 'ann@fabrikam.com' }),
      await keyOf({ message }, { headers: { 'client-request-id': 'c-2' } }),
    ];
    expect(new Set([key, ...others]).size).toBe(4);
    expect(await keyOf({ message }, { headers: { ...headers, 'idempotency-key': 'k' } })).toBe('k');
    const mimeKey = (await parseMime(mime('Subject: x'), { headers })).options.idempotencyKey;
    expect(mimeKey).toMatch(/^graph c-1 /);
  });

  it('knows a repetition by Retry-Attempt, where there is no key', async () => {
    const retry = { 'retry-attempt': '1' };
    const isRepetition = async (headers: Record<string, string>) =>
      (await parse({ message }, { headers })).isRepetition;
    expect(await isRepetition(retry)).toBe(true);
    expect(await isRepetition({ ...retry, 'client-request-id': 'a, b' })).toBe(true);
    expect(await isRepetition({ ...retry, 'client-request-id': 'a' })).toBe(false);
    expect(await isRepetition({ ...retry, 'idempotency-key': 'a' })).toBe(false);
  });
});

describe('GraphDoor.checkType', () => {
  const check = (headers: Record<string, string>) => () => door.checkType(new Headers(headers));

  it.each(['application/json', 'application/json; odata.metadata=minimal', 'text/plain', 'TEXT/PLAIN; charset=utf-8'])(
    'takes %s',
    (type) => expect(check({ 'content-type': type })).not.toThrow(),
  );

  it.each([
    {},
    { 'content-type': 'text/html' },
    { 'content-type': 'text/plainer' },
    { 'content-type': 'message/rfc822' },
  ])('refuses %j', (headers) => expect(check(headers)).toThrow('unsupported_media_type'));

  it.each(['application/json', 'text/plain'])('refuses %s with any content encoding', (type) => {
    for (const encoding of ['gzip', 'identity'])
      expect(check({ 'content-type': type, 'content-encoding': encoding })).toThrow('unsupported_media_type');
  });
});
