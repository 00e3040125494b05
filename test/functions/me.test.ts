import { describe, expect, it } from 'vitest';
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { TESTS_PER_HOUR } from '../../shared/limits.ts';
import { homeTenantId, hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { routes } from './routes.ts';
import { createMemoryConnector, personOf, publicUrl } from '../fakes/memory-connector.ts';
import { invoke, codeOf, lineOf } from './invoke.ts';
import { readFarewell } from './person.ts';

const { origin } = new URL(publicUrl);
/** Whoever redeemed the invitation anew. */
const otherAccount = { uid: '00000a0e-0000-4000-8000-0000000000ff', utid: homeTenantId };

function setUp() {
  const fake = createMemoryConnector();
  const {
    me,
    meTest: test,
    meDisconnect: disconnect,
    meErase: erase,
  } = createHttpHandlers(fake.connector, fake.verifyAccessToken, routes);
  const handlers = { test, disconnect, erase };
  type Browser = Awaited<ReturnType<typeof fake.signIn>>;
  const cookie = ({ secret, handle }: Browser) => `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`;
  return {
    ...fake,
    ask: (held: string, query: Record<string, string> = {}) => invoke(me, 'GET', { query, headers: { cookie: held } }),
    open: (browser?: Browser, query: Record<string, string> = {}) =>
      invoke(me, 'GET', { query, headers: browser ? { cookie: cookie(browser) } : {} }),
    post: (action: keyof typeof handlers, browser: Browser, handle = browser.handle, from = origin) =>
      invoke(handlers[action], 'POST', {
        headers: { cookie: cookie(browser), origin: from, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ handle }).toString(),
      }),
  };
}

describe('meMethods', () => {
  it('asks whoever is not signed in to do so', async () => {
    const answer = await setUp().open();
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('name="purpose" value="me"');
  });

  it('shows the mailbox to its owner, and logs no address', async () => {
    const { open, signIn } = setUp();
    await signIn('ann');
    const answer = await open(await signIn('ann', 'manage'));
    expect(answer.body).toContain('ann@fabrikam.com');
    expect(lineOf(answer)).toMatchObject({ outcome: 'ok', sender: personOf('ann').hostObjectId });
    expect(answer.lines[0]!.text).not.toContain('@');
  });

  it('takes a session of another browser, or one that has ended, for signed out', async () => {
    const { open, signIn, clock } = setUp();
    const ann = await signIn('ann');
    const ben = await signIn('ben');
    const answers = [await open({ ...ann, secret: ben.secret })];
    clock.pass(1_801);
    answers.push(await open(ann));
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toContain('name="purpose" value="me"');
      expect(body).not.toContain('ann@fabrikam.com');
    }
  });

  it('shows a person without a connection that there is none', async () => {
    const { open, signIn } = setUp();
    const answer = await open(await signIn('ann', 'manage'));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatch(/not connected|No mailbox/i);
  });

  it('shows the test message of the person, and nobody else’s', async () => {
    const { open, post, signIn } = setUp();
    const [ann, ben] = [await signIn('ann'), await signIn('ben')];
    const sent = new URL((await post('test', ann)).headers.get('location') ?? '').searchParams.get('test') ?? '';
    expect((await open(ann, { test: sent })).body).toMatch(/test email was sent/);
    const others = await open(ben, { test: sent });
    expect(others.body).not.toMatch(/test email was sent/);
    expect(others.body).not.toContain('ann@fabrikam.com');
  });

  it('shows nothing of a connection to another account of the same user, and lets it be removed', async () => {
    const { open, post, signIn, entra, graph } = setUp();
    const former = await signIn('ann');
    entra.script.change = (result) => ({
      ...result,
      idTokenClaims: { ...result.idTokenClaims, preferred_username: 'noa@northwindtraders.com' },
      clientInfo: otherAccount,
    });
    const browser = await signIn('ann', 'manage');
    const sent = new URL((await post('test', former)).headers.get('location') ?? publicUrl).searchParams.get('test');
    expect([sent, graph.sent]).toEqual([null, []]);
    for (const query of [{}, { test: '0'.repeat(32) }] as Record<string, string>[]) {
      const answer = await open(browser, query);
      expect(answer.body).toContain('Remove it');
      expect(answer.body).not.toMatch(/fabrikam\.com|fab21ca3/);
    }
    expect(lineOf(await post('test', browser))['outcome']).toBe('identity_changed');
    expect((await post('disconnect', browser)).status).toBe(303);
    const after = await open(browser);
    expect(after.body).toContain('name="purpose" value="me"');
    expect(after.body).not.toMatch(/fabrikam\.com|fab21ca3/);
  });

  it('takes a session for signed out once another account has connected, and lets it end nothing', async () => {
    const { open, post, signIn, entra, connector } = setUp();
    const former = await signIn('ann');
    await post('disconnect', former);
    entra.script.change = (result) => ({
      ...result,
      clientInfo: otherAccount,
      ...(result.idTokenClaims['tid'] === homeTenantId && {
        idTokenClaims: { ...result.idTokenClaims, oid: otherAccount.uid },
      }),
    });
    await signIn('ann');
    const answer = await open(former);
    expect(answer.body).toContain('name="purpose" value="me"');
    expect(answer.body).not.toContain('ann@fabrikam.com');
    for (const action of ['test', 'disconnect'] as const)
      expect(codeOf(await post(action, former))).toBe('browser_mismatch');
    expect((await connector.senders.find(hostTenantId, personOf('ann').hostObjectId)).grant.status).toBe('connected');
  });

  it('shows the end of the journey in its tab until something was sent, and the own page at its own address', async () => {
    const { open, ask, post, signIn, clock } = setUp();
    const ann = await signIn('ann');
    const held = `__Host-guestmail=${ann.secret}; __Host-guestmail-session-0000000a=${ann.handle}`;
    const inTab = async () => /<h1>([^<]*)/.exec((await ask(held, { tab: '0000000a' })).body)?.[1];
    expect(await inTab()).toBe('Your mailbox is connected');
    expect((await open(ann)).body).toContain('<h1>Your connection</h1>');
    clock.pass(1);
    await post('test', ann);
    expect(await inTab()).toBe('Your connection');
  });

  it('names the person as the directory does, after either leg', async () => {
    const { open, signIn, entra } = setUp();
    entra.script.change = (result) => ({ ...result, idTokenClaims: { ...result.idTokenClaims, name: 'Ann Beebe' } });
    for (const purpose of ['connect', 'manage'] as const)
      expect((await open(await signIn('ann', purpose))).body).toContain('<dd><bdi>Ann Beebe</bdi>, user of');
  });

  it('answers a test id that leads nowhere with a page', async () => {
    const { open, signIn } = setUp();
    const answer = await open(await signIn('ann'), { test: '../../x' });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
  });
});

describe('meTestMethods and meDisconnectMethods', () => {
  it('send one message to the person’s own mailbox', async () => {
    const { post, signIn, graph } = setUp();
    const answer = await post('test', await signIn('ann'));
    expect(answer.status).toBe(303);
    expect(graph.sent).toHaveLength(1);
    expect(JSON.parse(graph.sent[0]!.body)).toMatchObject({
      message: { toRecipients: [{ emailAddress: { address: 'ann@fabrikam.com' } }] },
    });
    expect(lineOf(answer)).toMatchObject({ sender: personOf('ann').hostObjectId, result: 'sent' });
  });

  it('disconnect whom the page showed, whatever another tab has done since', async () => {
    const { post, signIn, stores, connector } = setUp();
    const ann = await signIn('ann');
    const ben = await signIn('ben');
    // The form of Ann's page, while the cookie of the session is already that of another sign-in.
    const answer = await post('disconnect', { secret: ann.secret, handle: ben.handle }, ann.handle);
    const [id] = Object.values(readFarewell(answer, ann.secret).query);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${publicUrl}/me?disconnected=${id}`]);
    // The cookie of Ben's session stays.
    expect(answer.cookies?.map(({ name }) => name)).toEqual([`__Host-guestmail-farewell-${id}`]);
    const statusOf = async (key: string) =>
      (await connector.senders.find(hostTenantId, personOf(key).hostObjectId)).grant.status;
    expect([await statusOf('ann'), await statusOf('ben')]).toEqual(['disconnected', 'connected']);
    expect((await stores.dataKeys.list(10)).rows).toHaveLength(1);
  });

  it('end the session by the disconnect; one page more says what was deleted, in this browser', async () => {
    const { post, signIn, open, ask, connector } = setUp();
    const ann = await signIn('ann');
    const answer = await post('disconnect', ann);
    const { cookie: held, query } = readFarewell(answer, ann.secret);
    const last = await ask(held, query);
    expect(last.body).toContain('Your mailbox is disconnected');
    expect(last.body).toContain('ann@fabrikam.com');
    for (const cookie of [held.replace(ann.secret, 'A'.repeat(43)), `__Host-guestmail=${ann.secret}`])
      expect((await ask(cookie, query)).body).not.toContain('ann@fabrikam.com');
    expect((await ask(held)).body).not.toContain('ann@fabrikam.com');
    expect((await open(ann)).body).toContain('name="purpose" value="me"');
    expect([codeOf(await post('test', ann)), codeOf(await post('disconnect', ann))]).toEqual([
      'request_expired',
      'request_expired',
    ]);
    await expect(connector.signIn.openSession(ann.handle, ann.secret)).rejects.toMatchObject({
      code: 'request_expired',
    });
  });

  it('end the session of a person whom an application disconnects', async () => {
    const { signIn, open, connector } = setUp();
    const ann = await signIn('ann');
    await connector.senders.disconnect(hostTenantId, personOf('ann').hostObjectId);
    expect((await open(ann)).body).toContain('name="purpose" value="me"');
  });

  it('keep who is signed in on the page of a refusal, so that they can sign out', async () => {
    const { post, signIn } = setUp();
    const ann = await signIn('ann');
    for (let count = 0; count < TESTS_PER_HOUR; count++) await post('test', ann);
    const answer = await post('test', ann);
    expect([answer.status, codeOf(answer)]).toEqual([429, 'too_many_tests']);
    expect(answer.body).toContain('/me/sign-out');
    expect(answer.body).toContain(ann.handle);
  });

  it.each(['test', 'disconnect', 'erase'] as const)(
    'refuse to %s for another site, browser or handle',
    async (action) => {
      const { post, signIn, graph, stores } = setUp();
      const [ann, ben] = [await signIn('ann'), await signIn('ben')];
      const refused = [
        await post(action, ann, ann.handle, 'https://northwindtraders.com'),
        await post(action, { ...ann, secret: ben.secret }),
        await post(action, ann, ''),
      ];
      expect(refused.map((answer) => codeOf(answer))).toEqual([
        'cross_site_request',
        'browser_mismatch',
        'request_expired',
      ]);
      expect(graph.sent).toHaveLength(0);
      expect((await stores.grants.list(hostTenantId, 10)).grants.every(({ status }) => status === 'connected')).toBe(
        true,
      );
    },
  );
});
