import { describe, expect, it } from 'vitest';
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { readTokenFailure } from '../../shared/oauth/entra-failure.ts';
import { createMemoryConnector, personOf, publicUrl } from '../fakes/memory-connector.ts';
import { homeTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { invoke, lineOf } from './invoke.ts';
import { routes } from './routes.ts';

function setUp(...swap: Parameters<typeof createMemoryConnector>) {
  const fake = createMemoryConnector(...swap);
  const { me, meCheck } = createHttpHandlers(fake.connector, fake.verifyAccessToken, routes);
  type Browser = Awaited<ReturnType<typeof fake.signIn>>;
  const headersOf = ({ secret, handle }: Browser) => ({
    cookie: `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`,
  });
  return {
    ...fake,
    check: (browser?: Browser, query: Record<string, string> = {}) =>
      invoke(meCheck, 'GET', { query, headers: browser ? headersOf(browser) : {} }),
    open: (browser: Browser) => invoke(me, 'GET', { headers: headersOf(browser) }),
  };
}

describe('meCheckMethods', () => {
  it('tells the person step by step that all is in order, and logs no address', async () => {
    const { check, open, signIn, graph } = setUp();
    const browser = await signIn('ann');
    const answer = await check(browser);
    expect([answer.status, answer.body.match(/In order/g)?.length]).toEqual([200, 8]);
    expect(answer.body).toContain('ann@fabrikam.com');
    expect(answer.body).toContain('class="mark good"');
    expect(answer.body).toMatch(/class="primary"[^>]*>\s*Send a test email to me/);
    expect(lineOf(answer)).toMatchObject({ result: 'ok', sender: personOf('ann').hostObjectId });
    expect(answer.lines[0]?.text).not.toContain('@');
    expect(graph.sent).toEqual([]);
    const [, address] = /<a href="([^"]*\/me\/check\?tab=[0-9a-f]{8})">Check my connection/.exec(
      (await open(await signIn('ann', 'manage'))).body,
    ) ?? [''];
    expect(address).toMatch(new RegExp(`^${publicUrl}/me/check`));
  });

  it('leads whoever is not signed in, or is to see nothing of a connection, to the own page', async () => {
    const { check, signIn, entra } = setUp();
    const stranger = await check();
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, `${publicUrl}/me`]);
    const former = await signIn('ann');
    entra.script.change = (result) => ({
      ...result,
      clientInfo: { uid: '00000a0e-0000-4000-8000-0000000000ff', utid: homeTenantId },
    });
    const other = await check(await signIn('ann', 'manage'));
    expect([other.status, other.headers.get('location')]).toEqual([303, expect.stringContaining('/me?tab=')]);
    expect(other.body + former.handle).not.toContain('fabrikam');
  });

  it('says to whoever never connected that this is the problem, and lets them', async () => {
    const { check, signIn } = setUp();
    const { body, status } = await check(await signIn('ann', 'manage'));
    expect(status).toBe(200);
    expect(body).toMatch(new RegExp(`class="button primary" href="${publicUrl}/authorize"`));
    expect(body).toContain('class="mark bad"');
    expect(body.match(/Not checked/g)?.length).toBe(4);
  });

  it.each([
    [65001, 'Connect again', 'Who must act: You'],
    [53003, 'text-to-pass-on', 'AADSTS53003'],
  ])('gives for AADSTS%d what the person can do', async (number, ...says) => {
    const { check, signIn, entra, clock } = setUp();
    entra.script.change = (result) => ({ ...result, expiresAt: new Date(clock.now().getTime() + 60_000) });
    const browser = await signIn('ann');
    const body = { error: 'invalid_grant', error_codes: [number] };
    entra.script.failures.push(readTokenFailure(400, body, { grantType: 'refresh_token' }));
    clock.pass(120);
    const page = await check(browser);
    for (const text of says) expect(page.body).toContain(text);
    expect(page.body).toContain('Problem');
  });

  it('speaks the language of its reader, and links itself in the others', async () => {
    const { check, signIn } = setUp();
    const { body } = await check(await signIn('ann'), { lang: 'de' });
    expect(body).toContain('Prüfung Ihrer Verbindung');
    expect(body).toMatch(/\/me\/check\?tab=[0-9a-f]{8}&amp;lang=fr/);
  });
});
