/**
 * The credential of each kind of access, right or wrong, for a request at any route.
 *
 * It is given anew for each request, because hostile requests end sessions and change documents.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Access } from '../../functions/access.ts';
import type { RouteName } from '../../functions/http-handlers.ts';
import { formTokenOf } from '../../functions/browser.ts';
import { doorSecret, erp, personOf, redirectOf } from '../fakes/memory-connector.ts';
import type { createApi } from './api.ts';
import { invoke, type Given } from './invoke.ts';
import { formHeaders } from './person.ts';
import { routes } from './routes.ts';

/** That of a stranger is a token without any right. */
export type Credential = 'right' | 'none' | 'stranger';

/** Stands for the state of a sign-in under way, in a query. */
export const signInState = 'state';

export const signingKey = randomBytes(32);

/** Undefined for a method that the route does not have. */
export function accessOf(name: RouteName, method: string): Access | undefined {
  const row: object = routes[name];
  return method !== 'path' && Object.hasOwn(row, method) ? (row as Record<string, Access>)[method] : undefined;
}

/** Adds what proves the access to a request. Its own headers win, but for what says who asks. */
export function createProve({ connector, handlers, signIn, entra, clock }: ReturnType<typeof createApi>) {
  const tokens: Partial<Record<Access, string>> = {
    caller: erp,
    reader: erp,
    manager: 'manager',
    operator: 'operator',
    configurator: 'operator',
  };
  let deliveries = 0;

  function sign({ headers, ...given }: Given): Given {
    const id = `msg_${++deliveries}`;
    const timestamp = String(Math.floor(clock.now().getTime() / 1000));
    const digest = createHmac('sha256', signingKey)
      .update(`${id}.${timestamp}.`)
      .update(given.body ?? '');
    const own = {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${digest.digest('base64')}`,
    };
    return { ...given, headers: { ...headers, ...own } };
  }

  async function openSession({ headers, body, ...given }: Given, method: string): Promise<Given> {
    const { secret, handle } = await signIn('ann', 'manage');
    const cookie = `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`;
    if (method !== 'POST') return { ...given, headers: { ...headers, cookie } };
    const form = body === undefined || typeof body === 'string' ? `handle=${handle}&${body ?? ''}` : body;
    return { ...given, body: form, headers: { ...headers, ...formHeaders, cookie } };
  }

  async function enterConsole({ headers, body, ...given }: Given, method: string): Promise<Given> {
    const { change } = entra.script;
    entra.script.change = (result) => ({
      ...result,
      idTokenClaims: { ...result.idTokenClaims, ...administrator(clock) },
    });
    const { url, browserSecret: secret } = await connector.signIn.startConsole(undefined, {
      page: '',
      isConfirming: true,
    });
    const leg = await connector.signIn.finish({ secret, handles: [] }, redirectOf(url, 'ann'));
    entra.script.change = change;
    if (leg.kind !== 'administrator') throw new Error(`The console is ${leg.kind}.`);
    const cookie = `__Host-guestmail=${secret}; __Host-guestmail-console=${leg.handle}`;
    if (method !== 'POST') return { ...given, headers: { ...headers, cookie } };
    const hostTenantId = (await connector.tenants.readDefault()).id;
    const session = formTokenOf(secret, { hostTenantId, hostObjectId: personOf('ann').hostObjectId });
    const form = body === undefined || typeof body === 'string' ? `session=${session}&${body ?? ''}` : body;
    return { ...given, body: form, headers: { ...headers, ...formHeaders, cookie } };
  }

  /** As the browser has it that comes back from Entra. */
  async function startSignIn({ headers, query, ...given }: Given): Promise<Given> {
    const started = await connector.signIn.start(await connector.tenants.readDefault(), undefined, 'connect');
    const state = new URL(started.url).searchParams.get('state') ?? '';
    const pairs = [...new URLSearchParams(query)].map(([name, value]): [string, string] => [
      name,
      value === signInState ? state : value,
    ]);
    return { ...given, query: pairs, headers: { ...headers, cookie: `__Host-guestmail=${started.browserSecret}` } };
  }

  /** As the browser has it whose sign-in was refused. */
  async function endSignIn({ headers, query, ...given }: Given): Promise<Given> {
    const back = await startSignIn({ query: { state: signInState, error: 'access_denied' } });
    const { headers: ended, cookies = [] } = await invoke(handlers.callback, 'GET', back);
    const tab = new URL(ended.get('location') ?? '').searchParams.get('tab') ?? '';
    const held = [back.headers?.['cookie'], ...cookies.map(({ name, value }) => `${name}=${value}`)];
    const cookie = [...new Set(held)].join('; ');
    return { ...given, query: [['tab', tab], ...new URLSearchParams(query)], headers: { ...headers, cookie } };
  }

  /** Names the version that there is, where the request names none. */
  async function expectVersion(name: RouteName, given: Given): Promise<Given> {
    const { 'if-match': asked = given.headers?.['if-none-match'] } = given.headers ?? {};
    if (asked !== undefined) return given;
    const { body: _body, ...look } = given;
    const stored = await invoke(handlers[name], 'GET', look);
    const etag = stored.headers.get('etag');
    return { ...given, headers: { ...given.headers, ...(etag !== null && { 'if-match': etag }) } };
  }

  async function proveToken(name: RouteName, access: Access, method: string, given: Given): Promise<Given> {
    // Two ways at once are one too many.
    const { 'webhook-signature': _signature, ...headers } = given.headers ?? {};
    const proven = { ...given, headers: { ...headers, authorization: `Bearer ${tokens[access]}` } };
    return access === 'configurator' && method !== 'POST' && method !== 'GET' ? expectVersion(name, proven) : proven;
  }

  return async (name: RouteName, method: string, credential: Credential, given: Given): Promise<Given> => {
    const access = accessOf(name, method);
    const headers = { ...given.headers };
    if (credential === 'stranger') return { ...given, headers: { ...headers, authorization: 'Bearer outsider' } };
    if (credential === 'none' || access === undefined) return given;
    if (name === 'callback') return startSignIn(given);
    if (name === 'authorizeEnded') return endSignIn(given);
    if (access === 'anyone') return given;
    if (access === 'signed') return sign(given);
    if (access === 'person') return openSession(given, method);
    if (access === 'administrator') return enterConsole(given, method);
    if (access === 'door') return { ...given, headers: { ...headers, 'x-guestmail-door': doorSecret } };
    return proveToken(name, access, method, given);
  };
}

/** In the ID token of somebody with the role who has given their credentials just now. */
function administrator({ now }: { now: () => Date }) {
  return { roles: ['Manage'], auth_time: Math.floor(now().getTime() / 1000) };
}
