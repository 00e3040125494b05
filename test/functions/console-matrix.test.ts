/**
 * Every page of the console and every act, with every kind of visitor: nothing is shown or done but for an administrator, and nothing that
 * cannot be undone but for one who has just given their credentials.
 */
import { describe, expect, it } from 'vitest';
import { createPages } from '../../functions/console/pages.ts';
import { consoleSections } from '../../shared/pages/console/console-frame.ts';
import { publicUrl } from '../fakes/memory-connector.ts';
import { createConsole } from './console-journey.ts';
import { codeOf, invoke } from './invoke.ts';
import { formHeaders } from './person.ts';

const stage = createConsole();
const pages = Object.entries(createPages(stage.connector));
const acts = pages.flatMap(([page, { acts: own = {} }]) =>
  Object.entries(own).map(([name, { isDestructive }]) => ({ page, name, isDestructive })),
);
const title = 'Sign in to the console';

/** What somebody's browser holds who is signed in to their own page alone. */
async function person(): Promise<string> {
  const { secret, handle } = await stage.signIn({}).then(() => signInPerson());
  return `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}; __Host-guestmail-console=${handle}`;
}

async function signInPerson() {
  const { signIn, tenants } = stage.connector;
  const started = await signIn.start(await tenants.readDefault(), undefined, 'manage');
  const state = new URL(started.url).searchParams.get('state') ?? '';
  const response = { state, code: 'ann', error: undefined, errorDescription: undefined };
  const leg = await signIn.finish({ secret: started.browserSecret, handles: [] }, response);
  if (leg.kind !== 'session') throw new Error(leg.kind);
  return { secret: started.browserSecret, handle: leg.handle };
}

describe('the pages of the console', () => {
  it('are those that the navigation leads to, and no others', () => {
    expect(pages.map(([name]) => name).toSorted()).toEqual([...consoleSections].toSorted());
  });

  it.each(pages)('show nothing of %s but to an administrator', async (name) => {
    const { cookie } = await stage.signIn();
    for (const path of [name, `${name}/00000b05-0000-4000-8000-000000000001`]) {
      for (const other of ['', await person(), cookie.replace(/console=\w/, 'console=_')]) {
        const answer = await stage.get(path, other);
        expect([path, answer.status, answer.body.includes(title)]).toEqual([path, 200, true]);
      }
      const bearer = await stage.get(path, '', { authorization: 'Bearer operator' });
      expect(bearer.body).toContain(title);
    }
    const again = await stage.signIn();
    expect((await stage.get(name, again.cookie)).body).not.toContain(title);
    expect((await stage.get(name, again.cookie)).status).toBe(200);
  });
});

describe.each(acts)('the act $name of $page', ({ page, name, isDestructive }) => {
  it('is refused to everybody but an administrator, and from every page but ours', async () => {
    const { cookie, session } = await stage.signIn({ isConfirmed: true });
    const refused = async (headers: Record<string, string>, own = session) => {
      const body = new URLSearchParams({ session: own, act: name }).toString();
      return stage.ask('POST', page, { headers, body });
    };
    for (const other of ['', await person()]) {
      const answer = await refused({ ...formHeaders, cookie: other });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `${publicUrl}/console?ended`]);
    }
    const confirmed = await stage.signIn({ isConfirmed: true });
    expect(confirmed.cookie).not.toBe(cookie);
    const foreign = { ...formHeaders, origin: 'https://northwindtraders.com', cookie: confirmed.cookie };
    expect(codeOf(await refused(foreign, confirmed.session))).toBe('cross_site_request');
    const { origin: _origin, ...without } = formHeaders;
    expect(codeOf(await refused({ ...without, cookie: confirmed.cookie }, confirmed.session))).toBe(
      'cross_site_request',
    );
    const others = await refused({ ...formHeaders, cookie: confirmed.cookie }, '01234567');
    expect([others.status, codeOf(others), others.body.includes(title)]).toEqual([400, undefined, true]);
  });

  it(isDestructive ? 'asks for the credentials first' : 'asks for nothing more', async () => {
    const administrator = await stage.signIn();
    const { headers } = await stage.post(page, administrator, { act: name });
    expect(headers.get('location')?.includes('/console/confirm') ?? false).toBe(isDestructive);
  });
});

describe('the end of a session', () => {
  it('needs no session, but a page of ours', async () => {
    const out = (headers: Record<string, string>) => invoke(stage.handlers.consoleEnd, 'POST', { headers });
    expect((await out(formHeaders)).status).toBe(303);
    expect(codeOf(await out({ ...formHeaders, origin: 'null' }))).toBe('cross_site_request');
  });
});
