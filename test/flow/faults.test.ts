/**
 * What breaks outside of the app while it sends: Entra, Key Vault, table storage, Graph.
 */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultAction } from '../../infra/local/emulators/kit/fault.ts';
import type { HostProcess } from '../../infra/local/host/host-process.ts';
import { runTimer, startApp, strict, submission, until } from './app.ts';

const app = await startApp({ extraGuests: 8 });
const ann = app.senderOf('ann');
await app.connect('ann');
await app.connect('ben');
afterAll(() => app.close());
beforeEach(() => {
  const { graph, entra, keyVault, storage } = app.stack;
  for (const emulator of [graph, entra, keyVault, storage.table]) emulator.faults.clear();
  graph.requests.length = 0;
});

const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);
const sends = () => app.stack.graph.requests.filter(({ path }) => path.endsWith('/sendMail')).length;
const send = (
  subject: string,
  { sender = ann, headers = {} }: { sender?: string; headers?: Record<string, string> } = {},
) => app.call('POST', '/send', { body: submission(sender, subject), headers: { ...strict, ...headers } });
const sender = async () => (await app.call('GET', `/senders/${ann}`)).json;
const alarms = () => app.host.lines.flatMap((line) => [...line.matchAll(/ alarm=(\w+)/g)].map(([, code]) => code));
const down: FaultAction = { kind: 'answer', status: 503 };
/** Graph refuses the token that is stored, so the next send needs a new one. */
function endAccessToken(): void {
  const { home } = app.stack.directory.person('ann');
  if ('objectId' in home) app.stack.graph.challenge(home.objectId);
}
let clock = 0;
/** Lets what the host remembers come to its end. */
const pass = (seconds: number) => app.setClock((clock += seconds));

// Graph gets 30 s; the answer is looked at in the end.
app.stack.graph.faults.add({ body: '"slow"', delayMilliseconds: 31_000, action: { kind: 'pass' } });
const slow = send('slow', { sender: app.senderOf('ben') });
// Whoever runs a part of the tests does not wait for it.
slow.catch(() => undefined);
await until(() => app.stack.graph.requests.some(({ fault }) => fault === 'pass'));

describe('Entra', () => {
  it('is not needed while the access token is valid; without it nothing is sent and nobody disconnected', async () => {
    app.stack.entra.faults.add({ times: 100, action: down });
    expect((await send('Entra down')).status).toBe(200);
    endAccessToken();
    const refused = await send('no token', { headers: { 'Idempotency-Key': 'no-token' } });
    // Graph had been asked, so the message exists and says why it failed.
    expect([refused.status, refused.json['status'], refused.json['code']]).toEqual([
      422,
      'failed',
      'entra_unavailable',
    ]);
    expect((await app.call('GET', `/messages/${String(refused.json['id'])}`)).json['status']).toBe('failed');
    expect(await sender()).toMatchObject({ status: 'connected' });
    app.stack.entra.faults.clear();
    const repeated = await send('no token', { headers: { 'Idempotency-Key': 'no-token' } });
    expect([repeated.status, repeated.headers.has('idempotency-replayed')]).toEqual([200, false]);
    expect(mails('no token')).toHaveLength(1);
  });

  it('ends the connection by invalid_grant, is told so once, and a reconnect heals it', async () => {
    app.stack.entra.revokeRefreshTokens('ann');
    endAccessToken();
    const refused = await send('revoked');
    expect([refused.status, refused.json['code'], refused.json['consentUrl']]).toEqual([
      422,
      'consent_required',
      `${app.publicUrl}/authorize`,
    ]);
    expect(await sender()).toMatchObject({
      status: 'reconsent_required',
      problem: { code: 'consent_required', who: 'person', upstreamCode: 'AADSTS50173' },
    });
    const asked = app.stack.entra.requests.length;
    expect((await send('revoked')).status).toBe(409);
    expect([app.stack.entra.requests.length, mails('revoked').length]).toEqual([asked, 0]);
    await app.connect('ann');
    expect(await sender()).toMatchObject({ status: 'connected' });
    expect((await send('reconnected')).status).toBe(200);
  });

  it('keeps a connection that the home tenant’s policy blocks', async () => {
    app.stack.entra.changePerson('ann', { isBlockedByPolicy: true });
    endAccessToken();
    const refused = await send('blocked');
    expect([refused.status, refused.json['code'], refused.json['who']]).toEqual([
      422,
      'blocked_by_home_policy',
      'home_admin',
    ]);
    expect(await sender()).toMatchObject({ status: 'connected', problem: { code: 'blocked_by_home_policy' } });
    app.stack.entra.changePerson('ann', { isBlockedByPolicy: false });
    // Entra is asked again after a day, or when the person connects.
    expect((await send('not asked')).json['code']).toBe('blocked_by_home_policy');
    await app.connect('ann');
    expect((await send('allowed')).status).toBe(200);
    expect(await sender()).not.toHaveProperty('problem');
  });

  it('refuses the client secret: an alarm, no connection changed, and a new one is picked up without a restart', async () => {
    const { entra, keyVault, registrations } = app.stack;
    const before = (await app.call('GET', '/senders')).json;
    entra.removeSecrets(registrations.connector.clientId);
    endAccessToken();
    const refused = await send('secret');
    expect([refused.status, refused.json['code'], refused.json['who']]).toEqual([
      422,
      'client_credential_refused',
      'operator',
    ]);
    expect(alarms()).toContain('client_credential_refused');
    expect((await app.call('GET', '/senders')).json).toEqual(before);
    keyVault.setSecret('client-secret', entra.addSecret(registrations.connector.clientId).value);
    await pass(301);
    expect((await send('secret')).status).toBe(200);
    expect(mails('secret')).toHaveLength(1);
  });
});

describe('Key Vault', () => {
  /** An instance that remembers no key: one for each test, because what it asks for may still come when the next test has begun. */
  let fresh: HostProcess;
  beforeEach(async () => {
    fresh = await app.startInstance();
  });
  const sendBy = async (host: HostProcess, subject: string) => {
    const response = await fetch(`${new URL(host.url).origin}/api/send`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await app.stack.callerToken()}`,
        'Content-Type': 'application/json',
        ...strict,
      },
      body: JSON.stringify(submission(ann, subject)),
    });
    const { code } = (await response.json()) as { code?: string };
    return { status: response.status, code, retryAfter: response.headers.get('retry-after') };
  };

  it.each<[string, FaultAction]>([
    ['down', down],
    ['throttling', { kind: 'answer', status: 429, headers: { 'Retry-After': '7' } }],
  ])('%s is not needed while the tenant key is remembered; without it nothing is sent', async (what, action) => {
    expect((await send(`before ${what}`)).status).toBe(200);
    app.stack.keyVault.faults.add({ times: 100, action });
    expect((await send(`remembered ${what}`)).status).toBe(200);
    // The data key is read again.
    await pass(301);
    expect((await send(`later ${what}`)).status).toBe(200);
    const retryAfter = what === 'throttling' ? '7' : '10';
    expect(await sendBy(fresh, what)).toEqual({ status: 503, code: 'vault_unavailable', retryAfter });
    expect(mails(what)).toEqual([]);
    expect(await sender()).toMatchObject({ status: 'connected' });
  });

  it('has the key version disabled: an alarm, nothing destroyed, and all is well when it is enabled again', async () => {
    app.stack.keyVault.disableKeyVersion('token-key');
    await pass(301);
    expect((await send('remembered disabled')).status).toBe(200);
    expect(await sendBy(fresh, 'disabled')).toMatchObject({ status: 503, code: 'vault_access_refused' });
    expect(fresh.lines.join()).toContain(' alarm=vault_access_refused');
    await app.runTimer('sweep').catch(() => undefined);
    app.stack.keyVault.enableKeyVersion('token-key');
    expect((await sendBy(fresh, 'disabled')).status).toBe(200);
    expect(mails('disabled')).toHaveLength(1);
  });

  it('gets a new key version: the sweep moves every row to it, then the old one is not needed', async () => {
    const keyVersions = async (host: HostProcess) =>
      (await runTimer(host, 'sweep'))['keyVersions'] as Record<string, number>;
    const [old = ''] = Object.keys(await keyVersions(app.host));
    await app.stack.keyVault.rotateKey('token-key');
    // Instances that remember nothing.
    const sweeping = await app.startInstance();
    expect(await runTimer(sweeping, 'sweep')).toMatchObject({ rewrapped: 2 });
    const counts = await keyVersions(sweeping);
    expect([counts[old] ?? 0, Object.values(counts).reduce((sum, count) => sum + count, 0)]).toEqual([0, 2]);
    app.stack.keyVault.disableKeyVersion('token-key', old.split(/[^0-9a-f]/).at(-1) ?? '');
    expect((await sendBy(await app.startInstance(), 'rotated')).status).toBe(200);
  });
});

describe('table storage', () => {
  it.each([
    ['the row', '"status":"sending"'],
    ['the result', '"status":"sent"'],
  ])('loses its answer to %s: one row, one mail, and the right state', async (what, body) => {
    app.stack.storage.table.faults.add({ method: 'POST', body, action: { kind: 'cut-after-accepting' } });
    const headers = { 'Idempotency-Key': what.replace(' ', '-') };
    const answer = await send(what, { headers });
    expect([answer.status, answer.json['status'], answer.headers.has('idempotency-replayed')]).toEqual([
      200,
      'sent',
      false,
    ]);
    const stored = (await app.call('GET', `/messages/${String(answer.json['id'])}`)).json;
    expect(stored).toMatchObject({ status: 'sent', attempts: [{ outcome: 'sent' }] });
    expect((await send(what, { headers })).json).toEqual(stored);
    expect(mails(what)).toHaveLength(1);
  });

  it('goes down between Graph’s answer and the result: the caller hears what Graph said, and it is never sent again', async () => {
    app.stack.storage.table.faults.add({ method: 'POST', body: '"status":"sent"', times: 100, action: down });
    const headers = { 'Idempotency-Key': 'result-lost' };
    const answer = await send('result lost', { headers });
    expect([answer.status, answer.json['status']]).toEqual([200, 'sent']);
    app.stack.storage.table.faults.clear();
    const repeated = await send('result lost', { headers });
    expect([repeated.status, repeated.json['status'], repeated.json['attempts']]).toEqual([
      200,
      'sent',
      answer.json['attempts'],
    ]);
    expect(mails('result lost')).toHaveLength(1);
  });

  const unanswered = { method: 'POST', body: '"status":"sending"', times: 3, action: { kind: 'hang' } } as const;

  it('writes the row and answers no write, but a read: sent once', async () => {
    app.stack.storage.table.faults.add(unanswered);
    const answer = await send('read instead');
    expect([answer.status, answer.json['status'], mails('read instead').length]).toEqual([200, 'sent', 1]);
  });

  it('writes the row and answers nothing: refused, and the repetition is sent once', async () => {
    const { faults } = app.stack.storage.table;
    faults.add(unanswered);
    faults.add({ method: 'GET', path: '/messages', times: 100, action: down });
    const headers = { 'Idempotency-Key': 'row-unknown' };
    const refused = await send('row unknown', { headers });
    expect([refused.status, refused.json['code'], sends()]).toEqual([503, 'storage_unavailable', 0]);
    faults.clear();
    const repeated = await send('row unknown', { headers });
    expect([repeated.status, repeated.headers.has('idempotency-replayed')]).toEqual([200, false]);
    expect([sends(), mails('row unknown').length]).toEqual([1, 1]);
  });
});

describe('Graph', () => {
  const error = (code: string) => ({ error: { code, message: 'x' } });

  it.each<[number, string, string, string]>([
    [400, 'ErrorInvalidRecipients', 'invalid_recipients', 'caller'],
    [400, 'SomethingNew', 'message_refused', 'caller'],
    [403, 'ErrorAccessDenied', 'access_denied', 'person'],
    [404, 'MailboxNotEnabledForRESTAPI', 'mailbox_not_found', 'home_admin'],
    [413, 'RequestEntityTooLarge', 'message_too_large', 'caller'],
    [429, 'ErrorExceededMessageLimit', 'sending_limit_reached', 'nobody'],
  ])('refuses with %d %s: the message failed for good', async (status, graphCode, code, who) => {
    app.stack.graph.faults.add({ path: '/sendMail', action: { kind: 'answer', status, body: error(graphCode) } });
    const answer = await send(`refused ${graphCode}`);
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ status: 'failed', code, who, graphCode });
    // The mailbox is probed before anybody believes that it is gone.
    const probes = code === 'mailbox_not_found' ? 1 : 0;
    expect([sends(), mails(`refused ${graphCode}`).length]).toEqual([1 + probes, 0]);
  });

  it.each([
    ['guest002', '60', true],
    ['guest003', '0.5', undefined],
    ['guest004', 'Fri, 31 Dec 2100 23:59:59 GMT', true],
    ['guest005', '-1', undefined],
    ['guest006', '999999999999', true],
    ['guest007', 'soon', undefined],
    ['guest008', '', undefined],
  ])(
    'throttles %s with Retry-After "%s": not sent, not repeated by us, and left alone',
    async (key, retryAfter, isPaused) => {
      await app.connect(key);
      const [action, throttled] = [
        { kind: 'answer', status: 429, headers: { 'Retry-After': retryAfter } } as const,
        { sender: app.senderOf(key) },
      ];
      app.stack.graph.faults.add({ path: '/sendMail', action: { ...action, body: error('TooManyRequests') } });
      const before = sends();
      const answer = await send('throttled', throttled);
      expect([answer.status, answer.json['code'], sends() - before]).toEqual([422, 'mailbox_throttled', 1]);
      // A client must not repeat a message that exists.
      expect(answer.headers.has('retry-after')).toBe(false);
      if (!isPaused) return;
      const next = await send('throttled', throttled);
      expect([next.status, next.json['code'], sends() - before]).toEqual([429, 'too_many_requests', 1]);
      expect(Number(next.headers.get('retry-after'))).toBeLessThanOrEqual(20);
      expect((await send(`not ${key}`)).status).toBe(200);
    },
  );

  it.each([201, 204, 206, 304, 307, 308, 405, 406, 408, 409, 410, 415, 418, 423, 501, 509])(
    'answers %d: nobody knows, and it is never sent again',
    async (status) => {
      // A longer pause would hold back what the next tests send.
      const headers = { Location: `${app.stack.graph.baseUrl}/me/sendMail`, 'Retry-After': '0' };
      app.stack.graph.faults.add({ path: '/sendMail', action: { kind: 'answer', status, headers } });
      const answer = await send(`status ${status}`);
      expect([answer.status, answer.json['status'], sends()]).toEqual([202, 'unknown', 1]);
    },
  );

  it.each([400, 401, 403, 404, 413, 429])(
    'is not who answered %d: nobody knows, it is never sent again, and nobody is disconnected',
    async (status) => {
      const headers = { 'Content-Type': 'text/html' };
      const action = { kind: 'answer', status, headers, body: '<html><h1>Not here</h1></html>' } as const;
      app.stack.graph.faults.add({ path: '/sendMail', action });
      const answer = await send(`proxy ${status}`);
      expect([answer.status, answer.json['status'], sends()]).toEqual([202, 'unknown', 1]);
      expect(await sender()).toMatchObject({ status: 'connected' });
    },
  );

  it('cannot read a message for a mailbox on premises: the caller has nothing to correct', async () => {
    app.stack.entra.changePerson('guest001', { isMailboxOnPremises: true });
    await app.connect('guest001');
    const probed = app.host.lines.filter((line) => line.includes('"upstreamCode":"RequestBodyRead"'));
    expect(probed).toHaveLength(1);
    const answer = await send('on premises', { sender: app.senderOf('guest001') });
    expect([answer.status, answer.json['code'], answer.json['who']]).toEqual([
      422,
      'mailbox_on_premises',
      'home_admin',
    ]);
    const shown = async () => (await app.call('GET', `/senders/${app.senderOf('guest001')}`)).json['problem'];
    expect(await shown()).toMatchObject({ code: 'mailbox_on_premises', who: 'home_admin' });
    app.stack.entra.changePerson('guest001', { isMailboxOnPremises: false });
    expect((await send('moved', { sender: app.senderOf('guest001') })).status).toBe(200);
    expect(await shown()).toBeUndefined();
  });

  it('refuses with a code that nobody knows what it never took before: the mailbox is to blame, not the caller', async () => {
    const refuse = () =>
      app.stack.graph.faults.add({
        path: '/sendMail',
        action: { kind: 'answer', status: 400, body: error('BadRequest') },
      });
    const from = app.senderOf('guest001');
    await app.call('DELETE', `/senders/${from}`);
    refuse();
    await app.connect('guest001');
    refuse();
    const { status, json } = await send('unclear', { sender: from });
    expect([status, json['code'], json['who']]).toEqual([422, 'mailbox_on_premises', 'home_admin']);
    await app.call('DELETE', `/senders/${from}`);
    await app.connect('guest001');
    refuse();
    expect((await send('confirmed', { sender: from })).json).toMatchObject({ code: 'message_refused', who: 'caller' });
  });

  it('takes the message with 202, whatever else it says', async () => {
    app.stack.graph.faults.add({
      path: '/sendMail',
      action: { kind: 'answer', status: 202, headers: { 'Retry-After': '120' }, body: error('Nonsense') },
    });
    const answer = await send('accepted');
    expect([answer.status, answer.json['status'], answer.headers.has('retry-after')]).toEqual([200, 'sent', false]);
  });

  it('demands claims: the refresh carries them, and the message goes out once', async () => {
    const { graph, entra, directory } = app.stack;
    const { home } = directory.person('ann');
    const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: '1767225600' } } });
    if ('objectId' in home) graph.challenge(home.objectId, claims);
    expect((await send('claims')).status).toBe(200);
    expect(new URLSearchParams(entra.requests.at(-1)?.body).get('claims')).toContain('1767225600');
    expect([sends(), mails('claims').length]).toEqual([2, 1]);
  });

  it('refuses a token twice: the connection has ended, the message has failed, and the key is free', async () => {
    app.stack.graph.faults.add({
      path: '/sendMail',
      times: 2,
      action: { kind: 'answer', status: 401, body: error('InvalidAuthenticationToken') },
    });
    const headers = { 'Idempotency-Key': 'twice' };
    const refused = await send('twice', { headers });
    expect([refused.status, refused.json['code'], sends()]).toEqual([422, 'consent_required', 2]);
    expect((await app.call('GET', `/messages/${String(refused.json['id'])}`)).json).toMatchObject({
      status: 'failed',
      error: { code: 'consent_required' },
    });
    expect(await sender()).toMatchObject({ status: 'reconsent_required' });
    await app.connect('ann');
    const repeated = await send('twice', { headers });
    expect([repeated.status, repeated.json['previousId']]).toEqual([200, refused.json['id']]);
  });

  it('answers after more than 30 s: nobody knows, although it took the message', async () => {
    const answer = await slow;
    expect([answer.status, answer.json['status']]).toEqual([202, 'unknown']);
    await expect.poll(() => mails('slow').length, { timeout: 10_000 }).toBe(1);
  });
});
