/** The board of guests, erasure by the operator and pauses, of a connector that is put together as in production. */
import { describe, expect, it } from 'vitest';
import { createMemoryConnector, personOf } from '../fakes/memory-connector.ts';
import { answerOf } from '../fakes/memory-guests.ts';

const ann = personOf('ann').hostObjectId;
const user = { id: ann, displayName: 'Ann', accountEnabled: true, externalUserState: 'Accepted' };
const denied = { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' } };

async function setUp() {
  const fake = createMemoryConnector();
  await fake.signIn('ann');
  const { hostTenantId } = fake.config;
  const script = (status: number, body: unknown) =>
    fake.guests.answers.push({ path: '/users', answer: () => answerOf(status, body) });
  return { ...fake, hostTenantId, script };
}

describe('guests', () => {
  it('joins the directory and the connections, and goes on with a cursor', async () => {
    const { connector, config, hostTenantId, script } = await setUp();
    const link = `${config.graphUrl}/users?$skiptoken=a`;
    script(200, { value: [user], '@odata.nextLink': link });
    script(200, { value: [{ ...user, id: personOf('ben').hostObjectId, externalUserState: 'PendingAcceptance' }] });
    const first = await connector.guests.listStatus({ hostTenantId, top: 1 });
    expect(first).toMatchObject({
      source: 'directory',
      guests: [{ hostObjectId: ann, displayName: 'Ann', address: 'ann@fabrikam.com', state: 'connected' }],
    });
    const second = await connector.guests.listStatus({ hostTenantId, top: 1, cursor: first.cursor ?? '' });
    expect(second.guests.map(({ state }) => state)).toEqual(['invited']);
  });

  it.each([
    ['Graph', false],
    ['Entra', true],
  ])('lists connections where %s refuses the directory', async (_who, isKeptOut) => {
    const { connector, guests, hostTenantId, script } = await setUp();
    guests.state.isKeptOut = isKeptOut;
    script(403, denied);
    expect(await connector.guests.listStatus({ hostTenantId })).toMatchObject({
      source: 'connections',
      refusal: { code: 'host_tenant_refused', who: 'host_admin' },
      guests: [{ hostObjectId: ann, state: 'connected' }],
    });
  });

  it('counts people by home tenant', async () => {
    const { connector, hostTenantId } = await setUp();
    const { homeTenants, isCut } = await connector.guests.listHomeTenants(hostTenantId);
    expect([homeTenants.length, isCut]).toEqual([1, false]);
    expect(homeTenants[0]).toMatchObject({ isAllowed: true, total: 1, connected: 1 });
  });
});

describe('senders and messages', () => {
  it('erase a person for the operator, once, and show nothing of them afterwards', async () => {
    const { connector, hostTenantId } = await setUp();
    const receipt = await connector.senders.eraseFor(hostTenantId, ann);
    expect(receipt.deleted).toContainEqual({ kind: 'connection', count: 1 });
    expect((await connector.guests.listHomeTenants(hostTenantId)).homeTenants).toEqual([]);
    await expect(connector.senders.eraseFor(hostTenantId, personOf('zoe').hostObjectId)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('list a mailbox that Graph has paused', async () => {
    const { connector, clock, stores, hostTenantId } = await setUp();
    const pausedUntil = new Date(clock.now().getTime() + 60_000);
    await stores.mailboxLoads.write(
      { hostTenantId, hostObjectId: ann },
      { slots: [], sends: [], bytes: [], pausedUntil: pausedUntil.getTime() },
    );
    const { pauses } = await connector.messages.listPauses(hostTenantId, 10);
    expect(pauses).toMatchObject([{ sender: { hostObjectId: ann }, pausedUntil, reached: [] }]);
  });
});
