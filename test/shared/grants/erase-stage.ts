/** Two people who are connected, have sent and tested, and what is kept of one of them. */
import { connectIn, createMessage } from '../../contract/samples.ts';
import { ann, annUserPrincipalName, createGrantsFixture, senderOf, type GrantsFixture } from './grants-fixture.ts';

export const DAY_SECONDS = 24 * 3600;
export const ben = senderOf(2);
export const annAtHome = (fixture: GrantsFixture) => accountOf(fixture, 1);
export const accountOf = (fixture: GrantsFixture, number: number) => {
  const { homeTenantId, homeObjectId } = fixture.requestOf(number);
  return { homeTenantId, homeObjectId };
};
export const inDays = (fixture: GrantsFixture, days: number) =>
  new Date(fixture.now().getTime() + days * DAY_SECONDS * 1000);

/** Ann and Ben are connected, have sent two messages each, and tested. */
export async function createStage() {
  const fixture = createGrantsFixture();
  for (const [number, sender] of [ann, ben].entries()) {
    await fixture.connectPerson(number + 1, number === 0 ? { userPrincipalName: annUserPrincipalName } : {});
    for (let count = 0; count < 2; count++)
      await fixture.messages.insert(createMessage({ sender, status: 'sent', createdAt: fixture.now() }));
    await fixture.testTimes.write(sender, { times: [fixture.now()], expiresAt: inDays(fixture, 1 / 24) });
  }
  return fixture;
}

/** Everything that is kept of a person, but for the time of the erasure and those of tests. */
export async function listKept(fixture: GrantsFixture, number = 1) {
  const sender = senderOf(number);
  const { grant, tokens, erased } = await fixture.grants.read(sender);
  const due = await Promise.all(
    (['refresh', 'connect'] as const).map((kind) => fixture.due.list(kind, inDays(fixture, 400), 100)),
  );
  const isOf = (one: { sender: { hostObjectId: string } }) => one.sender.hostObjectId === sender.hostObjectId;
  const owners = await Promise.all(
    [`person${number}@fabrikam.com`, annUserPrincipalName].map((name) => fixture.names.read(ann.hostTenantId, name)),
  );
  return {
    status: grant?.status,
    tokens,
    generation: erased?.generation,
    keys: (await fixture.dataKeys.list(100)).rows.filter(isOf).length,
    names: owners.flat().filter(isOf).length,
    index: (await fixture.messages.list({ kind: 'sender', sender }, { topOfEach: 100 })).messages.length,
    refreshes: due[0]?.filter(isOf).length,
  };
}

/** The second account, as a release does that looks at the rows `grant` and `tokens` alone. */
export async function connectAsEarlier(fixture: GrantsFixture): Promise<void> {
  const { etag: _etag, ...grant } = await fixture.readGrant(ben);
  const tokens = { generation: 1, sealed: new Uint8Array(8), refreshedAt: fixture.now() };
  await connectIn(fixture.grants, { ...grant, sender: ann, generation: 1 }, tokens);
}

export const nothingButANumber = {
  status: undefined,
  tokens: undefined,
  generation: 1,
  keys: 0,
  names: 0,
  index: 0,
  refreshes: 0,
};

/** Runs `act` before every call of every store. */
export function interrupt<Stores extends object>(stores: Stores, act: () => Promise<void>): Stores {
  const wrap = (store: object) =>
    Object.fromEntries(
      Object.entries(store).map(([name, call]: [string, (...given: unknown[]) => Promise<unknown>]) => [
        name,
        async (...given: unknown[]) => {
          await act();
          return call(...given);
        },
      ]),
    );
  return Object.fromEntries(
    Object.entries(stores).map(([name, store]: [string, unknown]) => [
      name,
      typeof store === 'object' && store !== null ? wrap(store) : store,
    ]),
  ) as Stores;
}
