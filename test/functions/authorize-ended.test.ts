import { describe, expect, it } from 'vitest';
import { ENDINGS_MAX } from '../../shared/limits.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { publicUrl } from '../fakes/memory-connector.ts';
import { codeOf, invoke, lineOf, type Invocation } from './invoke.ts';
import { createPerson, formHeaders } from './person.ts';

const secretOf = (cookie: string) => cookie.split('=')[1] ?? '';
const endingOf = ({ cookies }: Invocation) => cookies?.find(({ name }) => name.startsWith('__Host-guestmail-ending-'));

/** A sign-in that ended with another account: its cookies, and the address to which it leads. */
async function endWrongly(person: ReturnType<typeof createPerson>, held = '') {
  const { callback, start } = person;
  const { cookie: fresh, state } = await start();
  const cookie = held || fresh;
  const opened = held
    ? new URL(
        (await invoke(person.authorize, 'POST', { headers: { ...formHeaders, cookie } })).headers.get('location') ?? '',
      ).searchParams.get('state')
    : state;
  const headers = { cookie };
  const hostLeg = await invoke(callback, 'GET', { headers, query: { code: 'ann', state: opened ?? '' } });
  const homeState = new URL(hostLeg.headers.get('location') ?? '').searchParams.get('state') ?? '';
  const refused = await invoke(callback, 'GET', { headers, query: { code: 'ben', state: homeState } });
  const address = new URL(refused.headers.get('location') ?? '');
  const ending = endingOf(refused);
  return { refused, address, cookie: `${cookie}; ${ending?.name}=${ending?.value}`, ending };
}

const show = ({ authorizeEnded }: ReturnType<typeof createPerson>, cookie: string, address: URL, method = 'GET') =>
  invoke(authorizeEnded, method, { headers: { cookie }, query: [...address.searchParams] });

const expectGone = (answer: Invocation) =>
  expect([answer.status, answer.headers.get('location'), answer.body]).toEqual([
    303,
    `${publicUrl}/authorize?ended`,
    '',
  ]);

describe('authorizeEndedMethods', () => {
  it('shows the refusal with its status as often as it is asked, at an address that says nothing', async () => {
    const person = createPerson();
    const { refused, address, cookie, ending } = await endWrongly(person);
    expect([refused.status, refused.body, `${address.origin}${address.pathname}`]).toEqual([
      303,
      '',
      `${publicUrl}/authorize/ended`,
    ]);
    expect(address.search).toMatch(/^\?tab=[0-9a-f]{8}$/);
    expect(ending).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/', maxAge: 30 * 60 });
    expect(ending?.value).toMatch(/^[\w-]+$/);
    expect(Buffer.from(ending?.value ?? '', 'base64url').toString('latin1')).not.toMatch(/fabrikam|wrong_account/);
    expect(lineOf(refused)).toMatchObject({ outcome: 'wrong_account', status: 403 });
    expect(refused.lines[0]?.text).not.toMatch(/@|ended\?|\d{10}\./);
    for (const language of [undefined, 'de', undefined]) {
      if (language) address.searchParams.set('lang', language);
      const answer = await show(person, cookie, address);
      expect(answer.status).toBe(403);
      for (const name of ['ann@fabrikam.com', 'ben@fabrikam.com', 'name="restart"', 'invocation-1'])
        expect(answer.body).toContain(name);
      expect(answer.lines).toEqual([]);
      expect(answer.body).toContain(`${publicUrl}/authorize/ended?tab=${address.searchParams.get('tab')}&amp;lang=`);
    }
    const head = await show(person, cookie, address, 'HEAD');
    expect([head.status, head.body, (await show(person, cookie, address)).status]).toEqual([403, '', 403]);
  });

  it('shows each tab its own, and no tab that of another', async () => {
    const person = createPerson();
    const one = await endWrongly(person);
    const [secret = ''] = one.cookie.split('; ');
    const other = await endWrongly(person, secret);
    const swapped = `${secret}; ${one.ending?.name}=${other.ending?.value}`;
    expect(one.address.search).not.toBe(other.address.search);
    const both = `${one.cookie}; ${other.ending?.name}=${other.ending?.value}`;
    for (const { address } of [one, other]) expect((await show(person, both, address)).status).toBe(403);
    expectGone(await show(person, swapped, one.address));
    expectGone(await show(person, one.cookie, other.address));
  });

  it.each<[string, (cookie: string, person: ReturnType<typeof createPerson>) => Promise<string> | string]>([
    ['without cookies', () => ''],
    ['without the secret of the browser', (cookie) => cookie.split('; ')[1] ?? ''],
    ['in another browser', async (cookie, person) => `${(await person.start()).cookie}; ${cookie.split('; ')[1]}`],
    ['with a cookie that was changed', (cookie) => `${cookie.slice(0, -4)}AAAA`],
    ['with a cookie that is there twice', (cookie) => `${cookie}; ${cookie.split('; ')[1]}`],
    [
      'after half an hour',
      (cookie, person) => {
        person.clock.pass(30 * 60);
        return cookie;
      },
    ],
  ])('leads to the consent page %s', async (_what, change) => {
    const person = createPerson();
    const { address, cookie } = await endWrongly(person);
    expectGone(await show(person, await change(cookie, person), address));
  });

  it.each([
    ['', undefined],
    ['reason=browser_mismatch', 'browser_mismatch'],
    ['reason=request_expired', 'request_expired'],
    ['reason=wrong_account', undefined],
    ['reason=internal_error', undefined],
    ['reason=constructor', undefined],
    ['tab=', undefined],
    ['tab=00000000', undefined],
    ['tab=%0d%0aSet-Cookie:x', undefined],
  ])('says by the address ?%s alone no more than that a sign-in is nobody’s', async (query, code) => {
    const { authorizeEnded } = createPerson();
    const answer = await invoke(authorizeEnded, 'GET', { query: [...new URLSearchParams(query)] });
    if (code === undefined) expectGone(answer);
    else {
      expect(codeOf(answer)).toBe(code);
      expect(answer.body).not.toContain('Request id');
    }
  });

  it('keeps the last endings of a browser, and none after signing out', async () => {
    const person = createPerson();
    const { meSignOut } = person;
    const first = await endWrongly(person);
    const old = ['0', '1', '2'].map((digit) => `__Host-guestmail-ending-${digit.repeat(8)}`);
    const held = `${first.cookie.split('; ')[0]}; ${old.map((name) => `${name}=x`).join('; ')}`;
    const { refused } = await endWrongly(person, held);
    const dropped = refused.cookies?.filter(({ maxAge }) => maxAge === 0).map(({ name }) => name);
    expect(dropped).toEqual(old.slice(0, old.length + 1 - ENDINGS_MAX));
    const out = await invoke(meSignOut, 'POST', { headers: { ...formHeaders, cookie: held }, body: 'handle=' });
    expect(out.cookies?.filter(({ maxAge }) => maxAge === 0).map(({ name }) => name)).toEqual([
      ...old,
      '__Host-guestmail',
    ]);
  });

  it('says who has signed in where another account is connected, and signs them out', async () => {
    const person = createPerson();
    await person.finish({ code: 'ann' }, { code: 'ann' });
    person.entra.script.change = (result) => ({
      ...result,
      ...(result.clientInfo && { clientInfo: { ...result.clientInfo, uid: '00000e7a-0000-4000-8000-000000000001' } }),
    });
    const { cookie, state } = await person.start();
    const refused = await invoke(person.callback, 'GET', { headers: { cookie }, query: { code: 'ann', state } });
    const page = await person.follow(refused, cookie);
    expect([page.status, codeOf(page)]).toEqual([409, 'identity_changed']);
    expect(page.body).toMatch(/You are signed in here as <bdi>ann@fabrikam\.com<\/bdi>/);
    const [, handle = ''] = /name="handle" value="([^"]+)"/.exec(page.body) ?? [];
    const secret = secretOf(cookie);
    expect((await person.connector.signIn.openSession(handle, secret)).displayAddress).toBe('ann@fabrikam.com');
    const body = new URLSearchParams({ handle }).toString();
    await invoke(person.meSignOut, 'POST', { headers: { ...formHeaders, cookie }, body });
    await expect(person.connector.signIn.openSession(handle, secret)).rejects.toMatchObject({
      code: 'request_expired',
    });
  });
});

describe('a refusal that stays at the callback', () => {
  it('is one that used nothing up and passes: the same address then goes on', async () => {
    let isDown = true;
    const person = createPerson(({ stores }) => {
      const { transactions } = stores;
      const use = (key: Parameters<typeof transactions.use>[0]) =>
        isDown ? Promise.reject(new ConnectorError('storage_unavailable')) : transactions.use(key);
      return { stores: { ...stores, transactions: { ...transactions, use } } };
    });
    const { cookie, state } = await person.start();
    const given = { headers: { cookie }, query: { code: 'ann', state } };
    const refused = await invoke(person.callback, 'GET', given);
    expect([refused.status, codeOf(refused), endingOf(refused)]).toEqual([503, 'storage_unavailable', undefined]);
    isDown = false;
    expect((await invoke(person.callback, 'GET', given)).status).toBe(303);
  });

  it('is not one that Entra’s own answer tells of, which another look does not change', async () => {
    const { callback, start } = createPerson();
    const { cookie, state } = await start();
    const query = { error: 'temporarily_unavailable', state };
    const refused = await invoke(callback, 'GET', { headers: { cookie }, query });
    expect([refused.status, endingOf(refused) !== undefined]).toEqual([303, true]);
  });

  it('is one whose page cannot be sealed', async () => {
    let isDown = false;
    const person = createPerson(({ vault }) => ({
      vault: {
        ...vault,
        sealForBrowser: (...given: Parameters<typeof vault.sealForBrowser>) =>
          isDown ? Promise.reject(new ConnectorError('vault_unavailable')) : vault.sealForBrowser(...given),
      },
    }));
    const { cookie, state } = await person.start();
    isDown = true;
    const query = { error: 'access_denied', error_subcode: 'cancel', state };
    const refused = await invoke(person.callback, 'GET', { headers: { cookie }, query });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'host_approval_likely']);
  });
});
