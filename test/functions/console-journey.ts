/** An administrator in the console, as their browser asks for its pages; Entra and storage are in memory. */
import { formTokenOf } from '../../functions/browser.ts';
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { createMemoryConnector, personOf, publicUrl } from '../fakes/memory-connector.ts';
import { invoke, type Given, type Invocation } from './invoke.ts';
import { formHeaders } from './person.ts';
import { routes } from './routes.ts';

export type Administrator = Awaited<ReturnType<ReturnType<typeof createConsole>['signIn']>>;

/** The routes that an administrator's browser asks, some parts swapped. */
export function createConsole(...swap: Parameters<typeof createMemoryConnector>) {
  const fake = createMemoryConnector(...swap);
  const handlers = createHttpHandlers(fake.connector, fake.verifyAccessToken, routes);
  let posted = 0;

  /** Signs in; `roles` and what else is in the ID token. The answer, and what the browser then holds. */
  async function enter(claims: object, { body = 'purpose=console', cookie = '' } = {}) {
    fake.entra.script.change = (result) => ({ ...result, idTokenClaims: { ...result.idTokenClaims, ...claims } });
    const started = await invoke(handlers.authorize, 'POST', { headers: { ...formHeaders, cookie }, body });
    const url = new URL(started.headers.get('location') ?? publicUrl);
    const jar = readJar(cookie);
    keep(jar, started);
    const query = { code: 'ann', state: url.searchParams.get('state') ?? '' };
    const answer = await invoke(handlers.callback, 'GET', { headers: { cookie: writeJar(jar) }, query });
    keep(jar, answer);
    fake.entra.script.change = (result) => result;
    return { answer, url, cookie: writeJar(jar) };
  }

  /** With the role; `isConfirmed`: the credentials were given just now. */
  async function signIn({ isConfirmed = false, claims }: { isConfirmed?: boolean; claims?: object } = {}) {
    const authTime = Math.floor(fake.connector.now().getTime() / 1000);
    const { cookie, answer } = await enter(
      { roles: ['Manage'], ...(isConfirmed && { auth_time: authTime }), ...claims },
      { body: `purpose=console${isConfirmed ? '&confirm=1' : ''}` },
    );
    const secret = readJar(cookie).get('__Host-guestmail') ?? '';
    const sender = { hostTenantId: fake.config.hostTenantId, hostObjectId: personOf('ann').hostObjectId };
    return { cookie, answer, session: formTokenOf(secret, sender) };
  }

  /** `path` is below `console`, with its query. */
  function get(path: string, cookie: string, headers: Record<string, string> = {}): Promise<Invocation> {
    return ask('GET', path, { headers: { cookie, ...headers } });
  }

  /** An act of a page, as its form posts it. */
  function post(path: string, { cookie, session }: Pick<Administrator, 'cookie' | 'session'>, fields: object = {}) {
    posted += 1;
    const once = `${Math.floor(fake.connector.now().getTime() / 1000)}.page-${posted}`;
    const body = new URLSearchParams({ session, once, ...fields }).toString();
    return ask('POST', path, { headers: { ...formHeaders, cookie }, body });
  }

  function ask(method: string, path: string, options: Given): Promise<Invocation> {
    const url = new URL(`${publicUrl}/console/${path}`);
    const [page, item] = url.pathname.split('/console/')[1]?.split('/') ?? [];
    const handler = !page ? handlers.console : item === undefined ? handlers.consolePage : handlers.consoleItem;
    const params = { ...(page && { page }), ...(item !== undefined && { item: decodeURIComponent(item) }) };
    return invoke(handler, method, { ...options, params, path: url.pathname.slice(5), query: [...url.searchParams] });
  }

  return { ...fake, connect: (key: string) => fake.signIn(key), handlers, enter, signIn, get, post, ask };
}

function readJar(cookie: string): Map<string, string> {
  const pairs = cookie.split('; ').filter(Boolean);
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

function keep(jar: Map<string, string>, { cookies = [] }: Invocation): void {
  for (const { name, value, maxAge } of cookies) {
    if (maxAge === 0) jar.delete(name);
    else jar.set(name, value);
  }
}

function writeJar(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}
