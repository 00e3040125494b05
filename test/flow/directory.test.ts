/**
 * What administrators of the host tenant do to a guest's account there, on the local directory, and what becomes of mail.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostAccount } from '../../infra/local/emulators/kit/directory.ts';
import { startApp, strict, submission } from './app.ts';

const GRAPH = '00000003-0000-0000-c000-000000000000';
const app = await startApp({ delivers: true });
afterAll(() => app.close());
const { directory, graph, registrations } = app.stack;
const hostTenantId = directory.hostTenant.id;
const role = { resourceId: GRAPH, role: 'User.Read.All', tenantId: hostTenantId };
let ahead = 0;

/** Of everybody that the administrator of the connector asks to watch. */
async function watchTenant(isDirectoryWatched: boolean): Promise<void> {
  const as = registrations.operator.clientId;
  const stored = await app.call('GET', `/tenants/${hostTenantId}`, { as });
  const etag = stored.headers.get('etag');
  const headers = etag ? { 'If-Match': etag } : { 'If-None-Match': '*' };
  const put = await app.call('PUT', `/tenants/${hostTenantId}`, { as, headers, body: { isDirectoryWatched } });
  expect(put.status).toBeLessThan(300);
}

/** The next sweep that looks. */
async function sweep(aheadSeconds = 16 * 60): Promise<Record<string, unknown>> {
  ahead += aheadSeconds;
  await app.setClock(ahead);
  // The line names them where there is something to tell.
  return { directory: { suspended: 0, restored: 0, ended: 0 }, ...(await app.runTimer('sweep')) };
}

function change(key: string, hostAccount: HostAccount | undefined): void {
  const person = directory.person(key);
  if (hostAccount) person.hostAccount = hostAccount;
  else delete person.hostAccount;
}

const send = (key: string, subject: string, headers: Record<string, string> = strict) =>
  app.call('POST', '/send', { body: submission(app.senderOf(key), subject), headers });
const mails = (subject: string) => graph.messages().filter((message) => message.subject === subject).length;
const problemOf = async (key: string) => {
  const { json } = await app.call('GET', `/senders/${app.senderOf(key)}`);
  return [json['status'], json['problem']?.code as string | undefined, json['problem']?.who as string | undefined];
};
const waitFor = (id: unknown, status: string) =>
  expect
    .poll(async () => (await app.call('GET', `/messages/${String(id)}`)).json['status'] as string, { timeout: 20_000 })
    .toBe(status);

beforeAll(async () => {
  app.stack.entra.settings.accessTokenLifetimeSeconds = { min: 50 * 24 * 3600, max: 50 * 24 * 3600 };
  for (const key of ['ann', 'ben', 'mia', 'noa']) {
    if (key === 'noa')
      app.stack.entra.grantConsent({
        tenantId: 'northwindtraders.com',
        clientId: registrations.connector.clientId,
        scopes: ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send'],
      });
    await app.connect(key);
  }
  // Mia was blocked before anybody looked.
  change('mia', { isEnabled: false });
});

describe('a host tenant that is not watched', () => {
  it('costs no request and changes nothing', async () => {
    const report = await sweep();
    expect(report['directory']).toEqual({ suspended: 0, restored: 0, ended: 0 });
    expect(graph.requests.filter(({ path }) => path.startsWith('/v1.0/users'))).toEqual([]);
    expect((await send('mia', 'not watched')).status).toBe(200);
  });
});

describe('a host tenant that gives no permission', () => {
  it('tells the operator, and suspends nobody', async () => {
    await watchTenant(true);
    const report = await sweep();
    expect(report).toMatchObject({ outcome: 'host_tenant_refused' });
    expect((await send('ann', 'no permission')).status).toBe(200);
  });
});

describe('a host tenant that is watched', () => {
  it('is compared with everybody who has connected before, and then asked for changes alone', async () => {
    registrations.connector.roleAssignments = [role];
    const before = graph.requests.length;
    expect((await sweep())['directory']).toEqual({ suspended: 1, restored: 0, ended: 0 });
    const refused = await send('mia', 'was blocked');
    expect([refused.status, refused.json['code'], refused.json['who']]).toEqual([
      403,
      'host_account_unavailable',
      'host_admin',
    ]);
    const first = graph.requests.slice(before).map(({ path }) => path.split('?')[0]);
    expect(first.filter((path) => path?.startsWith('/v1.0/users'))).toEqual([
      '/v1.0/users/delta',
      '/v1.0/users',
      '/v1.0/users/delta',
    ]);
    const between = graph.requests.length;
    expect((await sweep())['directory']).toEqual({ suspended: 0, restored: 0, ended: 0 });
    expect(graph.requests.slice(between).map(({ path }) => path.split('?')[0])).toEqual(['/v1.0/users/delta']);
  });

  it.each([
    ['blocked', { isEnabled: false }],
    ['deleted', { removed: 'changed' }],
  ] as const)(
    'holds the mail of a guest who is %s there, and sends each once when they are restored',
    async (what, account) => {
      change('ann', account);
      expect((await sweep())['directory']).toEqual({ suspended: 1, restored: 0, ended: 0 });
      expect(await problemOf('ann')).toEqual(['connected', 'host_account_unavailable', 'host_admin']);
      const held = [await send('ann', `${what} 1`, {}), await send('ann', `${what} 2`, {})];
      expect(held.map(({ status, json }) => [status, json['status'], json['error']?.code as string])).toEqual([
        [202, 'held', 'host_account_unavailable'],
        [202, 'held', 'host_account_unavailable'],
      ]);
      expect((await send('ann', `${what} strict`)).status).toBe(403);
      expect((await send('ben', `${what} ben`)).status).toBe(200);
      change('ann', undefined);
      expect((await sweep())['directory']).toEqual({ suspended: 0, restored: 1, ended: 0 });
      for (const { json } of held) await waitFor(json['id'], 'sent');
      expect([1, 2].map((one) => mails(`${what} ${one}`))).toEqual([1, 1]);
      expect(mails(`${what} strict`)).toBe(0);
      expect(await problemOf('ann')).toEqual(['connected', undefined, undefined]);
    },
  );

  it('lets a guest who was invited anew send after they have signed in, and not before', async () => {
    const changedAt = new Date(Date.now() + 300_000).toISOString();
    change('ben', { invitation: { state: 'Accepted', changedAt } });
    expect((await sweep())['directory']).toEqual({ suspended: 1, restored: 0, ended: 0 });
    expect(await problemOf('ben')).toEqual(['connected', 'guest_account_reset', 'person']);
    const held = await send('ben', 'invited anew', {});
    expect(held.json).toMatchObject({ status: 'held', error: { code: 'guest_account_reset' } });
    await sweep();
    expect(await problemOf('ben')).toEqual(['connected', 'guest_account_reset', 'person']);
    // Entra's clock is not ahead, so that of the host is only just.
    await app.setClock(600);
    await app.connect('ben');
    await waitFor(held.json['id'], 'sent');
    expect([mails('invited anew'), (await send('ben', 'afterwards')).status]).toEqual([1, 200]);
    expect((await sweep())['directory']).toEqual({ suspended: 0, restored: 0, ended: 0 });
  });

  it('says that Graph does not answer, and looks again at the next sweep', async () => {
    graph.faults.add({ path: '/v1.0/users/delta', times: 1, action: { kind: 'cut-before-reading' } });
    change('ann', { isEnabled: false });
    expect(await sweep()).toMatchObject({ outcome: 'graph_unavailable' });
    expect((await sweep(0))['directory']).toEqual({ suspended: 1, restored: 0, ended: 0 });
    change('ann', undefined);
    expect((await sweep())['directory']).toEqual({ suspended: 0, restored: 1, ended: 0 });
  });

  it('holds the mail of a mailbox that a document gives to a person who never connected, and sends each once when they are restored', async () => {
    const tenantId = directory.person('noa').home as { tenantId: string };
    const invoices = 'invoices@northwindtraders.com';
    graph.rights.addSharedMailbox({ ...tenantId, address: invoices, displayName: 'Invoices' });
    graph.rights.assignToApplication(tenantId.tenantId, registrations.connector.clientId, [invoices]);
    // Nobody names Cal yet.
    change('cal', { isEnabled: false });
    await sweep();
    const body = {
      provider: 'graph-application',
      homeTenantId: tenantId.tenantId,
      mailboxes: [{ address: invoices, sender: app.senderOf('cal') }],
      deniedMailbox: 'noa@northwindtraders.com',
    };
    const as = registrations.operator.clientId;
    const path = `/tenants/${hostTenantId}/mailboxes/invoices`;
    expect((await app.call('PUT', path, { as, headers: { 'If-None-Match': '*' }, body })).status).toBe(201);
    expect((await sweep())['directory']).toEqual({ suspended: 1, restored: 0, ended: 0 });
    expect(await problemOf('cal')).toEqual(['connected', 'host_account_unavailable', 'host_admin']);
    const held = [await send('cal', 'document 1', {}), await send('cal', 'document 2', {})];
    for (const { status, json } of held)
      expect([status, json['error']?.code]).toEqual([202, 'host_account_unavailable']);
    for (const refused of [
      await send('cal', 'document strict'),
      await app.call('POST', `/senders/${app.senderOf('cal')}/test`),
    ])
      expect([refused.status, refused.json['code']]).toEqual([403, 'host_account_unavailable']);
    change('cal', undefined);
    expect((await sweep())['directory']).toEqual({ suspended: 0, restored: 1, ended: 0 });
    for (const { json } of held) await waitFor(json['id'], 'sent');
    expect(['document 1', 'document 2', 'document strict'].map(mails)).toEqual([1, 1, 0]);
    expect(await problemOf('cal')).toEqual(['connected', undefined, undefined]);
  });

  it('begins anew when Graph has forgotten the place, and finds who was blocked meanwhile', async () => {
    change('ann', { isEnabled: false });
    graph.forgetChanges();
    expect((await sweep())['directory']).toEqual({ suspended: 0, restored: 0, ended: 0 });
    expect((await sweep(0))['directory']).toEqual({ suspended: 1, restored: 0, ended: 0 });
    expect((await send('ann', 'forgotten')).json['code']).toBe('host_account_unavailable');
    change('ann', undefined);
    expect((await sweep())['directory']).toMatchObject({ restored: 1 });
  });

  it('disconnects whoever is deleted for good, at once, and whoever is not restored, after the grace time', async () => {
    change('noa', { removed: 'deleted' });
    change('ben', { removed: 'changed' });
    expect((await sweep())['directory']).toEqual({ suspended: 1, restored: 0, ended: 1 });
    expect((await problemOf('noa'))[0]).toBe('disconnected');
    expect((await problemOf('ben'))[0]).toBe('connected');
    ahead += 31 * 24 * 3600;
    await sweep();
    // Whoever would shred asks when the directory was last read, which is since that sweep.
    ahead += 3_600;
    await sweep();
    expect((await problemOf('ben'))[0]).toBe('disconnected');
    expect((await send('ben', 'too late')).json['code']).toBe('consent_required');
    expect([mails('too late'), mails(randomUUID())]).toEqual([0, 0]);
  });

  it('says nothing against anybody once it is watched no more, and sends on what waited', async () => {
    change('ann', { isEnabled: false });
    await sweep();
    const held = await send('ann', 'watched no more', {});
    expect(held.json).toMatchObject({ status: 'held', error: { code: 'host_account_unavailable' } });
    await watchTenant(false);
    expect((await sweep())['directory']).toEqual({ suspended: 0, restored: 1, ended: 0 });
    await waitFor(held.json['id'], 'sent');
    expect([mails('watched no more'), (await sweep())['directory']]).toEqual([
      1,
      { suspended: 0, restored: 0, ended: 0 },
    ]);
  });
});
