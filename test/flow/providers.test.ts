/**
 * Mailboxes that the operator's documents name, over the wire: as the app itself, and on behalf of a shared mailbox. The local Entra and
 * Graph refuse what the real ones refuse; the order of the tests is that of the steps in the README.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient, type ApiClient } from '../../infra/admin/api-client.ts';
import { readCommand } from '../../infra/admin/read-command.ts';
import { runCommand } from '../../infra/admin/run-command.ts';
import { createHttpBrowser, signIn, titleOf } from '../../infra/local/browser/http-browser.ts';
import { buildServicePrincipalId } from '../../infra/local/emulators/entra/registration.ts';
import { homeScopes } from '../../shared/oauth/scopes.ts';
import { HELD_LOOK_SECONDS } from '../../shared/waiting-limits.ts';
import { startApp, strict, submission } from './app.ts';

const app = await startApp({ delivers: true });
afterAll(() => app.close());
const { registrations, callerToken, directory, graph, entra } = app.stack;
const { clientId: appId } = registrations.connector;
const tenantOf = (domain: string) => directory.tenants.find((one) => one.domain === domain)?.id ?? '';
const northwind = tenantOf('northwindtraders.com');
const fabrikam = tenantOf('fabrikam.com');
const invoices = 'invoices@northwindtraders.com';
const sales = 'sales@fabrikam.com';
const ann = app.senderOf('ann');
const mailer = { as: registrations.mailer.clientId };
let api: ApiClient;

const document = {
  provider: 'graph-application',
  homeTenantId: northwind,
  mailboxes: [{ address: invoices }],
  deniedMailbox: 'noa@northwindtraders.com',
};
const shared = {
  provider: 'graph-shared',
  homeTenantId: fabrikam,
  mailboxes: [{ address: sales }],
  senders: [ann],
  sender: ann,
};

beforeAll(async () => {
  const readToken = () => callerToken(registrations.operator.clientId);
  api = await createApiClient({ publicUrl: app.publicUrl, readToken });
  graph.rights.addSharedMailbox({ tenantId: northwind, address: invoices, displayName: 'Invoices' });
  graph.rights.addSharedMailbox({ tenantId: northwind, address: 'orders@northwindtraders.com', displayName: 'Orders' });
  graph.rights.addSharedMailbox({ tenantId: fabrikam, address: sales, displayName: 'Sales' });
});

async function admin(line: string, value?: unknown): Promise<string> {
  const said: string[] = [];
  const surroundings = {
    api,
    print: (text: string) => void said.push(text),
    ask: async () => undefined,
    writeResult: async () => undefined,
  };
  await runCommand(readCommand(line.split(' ')), { ...surroundings, readSource: async () => JSON.stringify(value) });
  return said.join('\n');
}

const send = (sender: string, subject: string, headers: Record<string, string> = strict, changes = {}) =>
  app.call('POST', '/send', { body: submission(sender, subject, changes), headers });
const saying = async (sending: ReturnType<typeof send>) => {
  const { status, json } = await sending;
  return [status, json['code'] ?? json['status'], json['who']];
};
const mailsOf = (subject: string) =>
  graph
    .messages()
    .filter((one) => one.subject === subject)
    .map(({ from }) => from.address);
const from = (address: string) => {
  const { message } = submission('', '') as { message: object };
  return (subject: string) => ({ message: { ...message, subject, from: { emailAddress: { address } } } });
};
async function readiness() {
  const { json } = await app.call('GET', '/health/ready', { as: registrations.operator.clientId });
  // A report is reused for some seconds.
  const found = (json['checks'] as { name: string; ok: boolean; who: string; detail: string }[]).find(
    ({ name }) => name === 'mailboxes',
  );
  return found ?? { ok: false, who: '', detail: '' };
}
let ahead = 0;
const pass = (seconds: number) => app.setClock((ahead += seconds));

describe('a mailbox that the app sends from itself', () => {
  it('is refused while its home tenant does not know the app, and says where it is approved', async () => {
    expect(await saying(send(invoices, 'early'))).toEqual([409, 'consent_required', 'person']);
    expect(await readiness()).toMatchObject({ ok: true, detail: 'No document names a mailbox.' });
    await admin('set mailbox invoices -', document);
    expect(await saying(send(invoices, 'early'))).toEqual([409, 'home_tenant_blocked', 'home_admin']);
    expect(await saying(send(invoices, 'held', {}))).toEqual([202, 'held', undefined]);
    const { json } = await app.call('POST', '/senders/find', { body: { sender: invoices } });
    expect(json).toMatchObject({
      mailbox: invoices,
      homeTenantId: northwind,
      provider: 'graph-application',
      status: 'connected',
      approvalUrl: expect.stringContaining(`/${northwind}/v2.0/adminconsent?`) as string,
    });
    await pass(60);
    expect(await readiness()).toMatchObject({
      ok: false,
      who: 'home_admin',
      detail: /Document invoices: .*approvalUrl/,
    });
    const browser = createHttpBrowser();
    const approval = await browser.open(json['approvalUrl'] as string);
    const ended = await signIn(browser, approval, 'admin.northwind@northwindtraders.com');
    expect(titleOf(ended)).toContain('Thank you');
  });

  it('is refused until Exchange lets the app in there, and then sends, from nowhere else', async () => {
    expect(await saying(send(invoices, 'not yet'))).toEqual([422, 'mailbox_not_allowed', 'home_admin']);
    await pass(60);
    expect(await readiness()).toMatchObject({ ok: false, who: 'home_admin', detail: /scope of the role assignment/ });
    graph.rights.assignToApplication(northwind, appId, [invoices]);
    expect(await saying(send(invoices, 'sent'))).toEqual([200, 'sent', undefined]);
    await pass(60);
    expect(await readiness()).toMatchObject({ ok: true });
    expect(mailsOf('sent')).toEqual([invoices]);
    expect(await saying(send('noa@northwindtraders.com', 'nobody'))).toEqual([409, 'consent_required', 'person']);
    const fromNoa = await send(invoices, 'x', strict, from('noa@northwindtraders.com')('x'));
    expect([fromNoa.status, fromNoa.json['code']]).toEqual([400, 'invalid_request']);
  });

  it('fails its check while a permission in Entra opens every mailbox', async () => {
    const { roleAssignments } = registrations.connector;
    roleAssignments.push({
      resourceId: '00000003-0000-0000-c000-000000000000',
      role: 'Mail.Send',
      tenantId: northwind,
    });
    await pass(60);
    expect(await readiness()).toMatchObject({
      ok: false,
      who: 'home_admin',
      detail: /removes the permission Mail\.Send/,
    });
    roleAssignments.pop();
    await admin('set mailbox invoices -', { ...document, deniedMailbox: 'nobody@northwindtraders.com' });
    await pass(60);
    expect(await readiness()).toMatchObject({ ok: false, who: 'operator', detail: /it proves nothing/ });
    await admin('set mailbox invoices -', document);
  });

  it('gets one new token for a refused one, and then says who must act', async () => {
    graph.challenge(buildServicePrincipalId(appId, northwind));
    expect(await saying(send(invoices, 'challenged'))).toEqual([200, 'sent', undefined]);
    const body = { error: { code: 'InvalidAuthenticationToken', message: 'x' } };
    for (const _ of [1, 2]) graph.faults.add({ path: '/sendMail', action: { kind: 'answer', status: 401, body } });
    expect(await saying(send(invoices, 'refused twice'))).toEqual([422, 'mailbox_not_allowed', 'home_admin']);
    expect(await saying(send(invoices, 'after'))).toEqual([200, 'sent', undefined]);
  });

  it('is sent from once for a key, and never again when the answer is lost', async () => {
    const keyed = { ...strict, 'Idempotency-Key': 'one' };
    const [first, second] = [await send(invoices, 'once', keyed), await send(invoices, 'once', keyed)];
    expect([first.json['id'], second.headers.get('idempotency-replayed')]).toEqual([second.json['id'], 'true']);
    graph.faults.add({ path: '/sendMail', action: { kind: 'cut-after-accepting' } });
    const lost = await send(invoices, 'lost', {});
    expect([lost.status, lost.json['status']]).toEqual([202, 'unknown']);
    await app.runTimer('sweep');
    expect([mailsOf('once').length, mailsOf('lost').length]).toEqual([1, 1]);
  });

  it('is for the listed applications and for home tenants that are allowed, at every use', async () => {
    await admin('set mailbox invoices -', { ...document, applications: [mailer.as] });
    expect(await saying(send(invoices, 'not listed'))).toEqual([403, 'forbidden', 'operator']);
    const listed = await app.call('POST', '/send', {
      body: submission(invoices, 'listed'),
      headers: strict,
      ...mailer,
    });
    expect(listed.status).toBe(200);
    await admin('set mailbox invoices -', document);
    await admin('set tenant -', { allowedHomeTenants: [fabrikam] });
    expect(await saying(send(invoices, 'kept out'))).toEqual([403, 'home_tenant_not_allowed', 'operator']);
    await admin('set tenant -', {});
    await expect(
      admin('set mailbox other -', { ...document, mailboxes: [{ address: invoices.toUpperCase() }] }),
    ).rejects.toThrow(/\/mailboxes\/0\/address has a name that is in the document invoices already/);
  });

  it('is listed before people, is tested, and is not disconnected', async () => {
    const { json } = await app.call('GET', '/senders?top=1');
    const [{ id }] = json['value'] as [{ id: string }];
    expect(json['value']).toMatchObject([{ mailbox: invoices, provider: 'graph-application' }]);
    expect((await app.call('POST', `/senders/${id}/test`)).json['status']).toBe('sent');
    const { status, json: refusal } = await app.call('DELETE', `/senders/${id}`);
    expect([status, refusal['code'], refusal['who']]).toEqual([403, 'forbidden', 'operator']);
    expect((await app.call('GET', `/messages?sender=${id}&status=sent&top=1`)).json['value']).toHaveLength(1);
  });

  it('names neither mailbox nor person where both have a name, unless the document says that it is that person', async () => {
    entra.grantConsent({ tenantId: northwind, clientId: appId, scopes: homeScopes('Mail.Send') });
    await app.connect('noa');
    const noa = { address: 'noa@northwindtraders.com' };
    const contested = { ...document, mailboxes: [noa], deniedMailbox: invoices };
    graph.rights.assignToApplication(northwind, appId, [noa.address, 'orders@northwindtraders.com']);
    await admin('set mailbox invoices -', contested);
    expect(await saying(send(noa.address, 'whose'))).toEqual([409, 'sender_ambiguous', 'caller']);
    expect(await saying(send(app.senderOf('noa'), 'the person'))).toEqual([200, 'sent', undefined]);
    await admin('set mailbox invoices -', { ...contested, mailboxes: [{ ...noa, sender: app.senderOf('noa') }] });
    expect(await saying(send(noa.address, 'settled'))).toEqual([200, 'sent', undefined]);
  });

  it('is the only one from which a message leaves that was accepted for it', async () => {
    const later = { notBefore: new Date(Date.now() + ahead * 1000 + 2_000).toISOString() };
    const { json } = await send(app.senderOf('noa'), 'bound', {}, later);
    expect(json['status']).toBe('queued');
    const moved = { address: 'orders@northwindtraders.com', sender: app.senderOf('noa') };
    await admin('set mailbox invoices -', { ...document, mailboxes: [moved], deniedMailbox: invoices });
    const read = async () => (await app.call('GET', `/messages/${String(json['id'])}`)).json;
    await expect.poll(async () => (await read())['status'], { timeout: 20_000 }).toBe('held');
    expect(await read()).toMatchObject({ error: { code: 'mailbox_changed' } });
    expect(mailsOf('bound')).toEqual([]);
  });
});

describe('a shared mailbox', () => {
  it('asks those who may send from it, and nobody else, for the permission', async () => {
    entra.grantConsent({ tenantId: fabrikam, clientId: appId, scopes: ['User.Read', 'Mail.Send'] });
    await app.connect('ann');
    await admin('set mailbox sales -', shared);
    for (const sending of [send(ann, '', strict, from(sales)('early')), send(sales, 'early')])
      expect(await saying(sending)).toEqual([409, 'shared_mail_not_granted', 'person']);
    entra.grantConsent({ tenantId: fabrikam, clientId: appId, person: 'ann', scopes: ['Mail.Send.Shared'] });
    entra.grantConsent({ tenantId: fabrikam, clientId: appId, person: 'ben', scopes: ['Mail.Send.Shared'] });
    await app.connect('ann');
    await app.connect('ben');
    expect((await app.call('GET', `/senders/${ann}`)).json['scopes']).toContain('Mail.Send.Shared');
    const asked = entra.requests
      .filter(({ path }) => path.startsWith(`/${fabrikam}/oauth2/v2.0/authorize`))
      .map(({ path }) => new URL(path, entra.url).searchParams.get('scope')?.includes('Mail.Send.Shared'));
    expect(asked).toEqual([false, true, false]);
  });

  it('is refused by Exchange without the right there, which says nothing of the person', async () => {
    expect(await saying(send(ann, '', strict, from(sales)('no right')))).toEqual([
      422,
      'send_as_right_missing',
      'home_admin',
    ]);
    const { json } = await app.call('GET', `/senders/${ann}`);
    expect([json['status'], json['problem']]).toEqual(['connected', undefined]);
  });

  it('is what messages of these people are from, by `from` or by its own name', async () => {
    graph.rights.allowSendAs(sales, 'ann@fabrikam.com');
    expect(await saying(send(ann, '', strict, from(sales)('on behalf')))).toEqual([200, 'sent', undefined]);
    expect(await saying(send(sales, 'by name'))).toEqual([200, 'sent', undefined]);
    expect(await saying(send(ann, 'own'))).toEqual([200, 'sent', undefined]);
    expect([mailsOf('on behalf'), mailsOf('by name'), mailsOf('own')]).toEqual([
      [sales],
      [sales],
      ['ann@fabrikam.com'],
    ]);
    const refused = await send(app.senderOf('ben'), '', strict, from(sales)('ben'));
    expect([refused.status, refused.json['errors'][0].pointer]).toEqual([400, '/message/from']);
    const { json } = await app.call('POST', '/senders/find', { body: { sender: sales } });
    expect(json).toMatchObject({ mailbox: sales, provider: 'graph-shared', status: 'connected' });
  });

  it('goes as MIME only where the message names it', async () => {
    const token = await callerToken();
    const post = async (key: string, field: string) => {
      const type = { 'Content-Type': 'message/rfc822', 'Idempotency-Key': key };
      const lines = [`Guestmail-Sender: ${sales}`, ...[field].filter(Boolean), 'To: mia@contoso.com', 'Subject: MIME'];
      const answer = await fetch(`${app.publicUrl}/send`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, ...type, ...strict },
        body: [...lines, '', 'Hello'].join('\r\n'),
      });
      const { code } = (await answer.json()) as { code?: string };
      return [answer.status, code];
    };
    expect(await post('named', `From: ${sales}`)).toEqual([200, undefined]);
    expect(await post('another', 'From: ann@fabrikam.com')).toEqual([400, 'invalid_request']);
    expect(await post('unnamed', '')).toEqual([422, 'message_refused']);
    expect(mailsOf('MIME')).toEqual([sales]);
  });
});

describe('what was held', () => {
  it('is sent by itself once nothing stands in the way, and not where its document is gone', async () => {
    await admin('set mailbox invoices -', document);
    graph.rights.assignToApplication(northwind, appId, [invoices]);
    // The ERP's own token has ended then, so nothing is asked of the API any more.
    await pass(HELD_LOOK_SECONDS + 60);
    await app.runTimer('sweep');
    await expect.poll(() => mailsOf('held'), { timeout: 20_000 }).toEqual([invoices]);
    expect(mailsOf('bound')).toEqual([]);
  });
});
