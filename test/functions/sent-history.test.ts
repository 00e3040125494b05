import { describe, expect, it, vi } from 'vitest';
import { createReadSent } from '../../functions/sent-history.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { OWN_PAGE_HISTORY_MILLISECONDS } from '../../shared/limits.ts';
import type { Tenants } from '../../shared/tenants/host-tenant.ts';
import { visibleText } from '../shared/pages/visible-text.ts';
import { erp, otherApp } from '../fakes/memory-connector.ts';
import { ann, createApi } from './api.ts';
import { lineOf } from './invoke.ts';
import { formHeaders } from './person.ts';

const DAY_SECONDS = 24 * 3600;

function setUp(...swap: Parameters<typeof createApi>) {
  const fake = createApi(...swap);
  type Browser = Awaited<ReturnType<typeof fake.signIn>>;
  const cookieOf = ({ secret, handle }: Browser) => `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`;
  return {
    ...fake,
    open: (browser: Browser) => fake.call('me', 'GET', { headers: { cookie: cookieOf(browser) } }),
    test: (browser: Browser) =>
      fake.call('meTest', 'POST', {
        headers: { ...formHeaders, cookie: cookieOf(browser) },
        body: new URLSearchParams({ handle: browser.handle }).toString(),
      }),
  };
}

async function readGrant({ senders, config }: ReturnType<typeof createApi>['connector']) {
  const { grant } = await senders.read({ hostTenantId: config.hostTenantId, hostObjectId: ann });
  if (!grant) throw new Error('Ann is not connected.');
  return grant;
}

/** Only these applications may call. */
const callable =
  (...callerClientIds: string[]): NonNullable<Parameters<typeof createApi>[0]> =>
  ({ tenants }) => ({
    tenants: {
      ...tenants,
      read: async (id) => {
        const tenant = await tenants.read(id);
        return tenant && { ...tenant, callerClientIds };
      },
    } satisfies Tenants,
  });

describe('createReadSent', () => {
  it('lists what each application sent as the person, how it ended, and no subject', async () => {
    const { signIn, send, open, test, graph, clock } = setUp(callable(erp));
    const browser = await signIn('ann');
    await signIn('ben');
    await send();
    clock.pass(60);
    graph.script.outcomes.push({ kind: 'refused', code: 'invalid_recipients' });
    await send();
    clock.pass(60);
    await send({}, { Prefer: 'respond-async' }, otherApp);
    clock.pass(60);
    await test(browser);
    const text = visibleText((await open(browser)).body);
    expect(text).toContain(`Dynamics 365 ${erp} 2`);
    expect(text).toContain(`An application of Contoso ${otherApp} 1`);
    expect(text).toContain('Test email of your own 1');
    expect(text).toMatch(/Test email of your own Sent .* Waits to be sent .* Could not be sent .* Dynamics 365 Sent /);
    expect(text).not.toContain('Invoice');
    expect(visibleText((await open(await signIn('ben', 'manage'))).body)).toContain('Nothing was sent since');
  });

  it.each([
    ['everybody may call', ['*']],
    ['several may call', [erp, otherApp]],
    ['nobody may call any more', []],
  ])('gives no application a name where %s', async (_, ids) => {
    const { signIn, connector } = setUp(callable(...ids));
    await signIn('ann');
    const { sent } = await createReadSent(connector)(await readGrant(connector));
    expect(sent.onlyCallerId).toBeUndefined();
  });

  it('looks back no further than messages are kept, nor than the account is connected', async () => {
    const { signIn, connector, clock } = setUp();
    await signIn('ann');
    const grant = await readGrant(connector);
    const read = createReadSent(connector);
    expect((await read(grant)).sent.history).toMatchObject({ period: { since: grant.connectedAt } });
    clock.pass(31 * DAY_SECONDS);
    expect((await read(grant)).sent.history).toMatchObject({ period: { days: 30 } });
  });

  it.each([
    ['storage_unavailable', undefined],
    ['storage_access_refused', 'storage_access_refused'],
  ] as const)('opens the page without the list, and logs why: %s', async (code, alarm) => {
    const list = () => Promise.reject(new ConnectorError(code));
    const { signIn, open } = setUp(({ stores }) => ({
      stores: { ...stores, messages: { ...stores.messages, list } },
    }));
    await signIn('ann');
    const answer = await open(await signIn('ann', 'manage'));
    expect(answer.status).toBe(200);
    const text = visibleText(answer.body);
    expect(text).toContain('cannot be listed at the moment');
    for (const works of ['ann@fabrikam.com', 'Send a test email to me', 'Disconnect this mailbox', 'Erase it now'])
      expect(text).toContain(works);
    expect(lineOf(answer)).toMatchObject({ status: 200, notRead: code, ...(alarm && { alarm }) });
    expect(answer.lines[0]!.text.includes('alarm=')).toBe(alarm !== undefined);
  });

  it('waits for a storage that does not answer no longer than its limit', async () => {
    const list = () => new Promise<never>(() => undefined);
    const { signIn, open } = setUp(({ stores }) => ({
      stores: { ...stores, messages: { ...stores.messages, list } },
    }));
    await signIn('ann');
    const browser = await signIn('ann', 'manage');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const answering = open(browser);
      await vi.waitUntil(() => vi.getTimerCount() > 0);
      await vi.advanceTimersByTimeAsync(OWN_PAGE_HISTORY_MILLISECONDS);
      const answer = await answering;
      expect(answer.body).toContain('cannot be listed at the moment');
      expect(lineOf(answer)).toMatchObject({ outcome: 'ok', notRead: 'time_limit' });
    } finally {
      vi.useRealTimers();
    }
  });
});
