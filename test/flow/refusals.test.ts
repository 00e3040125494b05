/**
 * What Entra refuses, over the wire: who can act, what becomes of the connection, and what the timer does about it.
 */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Wording } from '../../infra/local/emulators/entra/errors.ts';
import { createHttpBrowser, hasForm, signIn, titleOf, type Page } from '../../infra/local/browser/http-browser.ts';
import { outcomes, type ErrorCode } from '../../shared/outcomes.ts';
import { startApp, strict, submission } from './app.ts';

const UNKNOWN = 99_999_999;
const hourSeconds = 3_600;
const daySeconds = 24 * hourSeconds;

const app = await startApp({ extraGuests: 1 });
const { entra, graph, directory } = app.stack;
const ann = app.senderOf('ann');
afterAll(() => app.close());
beforeEach(() => app.connect('ann'));
afterEach(async () => {
  entra.refuse('ann', undefined);
  entra.refuse('guest001', undefined);
  entra.settings.leftOutOfRefresh = [];
  await app.setClock(0);
  await app.call('DELETE', `/senders/${ann}`);
});

const alarms = () => app.host.lines.flatMap((line) => [...line.matchAll(/ alarm=(\w+)/g)].map(([, code]) => code));
const sender = async () => (await app.call('GET', `/senders/${ann}`)).json;
const refuse = (words: Wording) => entra.refuse('ann', { endpoint: 'token', ...words });
/** A submission that needs a new token once Graph has refused the old one; the message exists by then, so it fails. */
async function send() {
  const { home } = directory.person('ann');
  if ('objectId' in home) graph.challenge(home.objectId);
  const { status, json } = await app.call('POST', '/send', { body: submission(ann, 'refused'), headers: strict });
  return { status, code: json['code'] as unknown, who: json['who'] as unknown };
}
/** The timer, that much later by the clock of the host. */
async function refreshAfter(seconds: number) {
  await app.setClock(seconds);
  const line = await app.runTimer('refresh');
  await app.setClock(0);
  return line;
}

describe('a refresh', () => {
  it.each<[ErrorCode, Wording]>([
    ['home_tenant_blocked', { code: 7000229, error: 'unauthorized_client', status: 401 }],
    ['home_tenant_blocked', { code: 500014, error: 'invalid_resource' }],
    ['home_tenant_blocked', { code: UNKNOWN, error: 'invalid_tenant', suberror: 'of_tomorrow' }],
    ['blocked_by_home_policy', { code: 50053 }],
    ['blocked_by_home_policy', { code: UNKNOWN, suberror: 'device_authentication_failed' }],
    ['assignment_required', { code: 50105 }],
  ])(
    'is refused by the home tenant (%s, %j): kept, shown, no alarm, and tried again after a day',
    async (code, words) => {
      const before = alarms().length;
      refuse(words);
      expect(await send()).toEqual({ status: 422, code, who: 'home_admin' });
      expect(await sender()).toMatchObject({ status: 'connected', problem: { code, who: 'home_admin' } });
      expect(await refreshAfter(0.9 * daySeconds)).toMatchObject({ refreshed: 0, failed: 0 });
      expect(await refreshAfter(1.11 * daySeconds)).toMatchObject({ refreshed: 0, failed: 1, [code]: 1 });
      expect(await sender()).toMatchObject({ status: 'connected', problem: { code } });
      expect(alarms()).toHaveLength(before);
      entra.refuse('ann', undefined);
      expect(await refreshAfter(2.5 * daySeconds)).toMatchObject({ refreshed: 1 });
      expect(await sender()).not.toHaveProperty('problem');
    },
  );

  it('of a member is refused by the host tenant: kept, shown, an alarm, and tried again after a day', async () => {
    const mia = app.senderOf('mia');
    const { home } = directory.person('mia');
    await app.connect('mia');
    entra.refuse('mia', { endpoint: 'token', code: 7000112, error: 'unauthorized_client' });
    const before = alarms().length;
    if ('objectId' in home) graph.challenge(home.objectId);
    const { status, json } = await app.call('POST', '/send', { body: submission(mia, 'refused'), headers: strict });
    expect([status, json['code'], json['who']]).toEqual([422, 'host_tenant_refused', 'operator']);
    expect(alarms().slice(before)).toEqual(['host_tenant_refused']);
    const shown = async () => (await app.call('GET', `/senders/${mia}`)).json;
    expect(await shown()).toMatchObject({
      status: 'connected',
      problem: { code: 'host_tenant_refused', who: 'operator', upstreamCode: 'AADSTS7000112' },
    });
    expect(await refreshAfter(0.9 * daySeconds)).toMatchObject({ refreshed: 0, failed: 0 });
    expect(await refreshAfter(1.11 * daySeconds)).toMatchObject({ failed: 1, host_tenant_refused: 1 });
    entra.refuse('mia', undefined);
    expect(await refreshAfter(2.5 * daySeconds)).toMatchObject({ refreshed: 1 });
    expect(await shown()).not.toHaveProperty('problem');
    await app.call('DELETE', `/senders/${mia}`);
  });

  it.each<[ErrorCode, Wording]>([
    ['consent_required', { code: 700082 }],
    ['consent_required', { code: UNKNOWN, suberror: 'bad_token' }],
    ['sign_in_frequency', { code: 70044, suberror: 'token_expired' }],
    ['consent_withdrawn', { code: 65001, suberror: 'consent_required' }],
    ['account_unavailable', { code: 50057 }],
  ])('is refused for good (%s, %j): ended, and says why', async (code, words) => {
    refuse(words);
    const { who } = outcomes[code];
    expect(await send()).toMatchObject({ status: 422, code, who });
    expect(await sender()).toMatchObject({ status: 'reconsent_required', problem: { code, who } });
    for (const { status, json } of [
      await app.call('POST', '/send', { body: submission(ann, 'ended'), headers: strict }),
      await app.call('POST', `/senders/${ann}/test`),
    ])
      expect([status, json['code'], json['who']]).toEqual([outcomes[code].status, code, who]);
  });

  it('heals by itself where others undo the reason, also after it ended the connection', async () => {
    entra.changePerson('ann', { isDisabled: true });
    await send();
    expect(await sender()).toMatchObject({ status: 'reconsent_required', problem: { code: 'account_unavailable' } });
    expect(await refreshAfter(1.11 * daySeconds)).toMatchObject({ ended: 0, failed: 1 });
    entra.changePerson('ann', { isDisabled: false });
    expect(await refreshAfter(2.5 * daySeconds)).toMatchObject({ refreshed: 1 });
    expect(await sender()).toMatchObject({ status: 'connected' });
    expect(await send()).toMatchObject({ status: 200 });
  });

  it('is refused for an unknown reason: kept, and ended only when such an answer comes again an hour later', async () => {
    refuse({ code: UNKNOWN, suberror: 'of_tomorrow' });
    expect(await send()).toMatchObject({ status: 422, code: 'refusal_unconfirmed' });
    expect(await sender()).toMatchObject({
      status: 'connected',
      problem: { code: 'refusal_unconfirmed', upstreamCode: `AADSTS${UNKNOWN}` },
    });
    expect(await send()).toMatchObject({ status: 422 });
    expect(await refreshAfter(0.9 * hourSeconds)).toMatchObject({ ended: 0, failed: 0 });
    expect(await refreshAfter(1.11 * hourSeconds)).toMatchObject({ ended: 1 });
    expect(await sender()).toMatchObject({
      status: 'reconsent_required',
      problem: { code: 'consent_required', upstreamCode: `AADSTS${UNKNOWN}` },
    });
  });

  it('passes by itself at a passing number', async () => {
    refuse({ code: 90090 });
    expect(await send()).toMatchObject({ status: 422, code: 'entra_unavailable' });
    entra.refuse('ann', undefined);
    expect(await sender()).not.toHaveProperty('problem');
    expect(await send()).toMatchObject({ status: 200 });
  });

  it('uses the new refresh token from then on when the answer names nobody, and raises no alarm', async () => {
    const before = alarms().length;
    const tokenOf = () =>
      new URLSearchParams(entra.requests.findLast(({ path }) => path.includes('/token'))?.body).get('refresh_token');
    entra.settings.leftOutOfRefresh = ['id_token', 'client_info'];
    expect(await send()).toMatchObject({ status: 200 });
    const first = tokenOf();
    expect(await send()).toMatchObject({ status: 200 });
    const second = tokenOf();
    expect(await send()).toMatchObject({ status: 200 });
    expect(new Set([first, second, tokenOf()]).size).toBe(3);
    expect(alarms()).toHaveLength(before);
  });

  it('does not say that the connection was renewed when Entra gave no refresh token', async () => {
    const { refreshedAt } = await sender();
    entra.settings.leftOutOfRefresh = ['refresh_token'];
    expect(await send()).toMatchObject({ status: 200 });
    expect((await sender())['refreshedAt']).toBe(refreshedAt);
    entra.settings.leftOutOfRefresh = [];
    expect(await send()).toMatchObject({ status: 200 });
    expect((await sender())['refreshedAt']).not.toBe(refreshedAt);
  });
});

describe('a sign-in', () => {
  const guest = directory.person('guest001').userPrincipalName;
  const primary = ({ body }: Page) =>
    [...body.matchAll(/class="(?:button )?primary"[^>]*>([^<]*)/g)].map(([, one]) => one);
  async function connect() {
    const browser = createHttpBrowser();
    const consent = await browser.open(`${app.publicUrl}/authorize`);
    return { browser, page: await signIn(browser, await browser.submit(consent, '/authorize'), guest) };
  }

  it.each<[string, 'authorize' | 'token', Wording, number, string, string]>([
    [
      'a policy',
      'token',
      { code: 53003 },
      403,
      'A policy of the ERP’s organisation blocks the app',
      'Conditional Access',
    ],
    [
      'an assignment',
      'authorize',
      { code: 50105, error: 'access_denied' },
      403,
      'The app is not assigned to you as a guest',
      'assign me',
    ],
    [
      'its inbound policy',
      'authorize',
      { code: 500213, error: 'access_denied' },
      403,
      'The ERP’s organisation does not allow the app',
      'inbound',
    ],
    [
      'anything unknown',
      'authorize',
      { code: UNKNOWN, error: 'unauthorized_client' },
      403,
      'The ERP’s organisation does not allow the app',
      'inbound',
    ],
    ...[50173, UNKNOWN].map((code): [string, 'token', Wording, number, string, string] => [
      `AADSTS${code} at the redemption`,
      'token',
      { code },
      403,
      'The ERP’s organisation refused the sign-in',
      `AADSTS${code}`,
    ]),
  ])(
    'that the host tenant refuses by %s names its administrator',
    async (_what, endpoint, words, status, title, says) => {
      const before = alarms().length;
      entra.refuse('guest001', { endpoint, tenantId: directory.hostTenant.id, ...words });
      const { page } = await connect();
      expect([page.status, titleOf(page).startsWith(title)]).toEqual([status, true]);
      expect(page.body).toMatch(/An administrator of <bdi>Contoso<\/bdi>/);
      expect(page.body).toContain('in the Microsoft Entra directory of Contoso');
      expect(page.body).toContain(says);
      expect(primary(page)).toEqual(['Email this text']);
      expect(alarms()).toHaveLength(before);
    },
  );

  it('whose code the host tenant does not take is to be started again', async () => {
    entra.refuse('guest001', { endpoint: 'token', tenantId: directory.hostTenant.id, code: 54005 });
    const { page } = await connect();
    expect([page.status, primary(page)]).toEqual([400, ['Start again']]);
    expect(titleOf(page)).toContain('The sign-in does not match');
  });

  it('raises an alarm when the host tenant itself keeps the app out', async () => {
    const words = { code: 7000229, error: 'unauthorized_client' };
    entra.refuse('guest001', { endpoint: 'token', tenantId: directory.hostTenant.id, ...words });
    const { page } = await connect();
    expect(page.status).toBe(503);
    expect(alarms()).toContain('host_tenant_refused');
  });

  it('that the home tenant refuses names the person’s own IT department', async () => {
    const before = alarms().length;
    entra.refuse('guest001', { endpoint: 'token', tenantId: 'fabrikam.com', code: 50105 });
    const { page } = await connect();
    expect([page.status, titleOf(page).startsWith('The app is not assigned to you')]).toEqual([409, true]);
    expect(page.body).toContain('The IT department of your own organisation');
    expect(primary(page)).toEqual(['Email this text']);
    expect(alarms()).toHaveLength(before);
  });

  it('that ends on Microsoft’s page for an approval leads to the IT department, and one that was declined to the person', async () => {
    entra.withdrawConsent({ tenantId: 'fabrikam.com', person: 'guest001' });
    entra.changeTenant('fabrikam.com', { consent: 'admin' });
    const left = await connect();
    expect(hasForm(left.page, '/approval')).toBe(true);
    const likely = await left.browser.submit(left.page, '/approval', { decision: 'return' });
    expect(likely.body).toContain('Your organisation probably has to approve this app first');
    expect([likely.status, primary(likely)]).toEqual([403, ['Email this text']]);
    entra.changeTenant('fabrikam.com', { consent: 'user' });

    const browser = createHttpBrowser();
    const consent = await browser.open(`${app.publicUrl}/authorize`);
    let page = await browser.submit(consent, '/authorize');
    while (hasForm(page, '/login')) page = await browser.submit(page, '/login', { account: guest });
    const declined = await browser.submit(page, '/consent', { decision: 'cancel' });
    expect(declined.body).toContain('You declined the permission');
    expect([declined.status, primary(declined)]).toEqual([403, ['Start again']]);
  });
});
