import { describe, expect, it } from 'vitest';
import { FAREWELL_LIFETIME_SECONDS } from '../../shared/limits.ts';
import { homeTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { visibleText } from '../shared/pages/visible-text.ts';
import { personOf } from '../fakes/memory-connector.ts';
import { ann, createApi } from './api.ts';
import { codeOf, lineOf, type Invocation } from './invoke.ts';
import { formHeaders, readFarewell } from './person.ts';

function setUp() {
  const fake = createApi();
  type Browser = Awaited<ReturnType<typeof fake.signIn>>;
  const open = (cookie: string, query: Record<string, string> = {}) =>
    fake.call('me', 'GET', { query, headers: { cookie } });
  return {
    ...fake,
    open,
    openOwnPage: ({ secret, handle }: Browser) =>
      open(`__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`),
    erase: ({ secret, handle }: Browser) =>
      fake.call('meErase', 'POST', {
        headers: { ...formHeaders, cookie: `__Host-guestmail=${secret}` },
        body: new URLSearchParams({ handle }).toString(),
      }),
    /** The page to which the answer leads; `cookie` is all that the browser holds, where that is more. */
    receipt(answer: Invocation, { secret }: Browser, held?: string) {
      const { cookie, query } = readFarewell(answer, secret);
      return open(held ?? cookie, query);
    },
  };
}

describe('meEraseMethods', () => {
  it('erases the person and leads to a receipt that names nobody', async () => {
    const { signIn, send, call, erase, receipt: show } = setUp();
    const browser = await signIn('ann');
    await send();
    const answer = await erase(browser);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/\/me\?erased=[0-9a-f]{8}$/),
    ]);
    const receipt = await show(answer, browser);
    expect(receipt.status).toBe(200);
    const text = visibleText(receipt.body);
    expect(text).toContain('What was kept of you is erased');
    expect(text).toContain('Entries in the list of emails sent as you: 1');
    expect(receipt.body).toContain(`tenantid=${homeTenantId}`);
    expect(receipt.body).not.toMatch(/@fabrikam|00000b05|00000a0e/);
    expect((await call('sender', 'GET', { params: { sender: ann } })).status).toBe(404);
    expect((await send({}, { Prefer: 'handling=strict' })).json['code']).toBe('consent_required');
  });

  it('writes one line, without a name', async () => {
    const { signIn, erase } = setUp();
    const answer = await erase(await signIn('ann'));
    expect(lineOf(answer)).toMatchObject({ outcome: 'ok', status: 303, sender: personOf('ann').hostObjectId });
    expect(answer.lines[0]!.text).not.toMatch(/@|fabrikam/);
  });

  it('shows the receipt again for some minutes, in this browser alone, and ends the session at once', async () => {
    const { signIn, erase, open, openOwnPage, clock } = setUp();
    const browser = await signIn('ann');
    const { cookie: held, query } = readFarewell(await erase(browser), browser.secret);
    const title = async (cookie: string) => /<h1>([^<]*)/.exec((await open(cookie, query)).body)?.[1];
    expect([await title(held), await title(held)]).toEqual(Array(2).fill('What was kept of you is erased'));
    expect(await title(held.replace(browser.secret, 'A'.repeat(43)))).toBe('See or end your connection');
    expect((await openOwnPage(browser)).body).toContain('name="purpose" value="me"');
    expect(codeOf(await erase(browser))).toBe('request_expired');
    clock.pass(FAREWELL_LIFETIME_SECONDS);
    expect(await title(held)).toBe('See or end your connection');
  });

  it('gives each of two requests at once its own receipt, of what that one deleted', async () => {
    const { signIn, send, erase, receipt } = setUp();
    const browser = await signIn('ann');
    for (const _ of [1, 2, 3]) await send();
    const answers = await Promise.all([erase(browser), erase(browser)]);
    const held = new Set(answers.flatMap((answer) => readFarewell(answer, browser.secret).cookie.split('; ')));
    const pages = await Promise.all(answers.map((answer) => receipt(answer, browser, [...held].join('; '))));
    const texts = pages.map(({ body }) => visibleText(body));
    expect(new Set(texts).size).toBe(2);
    const sum = (pattern: RegExp) =>
      texts.map((text) => Number(pattern.exec(text)?.[1] ?? 0)).reduce((one, other) => one + other);
    expect([
      texts.filter((text) => text.includes('The connection, and its tokens and key')).length,
      sum(/found you: (\d+)/),
      sum(/emails sent as you: (\d+)/),
    ]).toEqual([1, 1, 3]);
  });

  it('is offered after a disconnect, too, to whoever signs in again', async () => {
    const { signIn, erase, receipt, openOwnPage, connector } = setUp();
    await signIn('ann');
    await connector.senders.disconnect(connector.config.hostTenantId, ann);
    const browser = await signIn('ann', 'manage');
    const page = await openOwnPage(browser);
    expect(page.body).toContain('/me/erase');
    expect(page.body).toContain(`myapps.microsoft.com/?tenantid=${homeTenantId}`);
    expect(visibleText((await receipt(await erase(browser), browser)).body)).toContain('Deleted The connection');
    expect((await openOwnPage(await signIn('ann', 'manage'))).body).not.toContain('/me/erase');
  });

  it('tells nothing of the connection of a former account, which it erases', async () => {
    const { signIn, send, erase, receipt: show, openOwnPage, entra } = setUp();
    await signIn('ann');
    await send();
    entra.script.change = (result) => ({
      ...result,
      clientInfo: { uid: '00000a0e-0000-4000-8000-0000000000ff', utid: homeTenantId },
    });
    const browser = await signIn('ann', 'manage');
    expect((await openOwnPage(browser)).body).toContain('/me/erase');
    const receipt = await show(await erase(browser), browser);
    expect(visibleText(receipt.body)).toContain('What was kept of the connection of a former account.');
    expect(receipt.body).not.toMatch(/emails sent as you: \d|tenantid/);
    expect((await openOwnPage(await signIn('ann', 'manage'))).body).toContain('No mailbox is connected');
  });

  it('erases nothing that another account has connected since', async () => {
    const { signIn, erase, connector, entra } = setUp();
    const browser = await signIn('ann', 'manage');
    const { openSession } = connector.signIn;
    const former = await openSession(browser.handle, browser.secret);
    const uid = '00000a0e-0000-4000-8000-0000000000ff';
    entra.script.change = (result) => ({
      ...result,
      clientInfo: { uid, utid: homeTenantId },
      ...(result.idTokenClaims['tid'] === homeTenantId && { idTokenClaims: { ...result.idTokenClaims, oid: uid } }),
    });
    await signIn('ann');
    expect(codeOf(await erase(browser))).toBe('browser_mismatch');
    await expect(connector.senders.erase(former.sender, former.home)).rejects.toMatchObject({
      code: 'request_expired',
    });
    expect((await connector.senders.read(former.sender)).grant?.status).toBe('connected');
  });
});
