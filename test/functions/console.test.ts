import { describe, expect, it } from 'vitest';
import { openConsole } from '../../functions/console/open-console.ts';
import type { ConsolePage } from '../../functions/console/console-page.ts';
import { readReader } from '../../functions/language.ts';
import { readConsoleForm } from '../../functions/read-console-form.ts';
import { createReadAdministrator } from '../../functions/read-administrator.ts';
import { HttpRequest } from '@azure/functions';
import { ADMINISTRATOR_SESSION_SECONDS, CONFIRMED_SECONDS } from '../../shared/console-limits.ts';
import { html } from '../../shared/pages/kit/html.ts';
import { personOf, publicUrl } from '../fakes/memory-connector.ts';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { createConsole, type Administrator } from './console-journey.ts';
import { createDocuments } from './console/documents-stage.ts';
import { codeOf, createContext, invoke, lineOf } from './invoke.ts';
import { formHeaders } from './person.ts';

const signInTitle = 'Sign in to the console';
const ann = personOf('ann').hostObjectId;

describe('signing in to the console', () => {
  it('asks the host tenant which account it is, and for nothing but who it is', async () => {
    const { url } = await createConsole().enter({ roles: ['Manage'] });
    expect(url.pathname).toContain(`/${hostTenantId}/`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ prompt: 'select_account', scope: 'openid profile' });
  });

  it('lets in who has the role, to the page that was asked for, and records it', async () => {
    const stage = createConsole();
    const { answer, cookie } = await stage.enter(
      { roles: ['Manage'] },
      { body: 'purpose=console&page=overview%3Fday%3D1' },
    );
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${publicUrl}/console/overview?day=1`]);
    expect(lineOf(answer)).toMatchObject({ administrator: ann });
    const { entries } = await stage.connector.configuration.listAudit();
    expect(entries).toMatchObject([
      { action: 'signed_in', kind: 'console', by: expect.stringContaining(ann) as string },
    ]);
    const shown = await stage.get('overview', cookie);
    expect([shown.status, shown.body.includes(signInTitle)]).toEqual([200, false]);
  });

  it.each([
    ['no roles', {}],
    ['another role', { roles: ['Operate'] }],
    ['a role in another form', { roles: 'Manage' }],
  ])('lets nobody in with %s, and says who assigns the role', async (_case, claims) => {
    const stage = createConsole();
    const { answer, cookie } = await stage.enter(claims);
    expect([answer.status, cookie.includes('console')]).toEqual([303, false]);
    expect(lineOf(answer)).toMatchObject({ outcome: 'administrator_role_missing', who: 'host_admin' });
    expect((await stage.get('overview', cookie)).body).toContain(signInTitle);
    expect((await stage.connector.configuration.listAudit()).entries).toEqual([]);
  });

  it.each(['//northwindtraders.com', 'https://northwindtraders.com', '../me', 'x/y/z', 'a'.repeat(60)])(
    'leads to the first page for an address that is none of the console: %s',
    async (page) => {
      const body = new URLSearchParams({ purpose: 'console', page }).toString();
      const { answer } = await createConsole().enter({ roles: ['Manage'] }, { body });
      expect(answer.headers.get('location')).toBe(`${publicUrl}/console`);
    },
  );

  it('leaves connections alone, whoever signs in', async () => {
    const stage = createConsole();
    await stage.signIn();
    expect(
      (await stage.connector.senders.read({ hostTenantId: stage.config.hostTenantId, hostObjectId: ann })).grant,
    ).toBeUndefined();
  });

  it('ends after its time, when the administrator signs out, and when they sign in again', async () => {
    const stage = createConsole();
    const isIn = async ({ cookie }: Administrator) => !(await stage.get('overview', cookie)).body.includes(signInTitle);
    const first = await stage.signIn();
    const second = await stage.signIn();
    expect([await isIn(first), await isIn(second)]).toEqual([false, true]);
    const out = await invoke(stage.handlers.consoleEnd, 'POST', { headers: { ...formHeaders, cookie: second.cookie } });
    expect([out.status, out.headers.get('location'), await isIn(second)]).toEqual([303, `${publicUrl}/console`, false]);
    const third = await stage.signIn();
    stage.clock.pass(ADMINISTRATOR_SESSION_SECONDS - 1);
    expect(await isIn(third)).toBe(true);
    stage.clock.pass(2);
    expect(await isIn(third)).toBe(false);
  });

  it('ends with everything else that the browser holds', async () => {
    const stage = createConsole();
    const { cookie } = await stage.signIn();
    await invoke(stage.handlers.meSignOut, 'POST', { headers: { ...formHeaders, cookie } });
    expect((await stage.get('overview', cookie)).body).toContain(signInTitle);
  });

  it('keeps the secret of the browser as long, also when somebody begins to sign in there', async () => {
    const stage = createConsole();
    const { cookie } = await stage.signIn();
    const lifetimeOf = async (held: string) => {
      const { cookies = [] } = await invoke(stage.handlers.authorize, 'POST', {
        headers: { ...formHeaders, cookie: held },
      });
      return cookies.find(({ name }) => name === '__Host-guestmail')?.maxAge;
    };
    expect([await lifetimeOf(cookie), await lifetimeOf('')]).toEqual([ADMINISTRATOR_SESSION_SECONDS, 30 * 60]);
  });

  it('opens with its own cookie alone, in its own browser alone', async () => {
    const stage = createConsole();
    const { cookie } = await stage.signIn();
    const person = await stage.connector.signIn.start(await stage.connector.tenants.readDefault(), undefined, 'manage');
    const [, handle = ''] = /__Host-guestmail-console=([^;]+)/.exec(cookie) ?? [];
    const [, secret = ''] = /__Host-guestmail=([^;]+)/.exec(cookie) ?? [];
    const others = [
      `__Host-guestmail-console=${handle}`,
      `__Host-guestmail=${person.browserSecret}; __Host-guestmail-console=${handle}`,
      `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`,
    ];
    for (const other of others) expect((await stage.get('overview', other)).body).toContain(signInTitle);
    const mine = `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`;
    expect((await invoke(stage.handlers.me, 'GET', { headers: { cookie: mine } })).body).not.toContain('Sign out');
  });

  it('lets no session of a person in', async () => {
    const stage = createConsole();
    const started = await stage.connector.signIn.start(
      await stage.connector.tenants.readDefault(),
      undefined,
      'manage',
    );
    const state = new URL(started.url).searchParams.get('state') ?? '';
    const leg = await stage.connector.signIn.finish(
      { secret: started.browserSecret, handles: [] },
      { state, code: 'ann', error: undefined, errorDescription: undefined },
    );
    if (leg.kind !== 'session') throw new Error(leg.kind);
    const cookie = `__Host-guestmail=${started.browserSecret}; __Host-guestmail-console=${leg.handle}`;
    expect((await stage.get('overview', cookie)).body).toContain(signInTitle);
  });
});

/** Pages that note what is done. */
function createPages() {
  const done: string[] = [];
  const act = (isDestructive: boolean) => ({
    isDestructive,
    async run() {
      done.push(isDestructive ? 'destroyed' : 'done');
      return { page: 'things', query: { done: 'it' } };
    },
  });
  const sent = () => {
    done.push('sent');
    return { page: 'things', query: { done: 'sent' } };
  };
  const things: ConsolePage = {
    show: async () => ({ title: 'Things', main: html`<p>things</p>` }),
    acts: { safe: act(false), destroy: act(true), send: { ...act(false), isOnce: true, run: async () => sent() } },
  };
  return { done, pages: { things } };
}

describe('an act in the console', () => {
  function setUp() {
    const stage = createConsole();
    const { done, pages } = createPages();
    const { act } = openConsole(stage.connector, { readReader }, pages);
    const read = createReadAdministrator({ publicUrl, signIn: stage.connector.signIn });
    async function post(
      { cookie, session }: Pick<Administrator, 'cookie' | 'session'>,
      fields: object,
      headers: object = formHeaders,
    ) {
      const body = new URLSearchParams({ session, ...fields }).toString();
      const request = new HttpRequest({
        method: 'POST',
        url: `${publicUrl}/console/things`,
        headers: { ...headers, cookie },
        body: { string: body },
      });
      const poster = await read(request);
      if (!poster) throw new Error('Nobody is signed in.');
      return act(request, poster, createContext().context);
    }
    return { ...stage, done, post };
  }

  it('is done by a form of the session for which its page was made', async () => {
    const { signIn, post, done } = setUp();
    const administrator = await signIn();
    const { response } = await post(administrator, { act: 'safe' });
    expect([response.status, response.headers?.['Location'], done]).toEqual([
      303,
      `${publicUrl}/console/things?done=it`,
      ['done'],
    ]);
  });

  it.each([
    ['another site', {}, { ...formHeaders, origin: 'https://northwindtraders.com' }, 'cross_site_request'],
    ['another kind of body', {}, { ...formHeaders, 'content-type': 'text/plain' }, 'unsupported_media_type'],
    ['a broken upload', {}, { ...formHeaders, 'content-type': 'multipart/form-data; boundary=x' }, 'invalid_request'],
  ])('is refused from %s', async (_case, change, headers, code) => {
    const { signIn, post, done } = setUp();
    await expect(post({ ...(await signIn()), ...change }, { act: 'safe' }, headers)).rejects.toMatchObject({ code });
    expect(done).toEqual([]);
  });

  it.each([
    ['of another person or browser', { session: '00000000' }],
    ['without one', { session: '' }],
  ])('is not done by a form %s, and what was typed is shown again', async (_case, change) => {
    const { signIn, post, done } = setUp();
    const document = '{"name":"<b>typed for a long time</b> & not lost"}';
    const { response, error } = await post({ ...(await signIn()), ...change }, { act: 'safe', document });
    expect([response.status, error?.code, done]).toEqual([400, 'request_expired', []]);
    expect(response.body).toContain('&lt;b&gt;typed for a long time&lt;/b&gt; &amp; not lost');
    expect(response.body).toContain('name="page" value="things"');
  });

  it('is not done after the session has ended, and what was typed is shown again', async () => {
    const { signIn, post, done, clock } = setUp();
    const administrator = await signIn();
    clock.pass(ADMINISTRATOR_SESSION_SECONDS + 1);
    const { response } = await post(administrator, { act: 'safe', document: 'x'.repeat(50) });
    expect([response.status, done]).toEqual([400, []]);
    expect(response.body).toContain('x'.repeat(50));
  });

  it('is done by a form of before the credentials were given again', async () => {
    const stage = setUp();
    const first = await stage.signIn();
    const seconds = Math.floor(stage.connector.now().getTime() / 1000);
    const again = await stage.enter(
      { roles: ['Manage'], auth_time: seconds },
      { body: 'purpose=console&confirm=1', cookie: first.cookie },
    );
    await stage.post({ cookie: again.cookie, session: first.session }, { act: 'destroy' });
    expect(stage.done).toEqual(['destroyed']);
  });

  it('is done once by one form where it sends something', async () => {
    const { signIn, post, done, clock } = setUp();
    const administrator = await signIn();
    const once = `${Math.floor(clock.now().getTime() / 1000)}.page-1`;
    const answers = await Promise.all([1, 2, 3].map(() => post(administrator, { act: 'send', once })));
    expect(done).toEqual(['sent']);
    const led = answers.map(({ response }) => response.headers?.['Location'] ?? '');
    expect(led.filter((to) => to.endsWith('done=posted'))).toHaveLength(2);
    await post(administrator, { act: 'send', once: once.replace('page-1', 'page-2') });
    expect(done).toEqual(['sent', 'sent']);
    for (const bad of ['', 'x', '9999999999.page', `0000000001.page`])
      await post(administrator, { act: 'send', once: bad });
    expect(done).toEqual(['sent', 'sent']);
  });

  it('is not done, nor read, where a form has more fields than any of ours', async () => {
    const { signIn, post } = setUp();
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${at}`, '']));
    await expect(post(await signIn(), many)).rejects.toMatchObject({ code: 'invalid_request' });
    const parts = Object.keys(many).map((name) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n\r\n`);
    const request = new HttpRequest({
      method: 'POST',
      url: `${publicUrl}/console/things`,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: { string: `${parts.join('')}--x--\r\n` },
    });
    await expect(readConsoleForm(request)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('is refused without a session, and leads to where one signs in', async () => {
    const stage = createConsole();
    const answer = await stage.post('overview', { cookie: '', session: '' }, { act: 'safe' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${publicUrl}/console?ended`]);
  });

  it.each(['', 'nothing', 'constructor', '__proto__'])('does not exist: %s', async (act) => {
    const { signIn, post } = setUp();
    const { response, error } = await post(await signIn(), { act });
    expect([response.status, error?.code]).toEqual([405, 'method_not_allowed']);
  });

  it('asks for the credentials where it cannot be undone, does nothing meanwhile, and forgets them after five minutes', async () => {
    const { signIn, post, done, clock, connector } = setUp();
    const { response } = await post(await signIn(), { act: 'destroy' });
    expect([response.headers?.['Location'], done]).toEqual([`${publicUrl}/console/confirm?back=things`, []]);
    expect((await connector.configuration.listAudit()).entries).toMatchObject([{ action: 'signed_in' }]);
    const confirmed = await signIn({ isConfirmed: true });
    await post(confirmed, { act: 'destroy' });
    expect(done).toEqual(['destroyed']);
    clock.pass(CONFIRMED_SECONDS);
    await post(confirmed, { act: 'destroy' });
    expect(done).toEqual(['destroyed']);
  });

  it('takes no sign-in for credentials given just now unless Microsoft says so', async () => {
    const stage = createConsole();
    const seconds = Math.floor(stage.connector.now().getTime() / 1000);
    const entered = (claims: object) =>
      stage.enter({ roles: ['Manage'], ...claims }, { body: 'purpose=console&confirm=1' });
    expect((await entered({})).url.searchParams.get('prompt')).toBe('login');
    for (const auth_time of [undefined, String(seconds), seconds - CONFIRMED_SECONDS, seconds + 3_600]) {
      const { answer, cookie } = await entered({ auth_time });
      expect([lineOf(answer)['outcome'], cookie.includes('console')]).toEqual(['sign_in_not_recent', false]);
    }
    expect((await entered({ auth_time: seconds - 60 })).cookie).toContain('__Host-guestmail-console=');
  });
});

describe('a page of the console', () => {
  it('is not found under any other name', async () => {
    const stage = createConsole();
    const { cookie } = await stage.signIn();
    for (const path of ['nothing', '__proto__', 'constructor']) {
      const answer = await stage.get(path, cookie);
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 404, 'not_found']);
      // Not to itself.
      expect(answer.body).toMatch(/class="button" href="[^"]*\/console\/overview">Overview</);
    }
    const { body } = await stage.get('documents/nothing', cookie);
    expect(body).toMatch(/class="button" href="[^"]*\/console\/documents">Back to the page</);
  });

  it('is of a host tenant that is served, and else leads to the first page', async () => {
    const stage = createConsole();
    const { cookie } = await stage.signIn();
    const answer = await stage.get('overview?tenant=a0274317-0000-4000-8000-000000000003', cookie);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${publicUrl}/console`]);
  });

  it('is in the language that the reader chose, and carries no address but its own', async () => {
    const stage = createConsole();
    const { cookie } = await stage.signIn();
    const answer = await stage.get('overview', cookie, { 'accept-language': 'de' });
    expect(answer.headers.get('content-language')).toBe('de');
    expect(answer.body).toContain('<a href="https://guestmail.contoso.com/api/console/overview?lang=fr"');
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it('opens to whoever puts right what was spoilt, also the document of the own host tenant', async () => {
    const stage = await createDocuments();
    await stage.put('tenant', 'tenant', { name: 'Contoso' });
    Object.assign(stage.spoilt, { isOn: true, kind: 'tenant' });
    stage.clock.pass(60);
    const { cookie, answer } = await stage.signIn();
    expect(answer.status).toBe(303);
    const { status, body } = await stage.get('documents', cookie);
    expect([status, body.includes('<code>sealed_record_refused</code>')]).toEqual([200, true]);
    expect((await stage.get('overview', cookie)).status).toBe(200);
  });

  it('is that of the path, whatever a query says', async () => {
    const stage = createConsole();
    const { cookie } = await stage.signIn();
    expect((await stage.get('nothing?page=overview', cookie)).status).toBe(404);
    expect((await stage.get('%E0%A4%A', cookie)).status).toBe(303);
  });

  it.each(['messages?format=csv', 'alarms?check=1'])(
    'makes and tries nothing by a link on another site: %s',
    async (path) => {
      const stage = createConsole();
      const { cookie } = await stage.signIn();
      const answer = await stage.get(path, cookie, { 'sec-fetch-site': 'cross-site' });
      expect([answer.status, codeOf(answer)]).toEqual([403, 'cross_site_request']);
      const { entries } = await stage.connector.configuration.listAudit();
      expect(entries.map(({ action }) => action)).toEqual(['signed_in']);
      expect((await stage.get(path, cookie, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    },
  );

  it('tells where it is from the address that the host keeps for itself', async () => {
    const stage = createConsole();
    const answer = await invoke(stage.handlers.unknown, 'GET', { params: { path: 'Admin' } });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${publicUrl}/console`]);
  });
});
