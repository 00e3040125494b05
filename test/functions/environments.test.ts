/** What becomes of requests of a copied environment at every route that a caller has. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ann, submission } from './api.ts';
import { createStrictApi } from './submit.ts';

const clientId = '0000ca11-0000-4000-8000-000000000001';
const said = (type: string, name: string) => ({
  'Guestmail-Environment-Type': type,
  'Guestmail-Environment-Name': name,
});
const original = said('Production', 'Live');
const copy = said('Sandbox', 'Live');
const api = createStrictApi();
const messageIds: string[] = [];
const mime = (...fields: string[]) =>
  ['From: ann@fabrikam.com', 'To: mia@contoso.com', ...fields, '', 'Hello'].join('\r\n');

beforeAll(async () => {
  await api.signIn('ann');
  messageIds.push(String((await api.send({}, original)).json['id']));
  await api.keepTenant({ environments: [{ clientId, type: 'Production', name: 'Live' }] });
});

describe('an application that may send from one environment', () => {
  it.each<[string, Parameters<typeof api.call>]>([
    ['a message', ['send', 'POST', { body: JSON.stringify(submission()) }]],
    [
      'a message in MIME',
      ['send', 'POST', { body: mime(), headers: { 'content-type': 'message/rfc822', 'idempotency-key': 'm' } }],
    ],
    ['a message of a client of Graph', ['graphSendMailAsMe', 'POST', { body: '{}' }]],
    ['a file', ['attachment', 'PUT', { params: { name: 'a.txt' }, body: 'x', headers: { 'content-length': '1' } }]],
    ['a test message', ['senderTest', 'POST', { params: { sender: ann } }]],
    ['a disconnect', ['sender', 'DELETE', { params: { sender: ann } }]],
    ['a list of senders', ['senders', 'GET']],
    ['a repetition', ['messageResend', 'POST', { params: { id: 'x' } }]],
  ])('is refused %s from a copy, whatever else is wrong with it', async (_what, [route, method, given]) => {
    const headers = { 'content-type': 'application/json', ...given?.headers, ...copy };
    const { status, json } = await api.call(route, method, { ...given, headers });
    expect(status).toBe(403);
    expect(JSON.stringify(json)).toContain('environment_not_allowed');
  });

  it.each<[string, object, Record<string, string>, number, string?]>([
    ['the listed one', {}, original, 200],
    ['the listed one, named in the body', { environment: { type: 'Production', name: 'LIVE' } }, {}, 200],
    ['a copy', {}, copy, 403, 'header:Guestmail-Environment-Type'],
    ['a copy named in the body', { environment: { type: 'Sandbox', name: 'Live' } }, {}, 403, '/environment/type'],
    ['another', { Environment: { type: 'Production', name: 'Test' } }, {}, 403, '/Environment/name'],
    ['nowhere', {}, {}, 403, 'header:Guestmail-Environment-Name'],
  ])('sends from %s as the list says', async (_where, changes, headers, status, pointer) => {
    const mails = api.graph.sent.length;
    const answer = await api.send({ idempotencyKey: `key-${status}`, ...changes }, headers);
    expect(answer).toMatchObject({ status });
    const refusal = { code: 'environment_not_allowed', who: 'caller', errors: [{ pointer }] };
    if (status === 403) expect(answer.json).toMatchObject(refusal);
    if (status === 403) expect(api.graph.sent.length).toBe(mails);
  });

  it.each<[string, number, string?]>([
    [mime('Guestmail-Environment-Type: Production', 'Guestmail-Environment-Name: Live'), 200],
    [
      mime('Guestmail-Environment-Type: Sandbox', 'Guestmail-Environment-Name: Live'),
      403,
      '/headers/Guestmail-Environment-Type',
    ],
    [mime('Guestmail-Environment-Name: Live'), 403, 'header:Guestmail-Environment-Type'],
    [mime('Guestmail-Environment-Name: =?us-ascii?q?Live?=', 'Guestmail-Environment-Type:'), 400],
    [mime(), 403],
  ])('says in MIME where it is, in the request or the message', async (body, status, pointer) => {
    const headers = {
      'content-type': 'message/rfc822',
      'idempotency-key': `mime-${status}`,
      prefer: 'handling=strict',
    };
    const answer = await api.call('send', 'POST', { headers, body });
    expect(answer.status, JSON.stringify(answer.json)).toBe(status);
    if (pointer) expect(answer.json).toMatchObject({ errors: [{ pointer }] });
  });

  it('is asked for it by no client of Graph, which could not say it', async () => {
    const { message } = submission();
    const headers = { 'content-type': 'application/json' };
    const answer = await api.call('graphSendMail', 'POST', {
      params: { user: ann },
      headers,
      body: JSON.stringify({ message }),
    });
    expect(answer.status).toBe(202);
  });

  it.each([said('Production', 'Other'), said('', 'Live'), { 'Guestmail-Environment-Type': 'Production' }])(
    'is refused from %j as from any other place that is not listed',
    async (headers) => {
      expect(await api.send({}, headers)).toMatchObject({ status: 403 });
    },
  );

  it('reads, without saying where it is, what became of its messages', async () => {
    const [id = ''] = messageIds;
    expect((await api.call('message', 'GET', { params: { id } })).status).toBe(200);
  });
});
