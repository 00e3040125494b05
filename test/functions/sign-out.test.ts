import { describe, expect, it } from 'vitest';
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { TABS_MAX } from '../../shared/limits.ts';
import { createMemoryConnector, publicUrl } from '../fakes/memory-connector.ts';
import { codeOf, invoke } from './invoke.ts';
import { formHeaders } from './person.ts';
import { routes } from './routes.ts';

function setUp() {
  const fake = createMemoryConnector();
  const { meSignOut } = createHttpHandlers(fake.connector, fake.verifyAccessToken, routes);
  const signOut = (cookie: string, handle: string, headers: Record<string, string> = formHeaders) =>
    invoke(meSignOut, 'POST', { headers: { ...headers, cookie }, body: new URLSearchParams({ handle }).toString() });
  return { ...fake, signOut };
}

const secretOf = (secret: string) => `__Host-guestmail=${secret}`;

describe('signOutMethods', () => {
  it('ends the session of the page, drops every cookie, and leads to the offer to sign in', async () => {
    const { signIn, signOut, connector } = setUp();
    const { secret, handle } = await signIn('ann');
    const tab = '__Host-guestmail-session-00000000';
    const cookie = `${secretOf(secret)}; __Host-guestmail-session=${handle}; ${tab}=old; __Host-guestmail-farewell-0000000c=f; x=y`;
    const answer = await signOut(cookie, handle);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${publicUrl}/me`]);
    expect(answer.cookies?.map(({ name, value, maxAge }) => [name, value, maxAge])).toEqual(
      ['__Host-guestmail-session', tab, '__Host-guestmail-farewell-0000000c', '__Host-guestmail'].map((name) => [
        name,
        '',
        0,
      ]),
    );
    await expect(connector.signIn.openSession(handle, secret)).rejects.toMatchObject({ code: 'request_expired' });
  });

  it('ends every session that the browser holds, and no session of another browser', async () => {
    const { signIn, signOut, connector, stores } = setUp();
    const [ann, ben] = [await signIn('ann'), await signIn('ben')];
    await signOut(
      `${secretOf(ann.secret)}; __Host-guestmail-session=${ann.handle}; __Host-guestmail-session-00000000=${ben.handle}`,
      '',
    );
    await expect(connector.signIn.openSession(ann.handle, ann.secret)).rejects.toMatchObject({
      code: 'request_expired',
    });
    expect(await connector.signIn.openSession(ben.handle, ben.secret)).toBeDefined();
    expect(await stores.sessions.sweep(new Date('2100-01-01'), 10, async () => {})).toBe(1);
  });

  it('has nothing against a session that is over already', async () => {
    const { signIn, signOut } = setUp();
    const { secret, handle } = await signIn('ann');
    for (const given of [handle, handle, '', 'x'.repeat(1_000)])
      expect((await signOut(secretOf(secret), given)).status).toBe(303);
    expect((await signOut('', handle)).status).toBe(303);
  });

  it('drops every cookie also while the session cannot be ended, and says so', async () => {
    const { signIn, signOut, connector } = setUp();
    const { secret, handle } = await signIn('ann');
    const { endSession } = connector.signIn;
    connector.signIn.endSession = () => Promise.reject(new ConnectorError('storage_unavailable'));
    const answer = await signOut(`${secretOf(secret)}; __Host-guestmail-session=${handle}`, handle);
    connector.signIn.endSession = endSession;
    expect([answer.status, codeOf(answer)]).toEqual([503, 'storage_unavailable']);
    expect(answer.cookies?.map(({ name, maxAge }) => [name, maxAge])).toEqual([
      ['__Host-guestmail-session', 0],
      ['__Host-guestmail', 0],
    ]);
  });

  it('looks at no more handles than a browser of ours can hold', async () => {
    const { signOut, connector } = setUp();
    let looks = 0;
    connector.signIn.endSession = async () => void (looks += 1);
    const tabs = Array.from(
      { length: 90 },
      (_, index) => `__Host-guestmail-session-${String(index).padStart(8, '0')}=${index}`,
    );
    expect((await signOut(tabs.join('; '), '')).status).toBe(303);
    expect(looks).toBe(TABS_MAX + 2);
  });

  it('signs nobody out for another site', async () => {
    const { signIn, signOut, connector } = setUp();
    const { secret, handle } = await signIn('ann');
    const answer = await signOut(secretOf(secret), handle, { ...formHeaders, origin: 'https://northwindtraders.com' });
    expect([answer.status, codeOf(answer), answer.cookies]).toEqual([403, 'cross_site_request', undefined]);
    expect(await connector.signIn.openSession(handle, secret)).toBeDefined();
  });
});
