/**
 * What the operator says of tenants, from the terminal to the mail: the commands of `npm run admin` against a running app.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient, type ApiClient } from '../../infra/admin/api-client.ts';
import { readCommand } from '../../infra/admin/read-command.ts';
import { runCommand } from '../../infra/admin/run-command.ts';
import { startApp, strict, submission } from './app.ts';

const app = await startApp({ delivers: true });
afterAll(() => app.close());
const { registrations, callerToken, directory } = app.stack;
const ann = app.senderOf('ann');
const northwind = directory.tenants.find(({ domain }) => domain === 'northwindtraders.com')?.id ?? '';
let api: ApiClient;
let said: string[] = [];

beforeAll(async () => {
  await app.connect('ann');
  await app.connect('mia');
  const readToken = () => callerToken(registrations.operator.clientId);
  api = await createApiClient({ publicUrl: app.publicUrl, readToken });
});

/** A command line, with a document on standard input. */
async function admin(line: string, document?: unknown): Promise<string> {
  said = [];
  await runCommand(readCommand(line.split(' ')), {
    api,
    print: (text) => said.push(text),
    readSource: async () => JSON.stringify(document),
    writeResult: async () => undefined,
    ask: async () => undefined,
    pauseMilliseconds: 10,
  });
  return said.join('\n');
}

const send = (subject: string, headers: Record<string, string> = strict, changes = {}) =>
  app.call('POST', '/send', { body: submission(ann, subject, changes), headers });
const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);
const statusOf = async (id: unknown) => (await app.call('GET', `/messages/${String(id)}`)).json['status'] as string;
const waitFor = (id: unknown, status: string) => expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe(status);

describe('pause and resume', () => {
  it('stops everything of a host tenant on every instance within 30 seconds, and goes on without a loss', async () => {
    const other = await app.startInstance();
    const toOther = () =>
      fetch(`${new URL(other.url).origin}/api/send`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...strict },
        body: JSON.stringify(submission(ann, 'other instance')),
      });
    const token = await callerToken();
    expect((await toOther()).status).toBe(200);
    const waiting = await send('waits', {}, { notBefore: new Date(Date.now() + 3_000).toISOString() });
    expect(waiting.json['status']).toBe('queued');

    expect(await admin('pause')).toMatch(/^Paused with version 1: /);
    const refused = await send('refused');
    expect([refused.status, refused.json['code'], refused.json['who']]).toEqual([503, 'tenant_paused', 'operator']);
    await app.setClock(30);
    expect((await toOther()).status).toBe(503);
    await expect
      .poll(async () => (await app.call('GET', `/messages/${String(waiting.json['id'])}`)).json['error'], {
        timeout: 20_000,
      })
      .toMatchObject({ code: 'tenant_paused', who: 'operator' });
    expect(mails('waits')).toEqual([]);
    await other.close();

    expect(await admin('resume')).toMatch(/^Resumed with version 2: /);
    expect((await send('after')).status).toBe(200);
    await app.setClock(30 + 1_000);
    await app.runTimer('sweep');
    await waitFor(waiting.json['id'], 'sent');
    expect([mails('waits').length, mails('refused').length]).toEqual([1, 0]);
  });
});

describe('a host tenant for tests', () => {
  it('writes to nobody but those it names', async () => {
    await admin('set tenant -', { sandbox: { allowedRecipients: ['@contoso.com'], rewriteTo: 'mia@contoso.com' } });
    const recipients = [{ emailAddress: { address: 'customer@adatum.com', name: 'Adatum' } }];
    const message = { subject: 'rewritten', body: { contentType: 'text', content: 'x' }, toRecipients: recipients };
    expect((await send('', strict, { message })).status).toBe(200);
    const [mail] = mails('rewritten');
    expect(JSON.stringify(mail)).not.toContain('adatum');
    await admin('set tenant -', { sandbox: { allowedRecipients: [] } });
    const refused = await send('refused');
    expect([refused.status, refused.json['code'], refused.json['errors'][0].pointer]).toEqual([
      422,
      'recipient_not_allowed',
      '/message/toRecipients/0/emailAddress/address',
    ]);
    await expect(admin('delete tenant')).rejects.toThrow('path:tenant names a document with sandbox');
    await admin('set tenant -', {});
    await admin('delete tenant');
    expect((await send('all again')).status).toBe(200);
  });
});

describe('documents', () => {
  it('are refused with the place of each fault, and written over no other version', async () => {
    await expect(admin('set tenant -', { isPaused: 1, surprise: true })).rejects.toThrow(
      /\n {2}\/isPaused is not true or false\n {2}\/surprise is not a known property$/,
    );
    await admin('set tenant -', { name: 'Contoso' });
    const stale = api.call('PUT', `tenants/${api.tenantId}`, { body: '{}', headers: { 'If-Match': '"1"' } });
    await expect(stale).rejects.toMatchObject({
      status: 412,
      message: expect.stringMatching(/not the version/) as string,
    });
    for (const headers of [{ 'If-Match': 'W/"3"' }, { 'If-Match': '3' }, { 'If-None-Match': '"3"' }])
      await expect(api.call('PUT', `tenants/${api.tenantId}`, { body: '{}', headers })).rejects.toMatchObject({
        status: 400,
      });
    expect(JSON.parse(await admin('show tenant'))).toMatchObject({ name: 'tenant', document: { name: 'Contoso' } });
    expect(JSON.parse(await admin('list tenants'))).toMatchObject({ value: [{ kind: 'tenant' }] });
    const audit = JSON.parse(await admin('audit')) as { value: { by: string; action: string }[] };
    expect(audit.value[0]).toMatchObject({ action: 'created', by: registrations.operator.clientId, kind: 'tenant' });
  });

  it('are shown to nobody else, and say so in the same bytes whether they are there or not', async () => {
    for (const path of [`/tenants/${api.tenantId}`, `/tenants/${northwind}`, '/registrations/x', '/audit'])
      expect((await app.call('GET', path)).status).toBe(403);
  });

  it('choose the app registration of a home tenant', async () => {
    const name = registrations.erp.clientId;
    await admin(`set registration ${name} -`, { credential: 'federated', homeTenants: [northwind] });
    expect(JSON.parse(await admin('list registrations'))).toMatchObject({
      value: [{ name, document: { homeTenants: [northwind] } }],
    });
    await admin(`delete registration ${name}`);
    await expect(admin(`show registration ${name}`)).rejects.toMatchObject({ status: 404 });
  });
});

describe('off-board', () => {
  it('does nothing before the id is repeated', async () => {
    await expect(admin(`off-board ${northwind}`)).rejects.toThrow(/Nothing was done/);
    await expect(admin(`off-board ${northwind} --confirm ${api.tenantId}`)).rejects.toThrow(/Nothing was done/);
    expect((await send('still connected')).status).toBe(200);
  });

  it('erases the connections of a home tenant, cancels what waits as them, and lets nobody of it connect again', async () => {
    const fabrikam = directory.person('ann').home;
    if (!('tenantId' in fabrikam)) throw new Error('She has one.');
    const later = { notBefore: new Date(Date.now() + 3_600_000).toISOString() };
    const waiting = await send('never', {}, later);
    const line = `off-board ${fabrikam.tenantId} --confirm ${fabrikam.tenantId}`;
    const running = admin(line);
    await expect.poll(() => said.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await app.setClock(1_030 + 100);
    await running;
    expect(said.at(-1)).toMatch(/^Done: 1 connection erased/);
    expect(await statusOf(waiting.json['id'])).toBe('cancelled');
    expect((await send('gone')).json['code']).toBe('consent_required');
    await expect(app.connect('ann')).rejects.toThrow();
    const mia = app.senderOf('mia');
    expect((await app.call('POST', '/send', { body: submission(mia, 'stays'), headers: strict })).status).toBe(200);
  });
});
