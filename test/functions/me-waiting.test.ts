import { describe, expect, it } from 'vitest';
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { createAuthenticMessages } from '../../shared/outbox/authentic-messages.ts';
import { homeTenantId, hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { createMemoryConnector, erp, personOf, publicUrl } from '../fakes/memory-connector.ts';
import { invoke, lineOf, codeOf } from './invoke.ts';
import { formHeaders } from './person.ts';
import { routes } from './routes.ts';

/** Whoever redeemed the invitation anew. */
const otherAccount = { uid: '00000a0e-0000-4000-8000-0000000000ff', utid: homeTenantId };
type Browser = { secret: string; handle: string };

function setUp(...given: Parameters<typeof createMemoryConnector>) {
  const fake = createMemoryConnector(...given);
  const handlers = createHttpHandlers(fake.connector, fake.verifyAccessToken, routes);
  const cookie = ({ secret, handle }: Browser) => `__Host-guestmail=${secret}; __Host-guestmail-session=${handle}`;
  return {
    ...fake,
    /** As the ERP; resolves to the id. */
    async send(changes: object = {}) {
      const message = {
        subject: 'Invoice 103042',
        body: { contentType: 'text', content: 'Hello' },
        toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
      };
      const { json } = await invoke(handlers.send, 'POST', {
        headers: { authorization: `Bearer ${erp}`, 'content-type': 'application/json' },
        body: JSON.stringify({ sender: personOf('ann').hostObjectId, message, ...changes }),
      });
      return { id: String(json['id']), status: String(json['status']) };
    },
    state: async (id: string) => (await fake.stores.messages.read(id))?.status,
    open: (browser: Browser, query: Record<string, string> = {}) =>
      invoke(handlers.me, 'GET', { query, headers: { cookie: cookie(browser) } }),
    /** The page in the tab in which the journey ends. */
    openInTab: ({ secret, handle }: Browser) =>
      invoke(handlers.me, 'GET', {
        query: { tab: '0000000a' },
        headers: { cookie: `__Host-guestmail=${secret}; __Host-guestmail-session-0000000a=${handle}` },
      }),
    post: (action: 'meRefuse' | 'meRelease', browser: Browser, id: string, headers: object = {}) =>
      invoke(handlers[action], 'POST', {
        params: { id },
        headers: { cookie: cookie(browser), ...formHeaders, ...headers },
        body: new URLSearchParams({ handle: browser.handle }).toString(),
      }),
    /** The next sign-ins of Ann are with another account. */
    handOver() {
      fake.entra.script.change = (result) => ({
        ...result,
        clientInfo: otherAccount,
        ...(result.idTokenClaims['tid'] === homeTenantId && {
          idTokenClaims: { ...result.idTokenClaims, oid: otherAccount.uid },
        }),
      });
    },
    inAnHour: () => ({ notBefore: new Date(fake.clock.now().getTime() + 3_600_000).toISOString() }),
  };
}

const paramsOf = (location: string | null) => Object.fromEntries(new URL(location ?? '').searchParams);

describe('the pages of a person for whom messages wait', () => {
  it('say how many waited for the connection, and are on their way', async () => {
    const { send, signIn, open, openInTab, state } = setUp();
    const held = [await send(), await send({ sender: 'ann@fabrikam.com' })];
    expect(held.map(({ status }) => status)).toEqual(['held', 'held']);
    const ann = await signIn('ann');
    for (const { id } of held) expect(await state(id)).toBe('queued');
    const ended = await openInTab(ann);
    expect(ended.body).toContain('Your mailbox is connected');
    for (const { body } of [ended, await open(ann)])
      expect(body).toContain('Emails that had waited for you to connect: 2');
    // The next sign-in released nothing.
    expect((await open(await signIn('ann'))).body).not.toContain('had waited');
  });

  it('show a person who has not connected what is held for them, and log nothing of it', async () => {
    const { send, signIn, open } = setUp();
    const { id } = await send();
    await send({ sender: 'ann@fabrikam.com' });
    const { body, lines } = await open(await signIn('ann', 'manage'));
    expect(body).toContain('Emails that wait');
    // A name that they have not proven yet leads nowhere.
    expect(body.match(/Invoice 103042/g)).toHaveLength(1);
    expect(body).toContain('mia@contoso.com');
    expect(body).toContain(`${publicUrl}/me/waiting/${id}/refuse`);
    expect(lines.map(({ text }) => text).join()).not.toMatch(/Invoice|mia@/);
    expect((await open(await signIn('ben', 'manage'))).body).not.toContain('Emails that wait');
  });

  it('open without them when storage does not answer', async () => {
    const list = () => Promise.reject(new ConnectorError('storage_unavailable'));
    const { signIn, open } = setUp(({ stores }) => ({
      stores: { ...stores, heldHints: { ...stores.heldHints, list } },
    }));
    await signIn('ann');
    for (const key of ['ann', 'ben']) {
      const answer = await open(await signIn(key, 'manage'));
      expect([answer.status, lineOf(answer)['notRead']]).toEqual([200, 'storage_unavailable']);
      expect(answer.body).toContain('The emails that wait cannot be listed at the moment.');
    }
  });
});

describe('meRefuseMethods', () => {
  it('cancels one message and leads back to a page that says so', async () => {
    const { send, signIn, open, post, state, inAnHour } = setUp();
    const ann = await signIn('ann');
    const [one, other] = [await send(inAnHour()), await send(inAnHour())];
    const answer = await post('meRefuse', ann, one.id);
    expect([answer.status, paramsOf(answer.headers.get('location'))]).toEqual([
      303,
      { tab: expect.stringMatching(/^[0-9a-f]{8}$/), refused: one.id },
    ]);
    expect(lineOf(answer)).toMatchObject({ message: one.id, result: 'refused' });
    expect([await state(one.id), await state(other.id)]).toEqual(['cancelled', 'queued']);
    const { body } = await open(ann, { refused: one.id });
    expect(body).toContain('The email is refused and will not be sent.');
    expect(body).toContain(`${other.id}/refuse`);
    expect(body).not.toContain(`${one.id}/refuse`);
  });

  it('says that some have a message that a mail server had taken for them', async () => {
    const { send, signIn, open, post, state, inAnHour, stores, vault } = setUp();
    const ann = await signIn('ann');
    const { id } = await send(inAnHour());
    const authentic = createAuthenticMessages({ store: stores.messages, vault });
    const waiting = (await authentic.read(id))!;
    await authentic.replace(waiting, { ...waiting, recipients: [[250, 450], [], []] });
    await post('meRefuse', ann, id);
    expect(await state(id)).toBe('sent');
    const { body } = await open(ann, { refused: id });
    expect(body).toContain('The email is refused, and goes to nobody else. Some of its recipients have it already.');
  });

  it('says that it was too late for a message that does not wait any more', async () => {
    const { send, signIn, open, post } = setUp();
    const ann = await signIn('ann');
    const { id, status } = await send();
    const answer = await post('meRefuse', ann, id);
    expect([status, answer.status, lineOf(answer)['result']]).toEqual(['sent', 303, 'too_late']);
    expect((await open(ann, { refused: id })).body).toContain('Nothing was changed.');
  });

  it('takes no form of another site, no other person’s message, and shows no note about one', async () => {
    const { send, signIn, open, post, state, inAnHour } = setUp();
    await signIn('ann');
    const { id } = await send(inAnHour());
    const [ann, ben] = [await signIn('ann', 'manage'), await signIn('ben')];
    const foreign = await post('meRefuse', ann, id, { origin: 'https://northwindtraders.com' });
    expect([foreign.status, codeOf(foreign)]).toEqual([403, 'cross_site_request']);
    for (const action of ['meRefuse', 'meRelease'] as const) {
      const answer = await post(action, ben, id);
      expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
      expect(codeOf(await post(action, { ...ann, secret: ben.secret }, id))).toBe('browser_mismatch');
    }
    expect((await open(ben, { refused: id })).body).not.toContain('class="note"');
    expect(await state(id)).toBe('queued');
  });
});

describe('meReleaseMethods', () => {
  it('sends what was for a former account from the one that is connected now, and shows nothing of it before', async () => {
    const { send, signIn, open, post, state, inAnHour, connector, handOver, stores } = setUp();
    await signIn('ann');
    const { id } = await send(inAnHour());
    await connector.senders.disconnect(hostTenantId, personOf('ann').hostObjectId);
    handOver();
    const successor = await signIn('ann');
    const shown = await open(successor);
    expect(shown.body).toContain('An email for your former account');
    expect(shown.body).not.toMatch(/Invoice 103042|mia@contoso\.com/);
    const answer = await post('meRelease', successor, id);
    expect(paramsOf(answer.headers.get('location'))['released']).toBe(id);
    expect(lineOf(answer)).toMatchObject({ message: id, result: 'released' });
    expect(await state(id)).toBe('queued');
    expect((await stores.messages.read(id))?.account?.homeObjectId).toBe(otherAccount.uid);
    const { body } = await open(successor, { released: id });
    expect(body).toContain('The email will be sent from your mailbox.');
    expect(body).toContain('Invoice 103042');
  });

  it('acts for nobody whose connection is another account’s by now', async () => {
    const { send, signIn, post, state, inAnHour, handOver } = setUp();
    await signIn('ann');
    const { id } = await send(inAnHour());
    handOver();
    const successor = await signIn('ann', 'manage');
    for (const action of ['meRefuse', 'meRelease'] as const)
      expect(codeOf(await post(action, successor, id))).toBe('request_expired');
    expect(await state(id)).toBe('queued');
  });
});
