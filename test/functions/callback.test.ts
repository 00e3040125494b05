import { describe, expect, it } from 'vitest';
import { ownPageUrl } from '../../functions/browser.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { personOf, publicUrl } from '../fakes/memory-connector.ts';
import { authority, homeTenantId, hostTenantId, otherTenantId, tenant } from '../shared/sign-in/sign-in-sample.ts';
import { invoke, codeOf, lineOf, type Given, type Invocation } from './invoke.ts';
import { createPerson, formHeaders } from './person.ts';

const ownPageOf = ({ cookies }: Invocation) => ownPageUrl(publicUrl, cookies?.[0]?.value ?? '');

describe('authorizeMethods', () => {
  it('shows the consent page without any effect', async () => {
    const { authorize, stores } = createPerson();
    const answer = await invoke(authorize, 'GET', { headers: { host: 'northwindtraders.com' } });
    expect([answer.status, answer.cookies]).toEqual([200, undefined]);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.body).not.toContain('northwindtraders.com');
    expect(await stores.transactions.sweep(new Date('2100-01-01'), 10)).toBe(0);
  });

  it('starts at the host tenant with a new cookie, or keeps the browser’s own', async () => {
    const { authorize, start } = createPerson();
    const { answer, url, cookie } = await start();
    expect(answer.status).toBe(303);
    expect(url.pathname).toBe('/c0a7050c-0000-4000-8000-000000000001/oauth2/v2.0/authorize');
    expect(url.searchParams.get('redirect_uri')).toBe(`${publicUrl}/callback`);
    const again = await invoke(authorize, 'POST', { headers: { ...formHeaders, cookie } });
    expect(`${again.cookies?.[0]?.name}=${again.cookies?.[0]?.value}`).toBe(cookie);
  });

  it('starts the sign-in to the own page, which ends after the host leg', async () => {
    const { callback, start } = createPerson();
    const { cookie, state } = await start('purpose=me');
    const answer = await invoke(callback, 'GET', { headers: { cookie }, query: { code: 'ann', state } });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, ownPageOf(answer)]);
  });

  it('stores nothing, however often it is posted, and asks for no key', async () => {
    const { start, stores, vault } = createPerson(({ vault: real }) => ({
      vault: {
        ...real,
        open: () => Promise.reject(new Error('asked')),
        seal: () => Promise.reject(new Error('asked')),
      },
    }));
    for (let count = 0; count < 20; count++) await start();
    expect(await stores.transactions.sweep(new Date('2100-01-01'), 10)).toBe(0);
    expect(await vault.rewrapDataKeys()).toMatchObject({ rewrapped: 0 });
  });

  it('starts nothing for another site', async () => {
    const { authorize } = createPerson();
    const answer = await invoke(authorize, 'POST', {
      headers: { ...formHeaders, origin: 'https://northwindtraders.com' },
    });
    expect([answer.status, answer.cookies, answer.headers.get('location')]).toEqual([403, undefined, null]);
    expect(codeOf(answer)).toBe('cross_site_request');
  });
});

describe('callbackMethods', () => {
  it('leads through both legs to the page, with a session cookie and nothing secret in the address', async () => {
    const { callback, start } = createPerson();
    const { cookie, state } = await start();
    const hostLeg = await invoke(callback, 'GET', { headers: { cookie }, query: { code: 'ann', state } });
    expect(hostLeg.status).toBe(303);
    const home = new URL(hostLeg.headers.get('location') ?? '');
    expect(home.pathname).toMatch(/^\/fab21ca3/);
    const homeState = home.searchParams.get('state') ?? '';
    const homeLeg = await invoke(callback, 'GET', { headers: { cookie }, query: { code: 'ann', state: homeState } });
    expect([homeLeg.status, homeLeg.headers.get('location')]).toEqual([303, ownPageOf(homeLeg)]);
    expect(homeLeg.cookies?.[0]).toMatchObject({ name: '__Host-guestmail-session', httpOnly: true, secure: true });
    for (const { lines } of [hostLeg, homeLeg]) expect(lines[0]!.text).not.toMatch(/ann|\d{10}\./);
  });

  it.each<[string, Given, number, string]>([
    ['no state', { query: { code: 'ann' } }, 400, 'request_expired'],
    [
      'a state of nobody',
      { query: { code: 'ann', state: `1799999999.${'a'.repeat(43)}.aaaa` } },
      403,
      'browser_mismatch',
    ],
    [
      'a state of another release',
      { query: { code: 'ann', state: `1799999999.${'a'.repeat(43)}` } },
      400,
      'request_expired',
    ],
    ['an overlong state', { query: { code: 'ann', state: 'a'.repeat(9_000) } }, 400, 'request_expired'],
  ])('leads %s to a page', async (_what, given, status, code) => {
    const { callback, follow } = createPerson();
    const answer = await follow(await invoke(callback, 'GET', given));
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  it.each(['', 'purpose=me'])('logs which connection a sign-in suspends, and no address: %j', async (body) => {
    const person = createPerson();
    await person.finish({ code: 'ann' }, { code: 'ann' });
    person.entra.script.change = (result) => ({
      ...result,
      clientInfo: { uid: personOf('eva').homeObjectId, utid: homeTenantId },
    });
    const { cookie, state } = await person.start(body);
    const answer = await invoke(person.callback, 'GET', { headers: { cookie }, query: { code: 'ann', state } });
    expect(lineOf(answer)).toMatchObject({ suspended: personOf('ann').hostObjectId });
    expect(answer.lines[0]?.text).not.toContain('@');
  });

  it('raises an alarm, with the sender, for an address that another home tenant contests', async () => {
    const person = createPerson();
    await person.finish({ code: 'ann' }, { code: 'ann' });
    person.graph.script.change = () => ({
      address: 'ann@fabrikam.com',
      userPrincipalName: 'ann@fabrikam.com',
      addresses: [],
    });
    person.entra.script.change = (result) => ({
      ...result,
      ...(result.clientInfo && { clientInfo: { ...result.clientInfo, utid: otherTenantId } }),
      ...(result.idTokenClaims['tid'] !== hostTenantId && {
        idTokenClaims: { ...result.idTokenClaims, tid: otherTenantId, iss: `${authority}/${otherTenantId}/v2.0` },
      }),
    });
    const answer = await person.finish({ code: 'ben' }, { code: 'ben' });
    expect(lineOf(answer)).toMatchObject({ alarm: 'name_contested', contested: personOf('ben').hostObjectId });
    expect(answer.lines[0]?.text).not.toContain('@');
  });

  it('takes nothing from a browser without the cookie, and asks nobody for tokens', async () => {
    const { callback, follow, start, entra } = createPerson();
    const { state } = await start();
    entra.script.failures.push(new ConnectorError('entra_unavailable'));
    const answer = await follow(await invoke(callback, 'GET', { query: { code: 'ann', state } }));
    expect([answer.status, codeOf(answer)]).toEqual([403, 'browser_mismatch']);
    expect(entra.script.failures).toHaveLength(1);
  });

  it('uses a state once', async () => {
    const { callback, follow, start } = createPerson();
    const { cookie, state } = await start();
    const given = { headers: { cookie }, query: { code: 'ann', state } };
    expect((await invoke(callback, 'GET', given)).headers.get('location')).toContain(homeTenantId);
    const again = await follow(await invoke(callback, 'GET', given), cookie);
    expect([again.status, codeOf(again)]).toEqual([400, 'request_expired']);
  });

  it('does nothing for HEAD', async () => {
    const { callback, start } = createPerson();
    const { cookie, state } = await start();
    const given = { headers: { cookie }, query: { code: 'ann', state } };
    const head = await invoke(callback, 'HEAD', given);
    expect([head.status, head.headers.get('allow'), head.body]).toEqual([405, 'GET', '']);
    expect((await invoke(callback, 'GET', given)).status).toBe(303);
  });

  it('ends at the host leg what another person of this browser left open', async () => {
    const { callback, start, connector, signIn } = createPerson();
    const ben = await signIn('ben');
    const { url } = await connector.signIn.start(
      { ...tenant, id: hostTenantId, callerClientIds: [], allowedHomeTenants: [] },
      ben.secret,
      'connect',
    );
    const cookie = `__Host-guestmail=${ben.secret}; __Host-guestmail-session=${ben.handle}`;
    const state = url.split('state=')[1]?.split('&')[0] ?? '';
    const hostLeg = await invoke(callback, 'GET', { headers: { cookie }, query: { code: 'ann', state } });
    expect([hostLeg.status, hostLeg.cookies?.map(({ name, maxAge }) => [name, maxAge])]).toEqual([
      303,
      [['__Host-guestmail-session', 0]],
    ]);
    await expect(connector.signIn.openSession(ben.handle, ben.secret)).rejects.toMatchObject({
      code: 'request_expired',
    });
    expect((await start()).answer.status).toBe(303);
  });

  it('counts what strangers are refused, and logs what Entra was asked for', async () => {
    const { callback, clock, start } = createPerson();
    const refuse = () => invoke(callback, 'GET', { query: { code: 'ann', state: 'x' } });
    expect((await refuse()).lines).toEqual([]);
    expect((await refuse()).lines).toEqual([]);
    const { cookie, state } = await start();
    const asked = await invoke(callback, 'GET', { headers: { cookie }, query: { code: 'ann', state } });
    const home = new URL(asked.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const wrong = await invoke(callback, 'GET', { headers: { cookie }, query: { code: 'ben', state: home } });
    expect(lineOf(wrong)).toMatchObject({ outcome: 'wrong_account', status: 403 });
    clock.pass(60);
    expect(lineOf(await refuse())).toMatchObject({ function: 'strangers', seconds: 60, 'test request_expired': 3 });
  });

  it('takes a parameter that is there twice for none', async () => {
    const { callback, follow, start } = createPerson();
    const { cookie, state } = await start();
    const query: [string, string][] = [
      ['code', 'ann'],
      ['state', state],
    ];
    const outcomes = [];
    for (const doubled of ['state', 'code'] as const) {
      const again = query.filter(([name]) => name === doubled);
      const answer = await invoke(callback, 'GET', { headers: { cookie }, query: [...query, ...again] });
      outcomes.push(codeOf(await follow(answer, cookie)));
    }
    // Without a code Entra has nothing to redeem.
    expect(outcomes).toEqual(['request_expired', 'sign_in_invalid']);
  });

  it.each([
    [{ admin_consent: 'True', tenant: 'x', state: 'admin' }, true],
    [{ admin_consent: 'True', error: 'access_denied', state: 'admin' }, false],
    [{ error: 'access_denied', state: 'admin' }, false],
    [{ admin_consent: 'False' }, false],
  ])('answers an administrator with a static page, whatever the cookie (%#)', async (query, isApproved) => {
    const { callback, start, stores } = createPerson();
    const { cookie } = await start();
    const before = JSON.stringify(await stores.grants.list(hostTenantId, 10));
    const answer = await invoke(callback, 'GET', { headers: { cookie }, query });
    expect([answer.status, answer.cookies]).toEqual([200, undefined]);
    expect(lineOf(answer)).toMatchObject({ isApproved, outcome: 'ok' });
    expect(JSON.stringify(await stores.grants.list(hostTenantId, 10))).toBe(before);
  });

  it('names both accounts after a wrong choice, and restarts the home leg with the account picker', async () => {
    const { authorize, callback, follow, start } = createPerson();
    const { cookie, state } = await start();
    const hostLeg = await invoke(callback, 'GET', { headers: { cookie }, query: { code: 'ann', state } });
    const homeState = new URL(hostLeg.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const refused = await invoke(callback, 'GET', { headers: { cookie }, query: { code: 'ben', state: homeState } });
    const wrong = await follow(refused, cookie);
    expect([wrong.status, codeOf(wrong)]).toEqual([403, 'wrong_account']);
    expect(wrong.body).toContain('ann@fabrikam.com');
    expect(wrong.body).toContain('ben@fabrikam.com');
    const restart = /name="restart" value="([^"]+)"/.exec(wrong.body)?.[1] ?? '';
    const again = await invoke(authorize, 'POST', {
      headers: { ...formHeaders, cookie },
      body: new URLSearchParams({ restart }).toString(),
    });
    const url = new URL(again.headers.get('location') ?? '');
    expect([url.searchParams.get('prompt'), url.searchParams.get('login_hint')]).toEqual(['select_account', null]);
  });
});
