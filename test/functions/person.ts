/** The routes of the person, called as their browser calls them. */
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { routes } from './routes.ts';
import { createMemoryConnector, publicUrl } from '../fakes/memory-connector.ts';
import { invoke, type Invocation } from './invoke.ts';

const { origin } = new URL(publicUrl);
/** What a browser sends with a form of one of our pages. */
export const formHeaders = { origin, 'content-type': 'application/x-www-form-urlencoded' };

/** The page to which an answer leads that ended a session: its address, and what the browser then holds. */
export function readFarewell({ headers, cookies = [] }: Invocation, secret: string) {
  const query = Object.fromEntries(new URL(headers.get('location') ?? '').searchParams);
  const held = cookies.filter(({ name, maxAge }) => name.startsWith('__Host-guestmail-farewell-') && maxAge !== 0);
  const cookie = [`__Host-guestmail=${secret}`, ...held.map(({ name, value }) => `${name}=${value}`)].join('; ');
  return { cookie, query };
}

/** The routes of a sign-in, on memory, some parts swapped. */
export function createPerson(...swap: Parameters<typeof createMemoryConnector>) {
  const fake = createMemoryConnector(...swap);
  const { authorize, authorizeEnded, callback, meTest, meSignOut } = createHttpHandlers(
    fake.connector,
    fake.verifyAccessToken,
    routes,
  );

  /** The form of the consent page; the cookie and the state that the browser then has. */
  async function start(body = '') {
    const answer = await invoke(authorize, 'POST', { headers: formHeaders, body });
    const cookie = answer.cookies?.[0];
    const url = new URL(answer.headers.get('location') ?? '');
    return { answer, url, cookie: `${cookie?.name}=${cookie?.value}`, state: url.searchParams.get('state') ?? '' };
  }

  /** The page to which a refused sign-in leads, with the lines of the refusal; any other answer as it is. */
  async function follow(answer: Invocation, cookie = ''): Promise<Invocation> {
    const address = new URL(answer.headers.get('location') ?? publicUrl);
    if (!address.pathname.endsWith('/authorize/ended')) return answer;
    const held = (answer.cookies ?? []).map(({ name, value }) => `${name}=${value}`);
    const headers = { cookie: [cookie, ...held.filter((one) => one !== cookie)].filter(Boolean).join('; ') };
    const shown = await invoke(authorizeEnded, 'GET', { headers, query: [...address.searchParams] });
    return { ...shown, lines: answer.lines };
  }

  /** The redirects of Entra, one for each leg, until the app shows something of its own. */
  async function finish(...queries: Record<string, string>[]): Promise<Invocation> {
    const { cookie, state } = await start();
    let answer: Invocation | undefined;
    let next = state;
    for (const query of queries) {
      answer = await invoke(callback, 'GET', { headers: { cookie }, query: { ...query, state: next } });
      next = new URL(answer.headers.get('location') ?? publicUrl).searchParams.get('state') ?? '';
      if (!next) break;
    }
    if (!answer) throw new Error('No leg was given.');
    return follow(answer, cookie);
  }

  /** The form of a page of the person who is signed in. */
  const test = ({ secret, handle }: Awaited<ReturnType<typeof fake.signIn>>) =>
    invoke(meTest, 'POST', {
      headers: { ...formHeaders, cookie: `__Host-guestmail=${secret}` },
      body: new URLSearchParams({ handle }).toString(),
    });

  /** One redirect of Entra. */
  const redirect = (cookie: string, query: Record<string, string>) =>
    invoke(callback, 'GET', { headers: { cookie }, query });

  return { ...fake, authorize, authorizeEnded, callback, meSignOut, start, redirect, finish, follow, test };
}
