/**
 * What nobody should send: every answer is a plain refusal, nothing is stored or sent, and the app lives on.
 */
import { METHODS } from 'node:http';
import { connect } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { deployedLimit, startApp, submission } from './app.ts';

const app = await startApp({ settings: deployedLimit });
const ann = app.senderOf('ann');
const token = await app.stack.callerToken();
await app.connect('ann');
afterAll(() => app.close());
afterEach(() => {
  expect(app.host.lines.filter((line) => line.includes('internal_error'))).toEqual([]);
});

const json = 'application/json';
const post = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${app.publicUrl}/send`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': json, ...headers },
    body: body as BodyInit,
  });
const valid = (changes: Record<string, unknown> = {}) => JSON.stringify(submission(ann, 'hostile', changes));
const withMessage = (changes: Record<string, unknown>) => {
  const { message } = submission(ann, 'hostile') as { message: object };
  return valid({ message: { ...message, ...changes } });
};
/** Bytes as they are, on a connection of their own; what came back. */
async function raw(...pieces: (string | Buffer)[]): Promise<string> {
  const socket = connect(Number(new URL(app.publicUrl).port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await closed;
  return answer;
}
const head = (line: string, ...headers: string[]) =>
  [line, `Authorization: Bearer ${token}`, 'Connection: close', ...headers, '', ''].join('\r\n');
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

describe('POST /send', () => {
  it.each<[string, string | Uint8Array, number, Record<string, string>?]>([
    ['an empty body', '', 400],
    ['half of an object', '{"sender":', 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['a text', '"x"', 400],
    ['a number without end', '9'.repeat(100_000), 400],
    ['100,000 brackets', '['.repeat(100_000), 400],
    ['100,000 nested objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 400],
    ['a million empty values', `[${'{},'.repeat(1_000_000)}{}]`, 400],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
    ['UTF-16 with a byte order mark', Buffer.from('\ufeff{}', 'utf16le'), 400],
    ['a lone NUL', '\0', 400],
    ['another media type', '{}', 415, { 'Content-Type': 'text/plain' }],
    ['a form', 'a=b', 415, { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['another charset', '{}', 415, { 'Content-Type': `${json}; charset=utf-16` }],
    ['a compressed body', Buffer.from([0x1f, 0x8b]), 415, { 'Content-Encoding': 'gzip' }],
    ['more than 8 MB', ' '.repeat(8 * 1024 * 1024 + 1), 413],
  ])('refuses %s', async (_what, body, status, headers) => {
    const answer = await post(body, headers);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(Object.keys((await answer.json()) as object)).toContain('requestId');
  });

  it.each<[string, () => string, string]>([
    ['a control character in the subject', () => withMessage({ subject: 'a\0b' }), '/message/subject'],
    ['half of a surrogate pair', () => withMessage({ subject: 'x' }).replace('"x"', '"\\ud800"'), '/message/subject'],
    ['NUL in the reference', () => valid({ reference: 'a\0b' }), '/reference'],
    ['a line break in the reference', () => valid({ reference: 'a\nb' }), '/reference'],
    [
      'a group as recipient',
      () => withMessage({ toRecipients: [to('g: a@b.com;')] }),
      '/message/toRecipients/0/emailAddress/address',
    ],
    [
      'two recipients in one',
      () => withMessage({ toRecipients: [to('a@b.com,c@d.com')] }),
      '/message/toRecipients/0/emailAddress/address',
    ],
    [
      'a line break in a name',
      () => withMessage({ toRecipients: [to('a@b.com', 'A\r\nX: y')] }),
      '/message/toRecipients/0/emailAddress/name',
    ],
    [
      'a header that is not x-',
      () => withMessage({ internetMessageHeaders: [{ name: 'Bcc', value: 'a@b.com' }] }),
      '/message/internetMessageHeaders/0/name',
    ],
    [
      'a line break in a header',
      () => withMessage({ internetMessageHeaders: [{ name: 'x-a', value: 'a\r\nBcc: b@c.com' }] }),
      '/message/internetMessageHeaders/0/value',
    ],
    ['somebody else as from', () => withMessage({ from: to('ben@fabrikam.com') }), '/message/from'],
    ['__proto__', () => valid().replace('{', '{"__proto__":{"sender":"x"},'), '/__proto__'],
    ['constructor', () => valid({ constructor: { prototype: {} } }), '/constructor'],
    [
      '__proto__ in the message',
      () => withMessage({ subject: 'x' }).replace('"subject"', '"__proto__":{},"subject"'),
      '/message/__proto__',
    ],
    ['a name that is there twice', () => valid().replace('{', '{"sender":"ben@fabrikam.com",'), '/sender'],
  ])('refuses %s and says where', async (_what, body, pointer) => {
    const answer = await post(body());
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect(errors.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it.each(['\r\n', '\n', '\r', '\u2028', '\u0085'])(
    'makes no header of what follows the line break %j',
    async (end) => {
      const { length } = app.stack.graph.messages();
      const answer = await post(withMessage({ subject: `a${end}Bcc: eve@northwindtraders.com` }));
      expect(answer.status).toBe(200);
      expect(app.stack.graph.messages().slice(length)).toMatchObject([
        { subject: 'a Bcc: eve@northwindtraders.com', bccRecipients: [], internetMessageHeaders: [] },
      ]);
    },
  );

  it.each<[string, Record<string, string>, object?]>([
    ['empty', { 'Idempotency-Key': '' }],
    ['with a space', { 'Idempotency-Key': 'a b' }],
    ['too long', { 'Idempotency-Key': 'a'.repeat(257) }],
    ['not ASCII', { 'Idempotency-Key': '\u00e9' }],
    ['another one in the body', { 'Idempotency-Key': 'a' }, { idempotencyKey: 'b' }],
    ['empty in the body', {}, { idempotencyKey: '' }],
  ])('refuses an idempotency key that is %s', async (_what, headers, changes = {}) => {
    expect((await post(valid({ ...changes }), headers)).status).toBe(400);
  });

  it.each(['a', 'b'])('refuses an idempotency key that is given twice: a and %s', async (second) => {
    const body = valid();
    const keys = ['Idempotency-Key: a', `Idempotency-Key: ${second}`];
    const length = `Content-Length: ${body.length}`;
    const answer = await raw(
      head('POST /api/send HTTP/1.1', 'Host: x', `Content-Type: ${json}`, ...keys, length),
      body,
    );
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain('header:Idempotency-Key');
  });

  it('takes the same key in header and body for one, and each alone for the same', async () => {
    const both = await post(valid({ idempotencyKey: 'k1' }), { 'Idempotency-Key': 'k1' });
    const inBody = await post(valid({ idempotencyKey: 'k1' }));
    const inHeader = await post(valid(), { 'Idempotency-Key': 'k1' });
    expect([both, inBody, inHeader].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([both, inBody, inHeader].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([
      null,
      'true',
      'true',
    ]);
  });

  it('takes a byte order mark and any case of the charset', async () => {
    const answer = await post(`\ufeff${valid()}`, { 'Content-Type': `${json}; charset="UTF-8"` });
    expect(answer.status).toBe(200);
  });

  it('takes a body that comes slowly', async () => {
    const body = valid();
    const slowly = head(
      'POST /api/send HTTP/1.1',
      'Host: x',
      `Content-Type: ${json}`,
      `Content-Length: ${body.length}`,
    );
    expect(statusOf(await raw(slowly, ...(body.match(/.{1,40}/gs) ?? [])))).toBe(200);
  });

  it('sends nothing of a body that breaks off', async () => {
    const before = app.stack.graph.messages().length;
    const socket = connect(Number(new URL(app.publicUrl).port), '127.0.0.1');
    const body = valid();
    socket.write(
      head('POST /api/send HTTP/1.1', 'Host: x', `Content-Type: ${json}`, `Content-Length: ${body.length + 1}`),
    );
    socket.write(body);
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.destroy();
    expect((await app.call('GET', '/health')).status).toBe(200);
    expect(app.stack.graph.messages()).toHaveLength(before);
  });

  it.each([
    ['a message', () => [valid()]],
    ['9 MB', () => Array.from({ length: 9 }, () => ' '.repeat(0x100000))],
  ])('asks for the length of %s that comes in chunks', async (_what, parts) => {
    const before = app.stack.graph.messages().length;
    const chunks = parts().map((part) => `${part.length.toString(16)}\r\n${part}\r\n`);
    const start = head('POST /api/send HTTP/1.1', 'Host: x', `Content-Type: ${json}`, 'Transfer-Encoding: chunked');
    const answer = await raw(start, ...chunks, '0\r\n\r\n');
    expect([statusOf(answer), answer.includes('"code":"length_required"')]).toEqual([411, true]);
    expect(app.stack.graph.messages()).toHaveLength(before);
  });

  it('keeps another application’s use of a key apart, and shows it nothing of the message', async () => {
    const { erp, outsider } = app.stack.registrations;
    outsider.roleAssignments = erp.roleAssignments;
    const as = outsider.clientId;
    const headers = { 'Idempotency-Key': 'shared' };
    const mine = await app.call('POST', '/send', { headers, body: submission(ann, 'mine') });
    expect(mine.status).toBe(200);
    const theirs = await app.call('POST', '/send', { headers, body: submission(ann, 'theirs'), as });
    expect([theirs.status, theirs.json['id'] === mine.json['id']]).toEqual([200, false]);
    const path = `/messages/${String(mine.json['id'])}`;
    const [foreign, unknown] = [
      await app.call('GET', path, { as }),
      await app.call('GET', `/messages/${'f'.repeat(32)}`, { as }),
    ];
    const { requestId: _one, ...foreignProblem } = foreign.json;
    const { requestId: _two, ...unknownProblem } = unknown.json;
    expect([foreign.status, foreignProblem]).toEqual([404, unknownProblem]);
  });
});

function to(address: string, name?: string) {
  return { emailAddress: { address, ...(name !== undefined && { name }) } };
}

describe('who asks', () => {
  const principal = Buffer.from('{"claims":[{"typ":"roles","val":"Mail.Send.AsUser"}]}').toString('base64');

  it.each<[string, string, Record<string, string>]>([
    ['a principal header', '/senders', { 'X-MS-CLIENT-PRINCIPAL': principal, 'X-MS-CLIENT-PRINCIPAL-ID': 'x' }],
    ['a token in the address', '/senders?access_token=TOKEN&token=TOKEN', {}],
    ['a function key', '/senders?code=x', { 'x-functions-key': 'x' }],
    ['another scheme', '/senders', { Authorization: 'Basic TOKEN' }],
    ['two tokens', '/senders', { Authorization: 'Bearer TOKEN, Bearer TOKEN' }],
    ['a token with a tail', '/senders', { Authorization: 'Bearer TOKEN x' }],
    ['a cookie', '/senders', { Cookie: 'Authorization=Bearer TOKEN' }],
  ])('is not proven by %s', async (_what, path, headers) => {
    const fill = (text: string) => text.replaceAll('TOKEN', token);
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]));
    const answer = await fetch(`${app.publicUrl}${fill(path)}`, { headers: given });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Bearer .*scope="/),
    ]);
  });
});

describe('addresses', () => {
  it.each([
    ['%23', 200],
    ['%2523', 200],
    ['%252523', 404],
  ])('find a sender whose UPN has # written as %s', async (sharp, status) => {
    const { userPrincipalName = '' } = app.stack.directory.person('ann').host ?? {};
    const answer = await app.call('GET', `/senders/${userPrincipalName.replaceAll('#', sharp)}`);
    expect([answer.status, answer.json['id']]).toEqual([status, status === 200 ? ann : undefined]);
  });

  it.each(['%2F', '..%2F..%2Fhealth', '%00', '%0d%0aX:1', '%ff', '%', "'%20or%20true", '*', 'a'.repeat(2_000)])(
    'know no sender %s',
    async (name) => {
      const answer = statusOf(await raw(head(`GET /api/senders/${name} HTTP/1.1`, 'Host: x')));
      expect([400, 404]).toContain(answer);
    },
  );

  it('take a parameter of the path from the path alone', async () => {
    const sent = await app.call('POST', '/send', { body: submission(ann, 'path') });
    const id = String(sent.json['id']);
    expect((await app.call('GET', `/messages/x?id=${id}`)).status).toBe(404);
    expect((await app.call('GET', `/messages/${id}?id=x`)).status).toBe(200);
    expect((await app.call('GET', `/senders/nobody@fabrikam.com?sender=${ann}`)).status).toBe(404);
    expect((await app.call('DELETE', `/senders/nobody@fabrikam.com?sender=${ann}`)).status).toBe(404);
  });

  it('build no answer, link or cookie from the host that was called', async () => {
    const evil = [
      'Host: northwindtraders.com',
      'X-Forwarded-Host: northwindtraders.com',
      'Forwarded: host=northwindtraders.com',
      'X-Original-URL: /northwindtraders.com',
    ];
    const { origin } = new URL(app.publicUrl);
    const answers = [
      await raw(head('GET /api/authorize HTTP/1.1', ...evil)),
      await raw(head('POST /api/authorize HTTP/1.1', ...evil, `Origin: ${origin}`, 'Content-Length: 0')),
      await raw(head('GET /api/senders?top=1 HTTP/1.1', ...evil)),
      await raw(head(`GET /api/senders/${ann} HTTP/1.1`, ...evil)),
      await raw(head('GET /api/callback?admin_consent=True HTTP/1.1', ...evil)),
      await raw(head('GET /api/nothing HTTP/1.1', ...evil)),
    ];
    expect(answers.map(statusOf)).toEqual([200, 303, 200, 200, 200, 404]);
    for (const answer of answers) expect(answer).not.toContain('northwindtraders.com');
    // The host that was called is not the site whose form was posted either.
    const posted = head(
      'POST /api/authorize HTTP/1.1',
      ...evil,
      'Origin: http://northwindtraders.com',
      'Content-Length: 0',
    );
    expect(statusOf(await raw(posted))).toBe(403);
  });

  it('answer every verb that they do not support with those that they do', async () => {
    const verbs = METHODS.filter((verb) => !['CONNECT', 'TRACE'].includes(verb));
    const answers = await Promise.all(verbs.map((verb) => raw(head(`${verb} /api/send HTTP/1.1`, 'Host: x'))));
    const refused = verbs.filter((_verb, index) => statusOf(answers[index] ?? '') === 405);
    expect(refused).toEqual(verbs.filter((verb) => verb !== 'POST'));
    for (const answer of answers.filter((one) => statusOf(one) === 405)) expect(answer).toMatch(/^allow: POST\r$/im);
  });

  it('lead from the prefix to the consent page, and are documents or pages where nothing is', async () => {
    for (const path of ['/api', '/api/']) {
      const answer = await raw(head(`GET ${path} HTTP/1.1`, 'Host: northwindtraders.com'));
      expect(statusOf(answer)).toBe(303);
      expect(answer).toContain(`${app.publicUrl}/authorize\r\n`);
    }
    for (const [accept, type] of [
      ['text/html,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
      ['*/*', 'application/problem+json'],
      ['application/json', 'application/problem+json'],
    ] as const)
      for (const [request, status] of [
        ['GET /api/nothing', 404],
        ['DELETE /api/authorize', 405],
      ] as const) {
        const answer = await raw(head(`${request} HTTP/1.1`, 'Host: x', `Accept: ${accept}`));
        expect([accept, statusOf(answer), /^content-type: ([^;\r]+)/im.exec(answer)?.[1]]).toEqual([
          accept,
          status,
          type,
        ]);
        expect(answer).toMatch(/^vary: Accept/im);
      }
  });

  it('are not found under the host’s own paths', async () => {
    for (const path of ['/api/../admin/functions/sweep', '/api/%2e%2e/admin', '/runtime/webhooks/x'])
      expect([400, 401, 404]).toContain(statusOf(await raw(head(`GET ${path} HTTP/1.1`, 'Host: x'))));
  });
});

describe('the log', () => {
  it('holds one line for each request, and nothing that was said or shown', () => {
    const lines = app.host.lines.filter((line) => line.startsWith('{"function"'));
    expect(lines.length).toBeGreaterThan(50);
    const text = app.host.lines.join('\n');
    expect(text).not.toMatch(/eyJ|@fabrikam|@contoso|evil|hostile|refresh_token/);
  });
});
