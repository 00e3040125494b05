/**
 * An operator changes settings under connections that exist: what is sent, renewed and shown meanwhile, and that it can be undone.
 */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpBrowser, signIn } from '../../infra/local/browser/http-browser.ts';
import { visibleText } from '../shared/pages/visible-text.ts';
import { startApp, strict, submission } from './app.ts';

const app = await startApp();
const { entra, graph, directory, registrations } = app.stack;
const ann = app.senderOf('ann');
await app.connect('ann');
await app.connect('mia');
afterAll(() => app.close());
beforeEach(() => {
  entra.requests.length = 0;
  graph.requests.length = 0;
});

const [contoso, fabrikam, northwind] = directory.tenants.map(({ id }) => id);
const send = (subject: string, sender = ann, as = '') =>
  app.call('POST', '/send', { body: submission(sender, subject), headers: strict, as });
const senderOf = async (reference = ann) => (await app.call('GET', `/senders/${reference}`)).json;
const refreshes = () => entra.requests.filter(({ body }) => body.includes('grant_type=refresh_token'));
const scopesOf = ({ body }: { body: string }) => new URLSearchParams(body).get('scope')?.split(' ') ?? [];
const endAccessToken = () => {
  const { home } = directory.person('ann');
  if ('objectId' in home) graph.challenge(home.objectId);
};
/** What the timer does so many days from now; callers' tokens are of today. */
async function refreshAfter(days: number): Promise<Record<string, unknown>> {
  await app.setClock(days * 24 * 3600);
  const line = await app.runTimer('refresh');
  await app.setClock(0);
  return line;
}
async function ownPageOfAnn(): Promise<string> {
  const browser = createHttpBrowser();
  const start = await browser.open(`${app.publicUrl}/me`);
  const page = await signIn(browser, await browser.submit(start, '/authorize'), directory.person('ann').mail);
  return visibleText(page.body);
}

/** The home tenant of the person whose token a request carries. */
function tenantOfToken({ headers }: (typeof graph.requests)[number]): unknown {
  const [, payload = ''] = String(headers['authorization']).split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { tid: string }).tid;
}

describe('ALLOWED_HOME_TENANTS', () => {
  it('stops sending, renewing and testing for a home tenant that is taken off, at once and without ending anything', async () => {
    const before = await senderOf();
    await app.restartHost({ ALLOWED_HOME_TENANTS: `${northwind},${contoso}` });
    for (const answer of [await send('stopped'), await app.call('POST', `/senders/${ann}/test`)])
      expect([answer.status, answer.json['code'], answer.json['who']]).toEqual([
        403,
        'home_tenant_not_allowed',
        'operator',
      ]);
    endAccessToken();
    expect(await refreshAfter(31)).toMatchObject({ refreshed: 1, home_tenant_not_allowed: 1 });
    const asked = refreshes().map(({ path }) => path);
    expect(asked.filter((path) => path.includes(fabrikam ?? ''))).toEqual([]);
    expect(asked.filter((path) => path.includes(contoso ?? ''))).toHaveLength(1);
    // Those that the renewal of the member makes.
    expect(new Set(graph.requests.map(tenantOfToken))).toEqual(new Set([contoso]));
    const { refreshedAt, ...shown } = await senderOf();
    expect(refreshedAt).toBe(before['refreshedAt']);
    expect(shown).toMatchObject({ status: 'connected', problem: { code: 'home_tenant_not_allowed', who: 'operator' } });
    const { value } = (await app.call('GET', '/senders')).json;
    const listed = value as { id: string; problem?: { code: string } }[];
    const problems = Object.fromEntries(listed.map(({ id, problem }) => [id, problem?.code]));
    expect(await ownPageOfAnn()).toContain('not on the list of organisations that may connect and send here');
    expect(problems).toEqual({ [ann]: 'home_tenant_not_allowed', [app.senderOf('mia')]: undefined });
  });

  it('lets the host tenant’s own members send all the same', async () => {
    expect((await send('member', app.senderOf('mia'))).status).toBe(200);
  });

  it('heals by itself when it is put back', async () => {
    await app.restartHost({ ALLOWED_HOME_TENANTS: fabrikam ?? '' });
    expect((await send('released')).status).toBe(200);
    expect(await senderOf()).not.toHaveProperty('problem');
    expect(refreshes()).toHaveLength(1);
  });

  it.each(['', ' ', ','])('keeps the app from starting when it is set to %j', async (value) => {
    await expect(app.restartHost({ ALLOWED_HOME_TENANTS: value })).rejects.toThrow(
      'ALLOWED_HOME_TENANTS is set and names nobody',
    );
  });
});

describe('CALLER_CLIENT_IDS', () => {
  it('stops an application that is taken off, with the token it already has, and lets it in again', async () => {
    await app.restartHost();
    expect((await send('before')).status).toBe(200);
    await app.restartHost({ CALLER_CLIENT_IDS: registrations.operator.clientId });
    const refused = await send('stopped');
    expect([refused.status, refused.json['code']]).toEqual([403, 'forbidden']);
    // The list alone is the cause, so no role is named.
    expect(refused.json['detail']).toMatch(
      /^The application is not on the list of those that may call \(CALLER_CLIENT_IDS, .*The operator/,
    );
    await expect(app.restartHost({ CALLER_CLIENT_IDS: ',' })).rejects.toThrow('CALLER_CLIENT_IDS is set and names');
    await app.restartHost({ CALLER_CLIENT_IDS: '*' });
    expect((await send('after')).status).toBe(200);
  });
});

describe('SENDERS_ROLE', () => {
  it('lets callers of an earlier release manage senders with the role to send, until it asks for the other', async () => {
    const { clientId } = registrations.mailer;
    const list = async () => (await app.call('GET', '/senders', { as: clientId })).status;
    await app.restartHost();
    expect([await list(), (await send('parted', ann, clientId)).status]).toEqual([403, 200]);
    await app.restartHost({ SENDERS_ROLE: 'Mail.Send.AsUser' });
    expect([await list(), (await send('as before', ann, clientId)).status]).toEqual([200, 200]);
    const manager = registrations.manager.clientId;
    expect((await app.call('GET', `/senders/${ann}`, { as: manager })).status).toBe(200);
    expect((await send('not its right', ann, manager)).status).toBe(403);
  });
});

describe('MAIL_PERMISSION', () => {
  it('ends no connection when it wants more: renewals ask for what was granted, and the wish is shown', async () => {
    await app.restartHost({ MAIL_PERMISSION: 'Mail.ReadWrite' });
    endAccessToken();
    expect((await send('with what was granted')).status).toBe(200);
    expect(await refreshAfter(62)).toMatchObject({ outcome: 'ok', ended: 0, failed: 0 });
    const asked = refreshes().map(scopesOf);
    expect(asked.length).toBeGreaterThan(1);
    for (const scopes of asked) {
      expect(scopes).toEqual(expect.arrayContaining(['User.Read', 'Mail.Send']));
      expect(scopes).not.toContain('Mail.ReadWrite');
    }
    const shown = await senderOf();
    expect(shown).toMatchObject({ status: 'connected', wants: ['Mail.ReadWrite'] });
    expect(shown).not.toHaveProperty('problem');
    expect(await ownPageOfAnn()).toContain('Read and write access to your mail. Sending works without it.');
  });

  it('leaves nothing behind when it is taken back', async () => {
    await app.restartHost();
    endAccessToken();
    expect((await send('as before')).status).toBe(200);
    const shown = await senderOf();
    expect(shown['status']).toBe('connected');
    for (const member of ['wants', 'problem']) expect(shown).not.toHaveProperty(member);
  });

  it('is granted by connecting again', async () => {
    await app.restartHost({ MAIL_PERMISSION: 'Mail.ReadWrite' });
    const { clientId } = registrations.connector;
    entra.grantConsent({ tenantId: fabrikam ?? '', clientId, scopes: ['User.Read', 'Mail.Send', 'Mail.ReadWrite'] });
    await app.connect('ann');
    expect(await senderOf()).not.toHaveProperty('wants');
    endAccessToken();
    entra.requests.length = 0;
    expect((await send('with more')).status).toBe(200);
    expect(refreshes().map(scopesOf)[0]).toContain('Mail.ReadWrite');
  });
});
