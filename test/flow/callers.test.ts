/**
 * What callers bring and hear, over the wire: tokens, preferences, idempotency keys, and refusals that can be read.
 */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, submission, until, type ApiAnswer, type CallOptions } from './app.ts';
import { requestDelegatedToken } from './delegated-token.ts';

const app = await startApp();
const ann = app.senderOf('ann');
await app.connect('ann');
afterAll(() => app.close());
beforeEach(() => {
  app.stack.graph.clear();
  app.stack.graph.faults.clear();
});

const { connector, erp, mailer, manager, operator, outsider } = app.stack.registrations;
const scope = `${connector.clientId}/.default`;
const send = (body: unknown, headers: Record<string, string> = {}) => app.call('POST', '/send', { body, headers });
const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);
const refuse = (status: number, code: string, message = 'x') =>
  app.stack.graph.faults.add({
    path: '/sendMail',
    action: {
      kind: 'answer',
      status,
      headers: { 'request-id': '11111111-2222-3333-4444-555555555555' },
      body: { error: { code, message } },
    },
  });
/** The log line of the last of these submissions. */
async function lineAfter<Result>(run: () => Promise<Result>): Promise<[Result, string]> {
  const seen = app.host.lines.length;
  const result = await run();
  const find = () => app.host.lines.slice(seen).findLast((line) => line.startsWith('{"function":"send"'));
  await until(() => find() !== undefined);
  return [result, find() ?? ''];
}

describe('an access token', () => {
  const tenants = app.stack.directory;
  const fabrikam = tenants.tenants.find(({ verifiedDomains }) => verifiedDomains.includes('fabrikam.com'))!;

  async function request(tenantId: string, client: typeof erp, requested: string): Promise<string> {
    const response = await fetch(`${app.stack.entra.url}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.clientId,
        client_secret: client.secrets[0]?.value ?? '',
        scope: requested,
      }),
    });
    return `Bearer ${((await response.json()) as { access_token: string }).access_token}`;
  }

  async function requestVersion1(): Promise<string> {
    connector.requestedAccessTokenVersion = 1;
    const token = await request(tenants.hostTenant.id, erp, scope);
    delete connector.requestedAccessTokenVersion;
    return token;
  }

  async function refusalOf(headers: Record<string, string>): Promise<[challenge: string, detail: string]> {
    const response = await fetch(`${app.publicUrl}/senders`, { headers });
    const { code, detail } = (await response.json()) as { code: string; detail: string };
    expect([response.status, code]).toEqual([401, 'unauthorized']);
    return [response.headers.get('www-authenticate') ?? '', detail];
  }

  it.each<[string, () => Promise<string> | string, RegExp]>([
    ['expired', () => request(tenants.hostTenant.id, erp, scope), /^The access token has expired\./],
    [
      'for Microsoft Graph',
      () => request(tenants.hostTenant.id, erp, 'https://graph.microsoft.com/.default'),
      /another API/,
    ],
    ['for an API of the caller', () => request(tenants.hostTenant.id, erp, `${erp.clientId}/.default`), /another API/],
    ['of another tenant', () => request(fabrikam.id, connector, scope), /another tenant/],
    ['of a person', async () => `Bearer ${await requestDelegatedToken(app.stack, 'mia')}`, /not an app-only one/],
    ['of version 1', requestVersion1, /requestedAccessTokenVersion 2/],
    ['malformed', () => 'Bearer a.b.c', /malformed/],
    ['given twice', () => 'Bearer a.b.c, Bearer a.b.c', /malformed/],
  ])('that is %s is refused with that reason, in words and as a challenge', async (what, make, reason) => {
    const authorization = await make();
    await app.setClock(what === 'expired' ? 2 * 3600 : 0);
    const [challenge, detail] = await refusalOf({ authorization });
    expect(detail).toMatch(reason);
    expect(detail).toContain(`with the scope ${scope}.`);
    expect(challenge).toBe(`Bearer error="invalid_token", error_description="${detail}", scope="${scope}"`);
    await app.setClock(0);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['no token', {}, /^The request has no access token\. A library of Microsoft Graph .*customHosts/],
    ['another scheme', { authorization: 'Basic YTpi' }, /not a Bearer token/],
    [
      'a library of Graph without a credential',
      { SdkVersion: 'graph-dotnet-5.0.0, Graph-dotnet-core/3.0.0' },
      /^The request has no access token\..*AzureIdentityAuthenticationProvider/,
    ],
  ])('that is not there gets no error code: %s', async (_what, headers, reason) => {
    const [challenge, detail] = await refusalOf(headers);
    expect([challenge, detail]).toEqual([`Bearer scope="${scope}"`, expect.stringMatching(reason)]);
    expect(detail).toContain(scope);
  });

  it.each<[string, string, string, RegExp]>([
    ['POST', '/send', manager.clientId, /app role Mail\.Send\.AsUser of/],
    ['GET', `/messages/${'0'.repeat(32)}`, outsider.clientId, /app role Mail\.Send\.AsUser of/],
    ['GET', '/senders', mailer.clientId, /app role Senders\.Manage of/],
    ['POST', `/senders/${ann}/test`, operator.clientId, /app role Senders\.Manage of/],
    ['GET', '/health/ready', erp.clientId, /app role Operate of/],
  ])('without the right to %s %s hears the one role that is missing', async (method, path, as, role) => {
    const { status, json } = await app.call(method, path, { as });
    expect([status, json['code'], json['detail']]).toEqual([403, 'forbidden', expect.stringMatching(role)]);
    expect(json['detail'].match(/Mail\.Send\.AsUser|Senders\.Manage|Operate |CALLER_CLIENT_IDS/g)).toHaveLength(1);
  });
});

describe('preferences', () => {
  it.each<[Record<string, string>, object | undefined, string | null]>([
    [{}, undefined, null],
    [{ Prefer: 'handling=strict' }, undefined, 'handling=strict'],
    [{ Prefer: 'wait=90; x=1, unknown=1' }, undefined, 'wait=60'],
    [{ Prefer: 'handling=lenient' }, undefined, 'handling=lenient'],
    [{ Prefer: 'respond-async, handling=strict' }, undefined, 'handling=strict'],
    [{ Prefer: 'wait=soon, handling=stirct' }, undefined, null],
    [{}, { handling: 'strict', wait: 60, respondAsync: true }, 'wait=60, handling=strict'],
    [{ Prefer: 'handling=strict' }, { handling: 'strict', wait: 5 }, 'wait=5, handling=strict'],
    [{}, { '@odata.type': 'x', handling: 'strict', respondAsync: 'true', wait: null }, 'handling=strict'],
  ])('%j and %j in the body are followed, and strictness first', async (headers, prefer, applied) => {
    const answer = await send(submission(ann, 'preferred', { ...(prefer && { prefer }) }), headers);
    expect([answer.status, answer.json['status'], answer.headers.get('preference-applied')]).toEqual([
      200,
      'sent',
      applied,
    ]);
  });

  it.each<[Record<string, string>, Record<string, unknown>, string]>([
    [{ Prefer: 'wait=5' }, { prefer: { wait: 6 } }, '/prefer/wait'],
    [{ Prefer: 'handling=strict' }, { prefer: { handling: 'lenient' } }, '/prefer/handling'],
    [{ Prefer: 'respond-async' }, { prefer: { respondAsync: false } }, '/prefer/respondAsync'],
    [{}, { prefer: { wait: 61 } }, '/prefer/wait'],
    [{}, { prefer: { handling: 'loose' } }, '/prefer/handling'],
    [{ 'Idempotency-Key': 'a' }, { idempotencyKey: 'b' }, '/idempotencyKey'],
    [{}, { idempotencyKey: 'k'.repeat(257) }, '/idempotencyKey'],
    [{}, { idempotencyKey: null }, '/idempotencyKey is null; leave it out'],
    [{ 'Idempotency-Key': 'a' }, { idempotencyKey: null }, '/idempotencyKey is null; leave it out'],
    [{}, { prefer: { respondAsync: 'yes' } }, '/prefer/respondAsync'],
  ])('%j is refused beside %j', async (headers, changes, pointer) => {
    const answer = await send(submission(ann, 'contradiction', changes), headers);
    expect([answer.status, answer.json['errors'].map((fault: { pointer: string }) => fault.pointer)]).toEqual([
      400,
      [pointer.split(' ')[0]],
    ]);
    expect(answer.json['detail']).toContain(pointer);
  });
});

describe('an idempotency key of a strict caller', () => {
  /** As a client that cannot set headers. */
  const strictly = (key: string, subject: string) =>
    send(submission(ann, subject, { idempotencyKey: key, prefer: { handling: 'strict' } }));

  it.each<[string, () => void, boolean]>([
    ['throttled', () => refuse(429, 'TooManyRequests'), true],
    ['over its limit of the day', () => refuse(429, 'ErrorExceededMessageLimit'), true],
    ['refused for good', () => refuse(400, 'ErrorInvalidRecipients'), false],
    ['full', () => refuse(403, 'ErrorQuotaExceeded'), false],
  ])('starts a new message after the mailbox was %s, also with an edited body', async (what, fail, retryable) => {
    const key = what.replaceAll(' ', '-').padEnd(256, '-');
    fail();
    const first = await strictly(key, what);
    expect([first.status, first.json['status'], first.json['retryable']]).toEqual([422, 'failed', retryable]);
    expect(first.headers.has('retry-after')).toBe(false);
    fail();
    const second = await strictly(key, what);
    expect(second.json).toMatchObject({ status: 'failed', previousId: first.json['id'] });
    const third = await strictly(key, `${what}, edited`);
    expect([third.status, third.json]).toEqual([
      200,
      expect.objectContaining({ status: 'sent', previousId: second.json['id'] }),
    ]);
    expect([mails(what).length, mails(`${what}, edited`).length]).toEqual([0, 1]);
    const found = await app.call('GET', `/messages?idempotencyKey=${key}`);
    expect([found.status, found.json['value'].map(({ id }: { id: string }) => id)]).toEqual([200, [third.json['id']]]);
  });

  it.each<['sent' | 'unknown', () => void, RegExp, string]>([
    ['sent', () => undefined, /that message was sent at (\S+Z)\. Use a new key/, 'caller'],
    [
      'unknown',
      () => refuse(504, 'Timeout'),
      /that message may have been sent at (\S+Z)\. The sender looks in Sent Items first; /,
      'person',
    ],
  ])('is used up by a message that is %s, and says since when and what to do', async (status, prepare, said, who) => {
    prepare();
    const before = Date.now();
    const first = await strictly(status, status);
    expect(first.json['status']).toBe(status);
    const replay = await strictly(status, status);
    expect([replay.json['id'], replay.headers.get('idempotency-replayed')]).toEqual([first.json['id'], 'true']);
    const misuse = await strictly(status, `${status}, edited`);
    expect([misuse.status, misuse.json['code'], misuse.json['who']]).toEqual([409, 'idempotency_key_reused', who]);
    const at = Date.parse(said.exec(misuse.json['detail'])?.[1] ?? '');
    expect(at).toBeGreaterThanOrEqual(before - 1_000);
    expect(at).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(mails(`${status}, edited`)).toEqual([]);
  });

  it('is not used up where nobody is connected: the caller hears where to connect', async () => {
    const answer = await send(
      submission('ben@fabrikam.com', 'held?', { idempotencyKey: 'ben', prefer: { handling: 'strict' } }),
    );
    expect([answer.status, answer.json['code']]).toEqual([409, 'consent_required']);
    expect(answer.json['consentUrl']).toBe(`${app.publicUrl}/authorize`);
    expect((await app.call('GET', '/messages?idempotencyKey=ben')).json).toEqual({ value: [] });
  });

  it('finds the message for the application that used it alone', async () => {
    await strictly('own', 'own');
    const find = (options: CallOptions) => app.call('GET', '/messages?idempotencyKey=own', options);
    expect((await find({})).json['value']).toHaveLength(1);
    expect((await find({ as: mailer.clientId })).json).toEqual({ value: [] });
    await send(submission(ann, 'comma', { idempotencyKey: 'a,b' }));
    expect((await app.call('GET', '/messages?idempotencyKey=a,b')).json['value']).toHaveLength(1);
    // The host joins what is given twice.
    for (const query of ['own&idempotencyKey=own', 'a&idempotencyKey=c', 'a,c'])
      expect((await app.call('GET', `/messages?idempotencyKey=${query}`)).json['errors']).toEqual([
        { pointer: 'query:idempotencyKey', detail: expect.stringMatching(/given more than once, or has a comma/) },
      ]);
    for (const query of ['?status=Sent', '?sender=ann@fabrikam.com', '?idempotencyKey=own&top=1', '?x=1'])
      expect([query, (await app.call('GET', `/messages${query}`)).status]).toEqual([query, 400]);
  });
});

describe('a refusal', () => {
  const post = async (body: string | Uint8Array, headers: Record<string, string> = {}): Promise<ApiAnswer> => {
    const token = await app.stack.callerToken();
    const response = await fetch(`${app.publicUrl}/send`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      body: body as BodyInit,
    });
    return { status: response.status, headers: response.headers, json: (await response.json()) as ApiAnswer['json'] };
  };
  const valid = JSON.stringify(submission(ann, 'Grüße'));
  const withMessage = (changes: object) => {
    const { message } = submission(ann, 'x') as { message: object };
    return JSON.stringify(submission(ann, 'x', { message: { ...message, ...changes } }));
  };
  const foreign = { emailAddress: { address: 'ben@fabrikam.com' } };

  it.each<[string, () => string | Uint8Array, string]>([
    [
      'one fault',
      () => JSON.stringify(submission('nobody', 'x')),
      '/sender is not an object id, a host UPN or an address. The request is not valid; every fault is listed in errors. Correct it and send it again.',
    ],
    [
      'many',
      () =>
        JSON.stringify({
          ...submission(ann, 'x'),
          ...Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`p${index}`, 1])),
        }),
      '/p0 is not a known property; /p1 is not a known property; /p2 is not a known property; and 12 more. ',
    ],
    [
      'half of an object',
      () => '{\n  "sender":',
      'The body is not JSON at line 2, column 12: it ends too early: a value is expected. ',
    ],
    [
      'a comma too many',
      () => '{"sender": "a",}',
      'The body is not JSON at line 1, column 16: a name in double quotes is expected. ',
    ],
    [
      'Latin-1, as Windows PowerShell may send it',
      () => Buffer.from(valid, 'latin1'),
      `The body is not valid UTF-8 at line 1, column ${valid.indexOf('ü') + 1}. `,
    ],
    [
      'a foreign from',
      () => withMessage({ from: foreign }),
      '/message/from is not a proven address of the connected mailbox; leave it out. ',
    ],
    [
      'a foreign sender',
      () => withMessage({ sender: foreign }),
      '/message/sender is not a proven address of the connected mailbox; leave it out. ',
    ],
  ])('says in words what is wrong: %s', async (_what, body, words) => {
    const { status, json } = await post(body());
    expect([status, json['detail'].slice(0, words.length)]).toEqual([400, words]);
  });

  it('leads to a page that explains its code, for anyone', async () => {
    const { json, headers } = await post('{}');
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(json).toMatchObject({
      type: `${app.publicUrl}/docs/errors#invalid_request`,
      title: 'invalid request',
      status: 400,
    });
    const page = await fetch(json['type']);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<h2 id="invalid_request">');
  });

  it('leaves the places of its faults in the log, and no value', async () => {
    const body = withMessage({ subject: 7, 'ann@fabrikam.com': 1, 48151: 1, attachments: [{ name: 'Offer.pdf' }] });
    const [, line] = await lineAfter(() => post(body));
    const { faults } = JSON.parse(line) as { faults: string[] };
    expect(faults).toEqual(
      expect.arrayContaining(['/message/subject', '/message/attachments/0/contentBytes', '/message/*']),
    );
    expect(line).not.toMatch(/ann@|Offer|48151/);
  });

  it.each(['application/json; charset=utf8', 'application/json;charset="UTF8"', 'application/json; charset=UTF-8'])(
    'does not meet %s',
    async (type) => {
      expect((await post(valid, { 'Content-Type': type })).status).toBe(200);
      expect(mails('Grüße')).toHaveLength(1);
    },
  );

  it('of another charset says so in words', async () => {
    const { status, json } = await post(valid, { 'Content-Type': 'application/json; charset=utf-16' });
    expect([status, json['detail']]).toEqual([
      415,
      expect.stringMatching(/^The header Content-Type names a charset that is not utf-8\. Send/),
    ]);
  });

  it('of a body in chunks helps in each language', async () => {
    const chunks = new ReadableStream({
      start: (controller) => (controller.enqueue(new TextEncoder().encode(valid)), controller.close()),
    });
    const response = await fetch(`${app.publicUrl}/send`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${await app.stack.callerToken()}`, 'Content-Type': 'application/json' },
      body: chunks,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(411);
    expect(((await response.json()) as { detail: string }).detail).toMatch(
      /\.NET.*StringContent.*Node\.js.*end\(\).*PowerShell/,
    );
  });

  it.each([undefined, '*/*', 'application/json', 'application/problem+json', 'text/plain'])(
    'of an unknown address is a problem document for a program that accepts %s',
    async (accept) => {
      const response = await fetch(
        `${app.publicUrl}/nothing/here`,
        accept === undefined ? {} : { headers: { accept } },
      );
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
      expect(await response.json()).toMatchObject({
        code: 'not_found',
        type: `${app.publicUrl}/docs/errors#not_found`,
      });
    },
  );

  it('of a recipient by Exchange says which one, and repeats nothing of its text', async () => {
    const to = (address: string) => ({ emailAddress: { address } });
    const toRecipients = [to('mia@contoso.com'), to('MIA@contoso.com'), to('Ben@northwindtraders.com')];
    refuse(
      400,
      'ErrorInvalidRecipients',
      "At least one recipient is not valid., Recipient 'ben@northwindtraders.com' is not resolved by EXCH-0815. All recipients must be resolved before a message can be submitted.",
    );
    const body = withMessage({ toRecipients, bccRecipients: [to('ben@northwindtraders.com')] });
    const [{ status, json }, line] = await lineAfter(() => post(body));
    const places = ['/message/toRecipients/2/emailAddress/address', '/message/bccRecipients/0/emailAddress/address'];
    expect([status, json['code'], json['errors']]).toEqual([
      422,
      'invalid_recipients',
      places.map((pointer) => ({ pointer, detail: 'is refused by the mail system' })),
    ]);
    expect(json['detail']).toMatch(
      /^\/message\/toRecipients\/2\/emailAddress\/address is refused by the mail system; .*\. Exchange refused a recipient\./,
    );
    expect(JSON.stringify(json)).not.toMatch(/EXCH-0815|northwind/i);
    expect(JSON.parse(line)).toMatchObject({ outcome: 'invalid_recipients', faults: places });
    expect(line).not.toContain('northwind');
    expect((await app.call('GET', `/messages/${String(json['id'])}`)).json['error']).toMatchObject({
      code: 'invalid_recipients',
      retryable: false,
    });
  });
});
