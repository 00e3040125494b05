import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorizeUrl, connect, FABRIKAM, HOST, NORTHWIND, redeem, signIn, startStage, type Stage } from './stage.ts';
import { createVisitor, type Page, type Visitor } from './visitor.ts';
import { decodeJwt } from 'jose';

let stage: Stage;
let visitor: Visitor;

beforeEach(async () => {
  stage = await startStage();
  visitor = createVisitor();
});
afterEach(() => stage.entra.close());

const SIGN_IN_ONLY = { scope: 'openid profile' };

function query(page: Page): URLSearchParams {
  if (!page.location) throw new Error(`No redirect but: ${page.title} ${page.text}`);
  return new URL(page.location).searchParams;
}

/** Whom a code was issued to. */
async function who(page: Page, tenant = HOST): Promise<unknown> {
  const { body } = await redeem(stage, tenant, query(page).get('code'));
  return decodeJwt(body.id_token).preferred_username;
}

describe('startSignIn', () => {
  it('asks a new browser for the address and lists the first 20 people', async () => {
    const page = await visitor.open(authorizeUrl(stage, HOST, SIGN_IN_ONLY));
    expect(page.status).toBe(200);
    expect(page.title).toBe('Sign in to your account');
    expect(page.text).toContain('Local stand-in for Microsoft sign-in');
    expect(page.buttons).toEqual(['Next', ...stage.directory.people.slice(0, 20).map((one) => one.userPrincipalName)]);
  });

  it('sends pages with the headers that matter to a popup and to a cache', async () => {
    const page = await visitor.open(authorizeUrl(stage, HOST, SIGN_IN_ONLY));
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(page.headers.get('content-security-policy')).not.toContain('form-action');
    expect(page.headers.get('set-cookie')).toMatch(/; Path=\/; Secure; HttpOnly; SameSite=None$/);
  });

  it('signs in by typed address, in any case, and redirects with code and state', async () => {
    await visitor.open(authorizeUrl(stage, HOST, SIGN_IN_ONLY));
    const page = await visitor.press('Next', { loginfmt: ' Ann@Fabrikam.com ' });
    expect(page.status).toBe(302);
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(query(page).get('state')).toBe('some state');
    expect(await who(page)).toBe('ann@fabrikam.com');
  });

  it('keeps asking when nobody has the address', async () => {
    await visitor.open(authorizeUrl(stage, HOST, SIGN_IN_ONLY));
    const page = await visitor.press('Next', { loginfmt: '"><script>@nowhere.example' });
    expect(page.status).toBe(200);
    expect(page.text).toContain("couldn't find an account");
    expect(page.html).not.toContain('"><script>@');
    expect((await visitor.press('Next', { loginfmt: '' })).text).toContain('Enter a valid email address');
  });

  it('signs the only session in silently', async () => {
    await signIn(stage, HOST, 'ann', SIGN_IN_ONLY, visitor);
    expect(await who(await visitor.open(authorizeUrl(stage, HOST, SIGN_IN_ONLY)))).toBe('ann@fabrikam.com');
  });

  it('takes the one session of several that fits the tenant, and asks when two fit', async () => {
    await signIn(stage, HOST, 'ann', SIGN_IN_ONLY, visitor);
    await signIn(stage, HOST, 'noa', { ...SIGN_IN_ONLY, prompt: 'select_account' }, visitor);
    const page = await visitor.open(authorizeUrl(stage, FABRIKAM, SIGN_IN_ONLY));
    expect(page.buttons).toContain('Accept');
    expect(page.text).toContain('ann@fabrikam.com');
    expect((await visitor.open(authorizeUrl(stage, HOST, SIGN_IN_ONLY))).title).toBe('Pick an account');
  });

  it('asks when the only session does not fit', async () => {
    await signIn(stage, HOST, 'ann', SIGN_IN_ONLY, visitor);
    const page = await visitor.open(authorizeUrl(stage, NORTHWIND, SIGN_IN_ONLY));
    expect(page.title).toBe('Pick an account');
  });

  it('always shows the picker for select_account, signed-in people first', async () => {
    const select = { ...SIGN_IN_ONLY, prompt: 'select_account' };
    expect((await visitor.open(authorizeUrl(stage, HOST, select))).title).toBe('Pick an account');
    await signIn(stage, HOST, 'ben', SIGN_IN_ONLY, visitor);
    const page = await visitor.open(authorizeUrl(stage, HOST, { ...select, login_hint: 'ben@fabrikam.com' }));
    expect(page.title).toBe('Pick an account');
    expect(page.buttons.slice(0, 2)).toEqual(['ben@fabrikam.com', 'Use another account']);
    expect(page.buttons.filter((name) => name === 'ben@fabrikam.com')).toHaveLength(1);
    expect((await visitor.press('Use another account')).title).toBe('Sign in to your account');
    expect(await who(await visitor.press('mia@contoso.com'))).toBe('mia@contoso.com');
  });

  it('asks anew for prompt=login although a session fits', async () => {
    await signIn(stage, HOST, 'ann', SIGN_IN_ONLY, visitor);
    const page = await visitor.open(authorizeUrl(stage, HOST, { ...SIGN_IN_ONLY, prompt: 'login' }));
    expect(page.title).toBe('Sign in to your account');
  });

  it('picks the session that login_hint names, by address or by the opaque claim', async () => {
    const { body } = await redeem(stage, HOST, (await signIn(stage, HOST, 'ann', SIGN_IN_ONLY, visitor)).get('code'));
    const opaque = decodeJwt(body.id_token).login_hint as string;
    expect(opaque).not.toContain('ann');
    await signIn(stage, HOST, 'ben', { ...SIGN_IN_ONLY, prompt: 'select_account' }, visitor);
    for (const login_hint of [opaque, 'ANN@fabrikam.com'])
      expect(await who(await visitor.open(authorizeUrl(stage, HOST, { ...SIGN_IN_ONLY, login_hint })))).toBe(
        'ann@fabrikam.com',
      );
  });

  it('asks for the hinted account when only another one is signed in', async () => {
    await signIn(stage, HOST, 'ben', SIGN_IN_ONLY, visitor);
    const page = await visitor.open(authorizeUrl(stage, HOST, { ...SIGN_IN_ONLY, login_hint: 'ann@fabrikam.com' }));
    expect(page.title).toBe('Sign in to your account');
    expect(page.html).toMatch(/value="ann@fabrikam\.com"/);
    expect(await who(await visitor.press('Next'))).toBe('ann@fabrikam.com');
  });

  it('answers prompt=none with login_required, interaction_required or consent_required, never with a page', async () => {
    const none = { ...SIGN_IN_ONLY, prompt: 'none' };
    const error = async (tenant: string, changes: object) =>
      query(await visitor.open(authorizeUrl(stage, tenant, { ...none, ...changes })));
    expect((await error(HOST, {})).get('error')).toBe('login_required');
    await signIn(stage, HOST, 'ann', SIGN_IN_ONLY, visitor);
    expect((await error(HOST, {})).get('code')).toBeTruthy();
    expect((await error(HOST, { login_hint: 'ben@fabrikam.com' })).get('error')).toBe('login_required');
    const consent = await error(FABRIKAM, {});
    expect(consent.get('error')).toBe('consent_required');
    expect(consent.get('error_description')).toContain('AADSTS65001');
    expect((await error(NORTHWIND, { login_hint: 'ann@fabrikam.com' })).get('error')).toBe('interaction_required');
    await signIn(stage, HOST, 'ben', { ...SIGN_IN_ONLY, prompt: 'select_account' }, visitor);
    expect((await error(HOST, {})).get('error_description')).toContain('AADSTS16000');
  });

  it('keeps browsers apart', async () => {
    await signIn(stage, HOST, 'ann', SIGN_IN_ONLY, visitor);
    expect((await createVisitor().open(authorizeUrl(stage, HOST, SIGN_IN_ONLY))).title).toBe('Sign in to your account');
  });

  it('forgets sessions on sign-out and on the control call', async () => {
    await signIn(stage, HOST, 'ann', SIGN_IN_ONLY, visitor);
    expect((await visitor.open(`${stage.entra.url}/common/oauth2/v2.0/logout`)).text).toContain('You signed out');
    expect((await visitor.open(authorizeUrl(stage, HOST, SIGN_IN_ONLY))).title).toBe('Sign in to your account');
    await visitor.press('ann@fabrikam.com');
    stage.entra.sessions.end('ann');
    expect((await visitor.open(authorizeUrl(stage, HOST, SIGN_IN_ONLY))).title).toBe('Sign in to your account');
  });

  it('goes on after sign-out only to a registered address', async () => {
    const logout = (next: string) =>
      visitor.open(`${stage.entra.url}/common/oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent(next)}`);
    expect((await logout('https://evil.example/')).location).toBeUndefined();
    expect((await logout('https://localhost:7071/api/other')).location).toBe('https://localhost:7071/api/other');
  });
});

describe('answerSignIn', () => {
  async function choose(tenant: string, key: string): Promise<Page> {
    await visitor.open(authorizeUrl(stage, tenant, { ...SIGN_IN_ONLY, prompt: 'select_account' }));
    return visitor.press(stage.directory.person(key).userPrincipalName);
  }

  it('refuses a stranger to the tenant with AADSTS50020 and offers another account', async () => {
    const page = await choose(NORTHWIND, 'ann');
    expect(page.status).toBe(400);
    expect(page.text).toContain('AADSTS50020');
    expect(page.text).toContain("User account 'ann@fabrikam.com'");
    expect((await visitor.press('Use another account')).title).toBe('Sign in to your account');
    expect((await visitor.press('noa@northwindtraders.com')).text).toContain('Need admin approval');
  });

  it('lets every kind of guest in at the host tenant', async () => {
    for (const key of ['ann', 'noa', 'pat', 'otto', 'gil']) {
      expect(await who(await choose(HOST, key))).toBe(stage.directory.person(key).userPrincipalName);
    }
  });

  it('refuses personal, Google and passcode accounts at organizations', async () => {
    expect((await choose('organizations', 'pat')).text).toContain('AADSTS50020');
    expect((await choose('organizations', 'gil')).text).toContain('AADSTS50034');
    expect((await choose('organizations', 'otto')).text).toContain('AADSTS50034');
    expect((await choose('common', 'pat')).text).toContain('AADSTS50020');
  });

  it('signs work accounts in at their home tenant by way of organizations', async () => {
    const code = (await signIn(stage, 'organizations', 'ann', SIGN_IN_ONLY, visitor)).get('code');
    const { body } = await redeem(stage, 'organizations', code);
    expect(decodeJwt(body.id_token).tid).toBe(FABRIKAM);
  });

  it('refuses a disabled account with AADSTS50057, and does not sign it in', async () => {
    stage.entra.changePerson('ann', { isDisabled: true });
    expect((await choose(FABRIKAM, 'ann')).text).toContain('AADSTS50057');
    expect((await choose(HOST, 'ann')).text).toContain('AADSTS50057');
    const page = await visitor.open(authorizeUrl(stage, HOST, { ...SIGN_IN_ONLY, prompt: 'none' }));
    expect(query(page).get('error')).toBe('login_required');
  });

  it('lets a guest whose home account was disabled go on in a session that stands', async () => {
    await choose(HOST, 'ann');
    stage.entra.changePerson('ann', { isDisabled: true });
    expect(await who(await choose(HOST, 'ann'))).toBe('ann@fabrikam.com');
    expect((await choose(FABRIKAM, 'ann')).text).toContain('AADSTS50057');
  });

  it('takes a page only from the browser, and for the tenant, it was made for', async () => {
    const page = await visitor.open(authorizeUrl(stage, HOST, SIGN_IN_ONLY));
    const ctx = /name="ctx" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const post = async (tenant: string, cookie: string, fields: Record<string, string>) => {
      const answer = await fetch(`${stage.entra.url}/${tenant}/login`, {
        method: 'POST',
        headers: { Cookie: cookie },
        body: new URLSearchParams({ account: 'ann@fabrikam.com', ...fields }),
        redirect: 'manual',
      });
      return `${answer.status} ${await answer.text()}`;
    };
    expect(await post(HOST, '', { ctx })).toMatch(/^400 .*AADSTS165000/s);
    expect(await post(HOST, visitor.cookie(), { ctx: 'made up' })).toMatch(/^400 .*AADSTS165000/s);
    expect(await post(FABRIKAM, visitor.cookie(), { ctx })).toMatch(/^400 .*AADSTS165000/s);
    expect(await post(HOST, visitor.cookie(), { ctx })).toMatch(/^302 /);
    stage.pass(3_600_001);
    expect(await post(HOST, visitor.cookie(), { ctx })).toMatch(/^400 .*AADSTS165000/s);
  });

  it('connects a member of the host tenant', async () => {
    const body = await connect(stage, HOST, 'mia');
    expect(decodeJwt(body.id_token)).not.toHaveProperty('idp');
  });
});
