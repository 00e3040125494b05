import { describe, expect, it } from 'vitest';
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { sentences } from '../../shared/pages/text/en/problems.ts';
import { createMemoryConnector } from '../fakes/memory-connector.ts';
import { homeTenantId, hostTenantId, tenant } from '../shared/sign-in/sign-in-sample.ts';
import { invoke } from './invoke.ts';
import { formHeaders, readFarewell } from './person.ts';
import { routes } from './routes.ts';

const otherAccount = { uid: '00000a0e-0000-4000-8000-0000000000ff', utid: homeTenantId };

interface Browser {
  secret: string;
  handle: string;
}

const cookieOf = ({ secret, handle }: Browser) => `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`;

function setUp(...swap: Parameters<typeof createMemoryConnector>) {
  const fake = createMemoryConnector(...swap);
  const { me, meDisconnect } = createHttpHandlers(fake.connector, fake.verifyAccessToken, routes);
  return {
    ...fake,
    ask: (cookie: string, query: Record<string, string> = {}) => invoke(me, 'GET', { query, headers: { cookie } }),
    disconnect: (browser: Browser) =>
      invoke(meDisconnect, 'POST', {
        headers: { ...formHeaders, cookie: cookieOf(browser) },
        body: new URLSearchParams({ handle: browser.handle }).toString(),
      }),
  };
}

describe('meMethods and meDisconnectMethods, where an account cannot be connected', () => {
  it.each([
    ['personal_account', '9188040d-6c67-4c5b-b112-36a304b66dad', ['*']],
    ['no_home_tenant', hostTenantId, ['*']],
    ['home_tenant_not_allowed', homeTenantId, [hostTenantId]],
  ] as const)('offers nobody to connect who cannot: %s', async (code, utid, allowedHomeTenants) => {
    const { ask, signIn, entra } = setUp(({ tenants }) => ({
      tenants: {
        ...tenants,
        read: async (id: string) => ({ ...tenant, id, allowedHomeTenants: [...allowedHomeTenants] }),
      },
    }));
    entra.script.change = (result) => ({ ...result, clientInfo: { ...otherAccount, utid } });
    const { body } = await ask(cookieOf(await signIn('ann', 'manage')));
    expect(body).toContain('No mailbox is connected');
    expect(body).toContain(sentences[code].split('’')[0]);
    expect(body).toContain('Who must act:');
    expect(body).not.toContain('class="button primary" href="https://guestmail.contoso.com/api/authorize"');
  });

  it('lets nobody connect again, and says so after a disconnect, whose organisation is no longer allowed', async () => {
    const allowed = { list: ['*'] };
    const { ask, disconnect, signIn } = setUp(({ tenants }) => ({
      tenants: {
        ...tenants,
        read: async (id: string) => ({ ...tenant, id, allowedHomeTenants: allowed.list }),
      },
    }));
    const ann = await signIn('ann');
    allowed.list = [];
    expect((await ask(cookieOf(ann))).body).toContain('Your connection has a problem');
    const { cookie, query } = readFarewell(await disconnect(ann), ann.secret);
    const { body } = await ask(cookie, query);
    expect(body).toContain('Your mailbox is disconnected');
    expect(body).not.toContain('/api/authorize">');
  });
});
