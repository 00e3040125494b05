/**
 * Graph's own door: Microsoft's clients of Graph for JavaScript, unchanged and set up as the README says, and requests as no client
 * makes them.
 */
import { Client } from '@microsoft/microsoft-graph-client';
import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure';
import { createGraphServiceClient, GraphRequestAdapter } from '@microsoft/msgraph-sdk';
// Adds `users` to the client.
import '@microsoft/msgraph-sdk-users'; // oxlint-disable-line import/no-unassigned-import
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deployedLimit, startApp } from './app.ts';
import { startGateway } from './gateway.ts';

const app = await startApp({ settings: deployedLimit });
const gateway = await startGateway(app.publicUrl, 'https');
await app.connect('ann');
afterAll(async () => {
  await gateway.close();
  await app.close();
});
beforeEach(() => {
  app.stack.storage.table.faults.clear();
  gateway.passed.length = 0;
});

const publicUrl = `${gateway.url}/api`;
const host = 'localhost';
const scope = `${app.stack.registrations.connector.clientId}/.default`;
const ann = 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com';

const buildMessage = (subject: string, to = 'mia@contoso.com') => ({
  subject,
  body: { contentType: 'html' as const, content: '<p>Hello</p>' },
  toRecipients: [{ emailAddress: { address: to } }],
});
type Message = ReturnType<typeof buildMessage>;

/** Sends as a user, and throws what the client throws. */
type Send = (user: string, message: Message | undefined) => Promise<unknown>;

function createClassic(): Send {
  const client = Client.initWithMiddleware({
    baseUrl: `${publicUrl}/`,
    defaultVersion: 'v1.0',
    customHosts: new Set([host]),
    authProvider: { getAccessToken: () => app.stack.callerToken() },
  });
  return (user, message) =>
    client.api(`/users/${encodeURIComponent(user)}/sendMail`).post({ message, saveToSentItems: true });
}

function createPreview(): Send {
  const credential = {
    async getToken(scopes: string | string[]) {
      expect([scopes].flat()).toEqual([scope]);
      return { token: await app.stack.callerToken(), expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  const authProvider = new AzureIdentityAuthenticationProvider(credential, [scope], undefined, new Set([host]));
  const adapter = new GraphRequestAdapter(authProvider);
  adapter.baseUrl = `${publicUrl}/v1.0`;
  const client = createGraphServiceClient(adapter);
  return (user, message) =>
    client.users.byUserId(user).sendMail.post({ ...(message && { message }), saveToSentItems: true });
}

const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);
const answers = () => gateway.passed.map(({ status }) => status);
/** What a program sees of a refusal. */
async function refusalOf(sent: Promise<unknown>): Promise<{ code: unknown; message: string }> {
  const error = await sent.then(
    () => new Error('It was sent.'),
    (thrown: unknown) => thrown as Error,
  );
  const { code, errorEscaped } = error as { code?: unknown; errorEscaped?: { code?: unknown } };
  return { code: errorEscaped?.code ?? code, message: error.message };
}

const clients: [string, Send][] = [
  ['@microsoft/microsoft-graph-client', createClassic()],
  ['@microsoft/msgraph-sdk', createPreview()],
];

describe.each(clients)('%s', (name, send) => {
  it('sends', async () => {
    await send(ann, buildMessage(`sent by ${name}`));
    expect(answers()).toEqual([202]);
    const [mail, ...others] = mails(`sent by ${name}`);
    expect([mail?.from.address, others]).toEqual(['ann@fabrikam.com', []]);
  });

  it('reads the code and the sentence of a refusal', async () => {
    const invalid = await refusalOf(send(ann, buildMessage('invalid', 'mia')));
    expect(invalid).toEqual({ code: 'ErrorInvalidRecipients', message: expect.stringContaining('toRecipients/0') });
    const unconnected = await refusalOf(send('ben@fabrikam.com', buildMessage('unconnected')));
    expect(unconnected).toEqual({
      code: 'consent_required',
      message: expect.stringContaining(`consentUrl: ${app.publicUrl}/authorize`),
    });
    expect(answers()).toEqual([400, 409]);
  });

  it('is told when what it posts has no message any more', async () => {
    const refused = await refusalOf(send(ann, undefined));
    expect(refused.message).toContain('writes an object only once, so build a new one for each request');
  });

  it('repeats what a gateway gave up on after it was sent, and the mail is sent once', async () => {
    const subject = `given up on for ${name}`;
    gateway.given.push(504);
    await send(ann, buildMessage(subject));
    expect([answers(), mails(subject).length]).toEqual([[202, 202], 1]);
    expect(gateway.passed[1]?.headers['retry-attempt']).toBe('1');
  });

  it('does not repeat a message of which nobody knows whether it was sent', async () => {
    const subject = `lost for ${name}`;
    app.stack.graph.faults.add({ path: '/sendMail', action: { kind: 'cut-after-accepting' } });
    const lost = await refusalOf(send(ann, buildMessage(subject)));
    expect([lost.code, answers(), mails(subject).length]).toEqual(['delivery_unknown', [409], 1]);
  });
});

describe('a 503 of the connector', () => {
  it('is repeated by each of them, and its mail is sent once', async () => {
    // Every attempt to write the two messages fails, as often as the connector tries it.
    const action = { kind: 'answer', status: 503 } as const;
    app.stack.storage.table.faults.add({ method: 'POST', body: 'message_', times: 6, action });
    await Promise.all(clients.map(([name, send]) => send(ann, buildMessage(`repeated by ${name}`))));
    expect(answers()).toEqual([503, 503, 202, 202]);
    expect(clients.map(([name]) => mails(`repeated by ${name}`).length)).toEqual([1, 1]);
  });
});

describe('a request to Graph’s door', () => {
  const mime = (...lines: string[]) => Buffer.from(['To: mia@contoso.com', ...lines, '', 'Hello'].join('\r\n'));
  const json = JSON.stringify({ message: buildMessage('raw') });
  const path = '/v1.0/users/ann@fabrikam.com/sendMail';
  const type = { 'Content-Type': 'application/json' };
  const text = { 'Content-Type': 'text/plain' };
  const gzip = { ...type, 'Content-Encoding': 'gzip' };
  const outsider = app.stack.registrations.outsider.clientId;
  const rows = async () => (await app.call('GET', '/messages?top=100')).json['value'].length as number;

  async function ask(method: string, at: string, init: RequestInit & { as?: string | null } = {}) {
    const { as, headers, ...rest } = init;
    const token = as === null ? {} : { Authorization: `Bearer ${await app.stack.callerToken(as)}` };
    const answer = await fetch(`${app.publicUrl}${at}`, {
      method,
      ...rest,
      headers: { ...token, ...(headers as object) },
    });
    return { answer, body: await answer.text() };
  }

  describe('is refused in Graph’s shape where it has', () => {
    let before: number;
    beforeAll(async () => {
      before = await rows();
    });

    it.each<
      [string, string, string, (RequestInit & { as?: string | null; duplex?: 'half' }) | undefined, number, string]
    >([
      [
        'a token that is missing',
        'POST',
        path,
        { body: json, headers: type, as: null },
        401,
        'InvalidAuthenticationToken',
      ],
      [
        'an application without the role',
        'POST',
        path,
        { body: json, headers: type, as: outsider },
        403,
        'ErrorAccessDenied',
      ],
      ['another method', 'GET', path, undefined, 405, 'method_not_allowed'],
      ['another method at me', 'DELETE', '/v1.0/me/sendMail', undefined, 405, 'method_not_allowed'],
      ['an address without sendMail', 'POST', '/v1.0/users/ann_fabrikam.com', { body: json }, 404, 'ResourceNotFound'],
      ['another address', 'PATCH', '/v1.0/me/messages/1', { body: '{}' }, 404, 'ResourceNotFound'],
      ['the version alone', 'GET', '/v1.0', undefined, 404, 'ResourceNotFound'],
      ['a batch', 'POST', '/v1.0/$batch', { body: '{"requests":[]}', headers: type }, 501, 'not_implemented'],
      [
        'chunks',
        'POST',
        path,
        { body: new Blob([json]).stream(), duplex: 'half', headers: type },
        411,
        'length_required',
      ],
      ['a compressed body', 'POST', path, { body: 'x', headers: gzip }, 415, 'unsupported_media_type'],
      [
        'a compressed body in chunks',
        'POST',
        path,
        { body: new Blob(['x']).stream(), duplex: 'half', headers: gzip },
        415,
        'unsupported_media_type',
      ],
      [
        'another type',
        'POST',
        path,
        { body: 'a=b', headers: { 'Content-Type': 'text/html' } },
        415,
        'unsupported_media_type',
      ],
      [
        'a large body',
        'POST',
        path,
        { body: ' '.repeat(8 * 1024 * 1024 + 1), headers: type },
        413,
        'ErrorMessageSizeExceeded',
      ],
      ['no JSON', 'POST', path, { body: '{', headers: type }, 400, 'ErrorInvalidRequest'],
      ['no base64', 'POST', path, { body: 'To: mia', headers: text }, 400, 'ErrorMimeContentInvalidBase64String'],
      ['nobody at me', 'POST', '/v1.0/me/sendMail', { body: json, headers: type }, 400, 'ErrorInvalidRequest'],
      [
        'a user who cannot be one',
        'POST',
        '/v1.0/users/ann/sendMail',
        { body: json, headers: type },
        400,
        'ErrorInvalidUser',
      ],
    ])('%s', async (_what, method, at, init, status, code) => {
      const { answer, body } = await ask(method, at, init);
      const { error } = JSON.parse(body) as { error: Record<string, unknown> };
      expect([answer.status, answer.headers.get('content-type'), error['code']]).toEqual([
        status,
        'application/json',
        code,
      ]);
      expect(error['innerError']).toMatchObject({ 'request-id': answer.headers.get('request-id') });
      expect(answer.headers.has('allow')).toBe(status === 405);
    });

    it('and nothing of it is stored', async () => {
      expect(await rows()).toBe(before);
    });
  });

  it('says how a name with # is written', async () => {
    const { body } = await ask('POST', '/v1.0/users/ann_fabrikam.com#EXT#@contoso.onmicrosoft.com/sendMail');
    expect(body).toContain('encodeURIComponent');
  });

  it.each([
    path,
    '/v1.0/users/ann%40fabrikam.com/microsoft.graph.sendMail',
    '/v1.0/me/microsoft.graph.sendMail',
    '/v1.0/me/sendMail',
    '/V1.0/ME/SENDMAIL/',
  ])('to %s sends a message in MIME as it is', async (at) => {
    const subject = `in MIME to ${at}`;
    const content = mime('From: ann@fabrikam.com', `Subject: ${subject}`, 'X-Kept: as it is');
    const since = app.stack.graph.requests.length;
    // Lines as they are written by most who encode.
    const encoded = content.toString('base64').replace(/(.{76})/g, '$1\r\n');
    const { answer, body } = await ask('POST', at, { body: encoded, headers: text });
    expect([answer.status, body, mails(subject).length]).toEqual([202, '', 1]);
    const [given] = app.stack.graph.requests.slice(since).filter((request) => request.path.endsWith('/sendMail'));
    expect(Buffer.from(given?.body ?? '', 'base64')).toEqual(content);
  });

  it('takes a message with the very same key, once from either door', async () => {
    const headers = { ...type, 'Idempotency-Key': 'either' };
    const content = { message: buildMessage('either door') };
    const first = await ask('POST', path, { body: JSON.stringify(content), headers });
    const second = await app.call('POST', '/send', { body: { ...content, sender: 'ann@fabrikam.com' }, headers });
    expect([first.answer.status, second.status, second.headers.get('idempotency-replayed')]).toEqual([
      202,
      200,
      'true',
    ]);
    expect(mails('either door')).toHaveLength(1);
  });
});
