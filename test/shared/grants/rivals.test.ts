/** Names that several tenants give to several people: who finds whom, whoever leaves first, and whoever comes at the same moment. */
import { beforeEach, describe, expect, it } from 'vitest';
import { listContested } from '../../../shared/grants/claim-names.ts';
import { CONTESTS_PER_NAME_MAX, NAME_OWNERS_MAX } from '../../../shared/limits.ts';
import type { Sender, SenderName } from '../../../shared/sender.ts';
import { homeTenantId as firstTenantId, otherTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture, senderOf } from './grants-fixture.ts';

const [ben, eva] = [senderOf(2), senderOf(3)];
const value = 'person1@fabrikam.com';
const name: SenderName = { kind: 'address', value };
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});

const namesOf = async (sender = ann) => (await fixture.readGrant(sender)).names;
const ownersOf = () => fixture.names.read(ann.hostTenantId, value);
/** Somebody of another home tenant proves the address of the first person. */
const connectAbroad = (number: number, homeTenantId = otherTenantId) =>
  fixture.connect({ ...fixture.requestOf(number, { mailbox: value }), homeTenantId });
/** As the home tenant says it at the next renewal. */
const says = (address: string) => {
  fixture.graph.profile = () => ({ address, userPrincipalName: address, addresses: [] });
};

/** Connects the three, each of another home tenant, so that the name is contested between them. */
async function contestByThree() {
  await connectAbroad(2);
  await connectAbroad(3, '3e9d1c00-0000-4000-8000-000000000004');
  says(value);
}
/** As an earlier release wrote it: the lookup leads to one sender, and others are known to the grants alone. */
async function forgetOthers(kept: Sender) {
  for (const sender of [ann, ben, eva]) if (sender !== kept) await fixture.names.remove(name, sender);
}
const leave = {
  disconnecting: (sender: Sender) => fixture.disconnect(sender),
  'giving the address up': async (sender: Sender) => {
    says('other@fabrikam.com');
    await fixture.renewProofs(sender);
    says(value);
  },
  'connecting again without it': (sender: Sender) =>
    fixture.connect({
      ...fixture.requestOf(sender === ann ? 1 : 2, { mailbox: 'other@fabrikam.com' }),
      homeTenantId: sender === ann ? firstTenantId : otherTenantId,
    }),
};
const leaving = Object.entries(leave);

describe('a contested name that one of its senders lets go', () => {
  it.each(leaving)('stays ambiguous after %s until the other proves it again', async (_how, go) => {
    await connectAbroad(2);
    says(value);
    await go(ann);
    expect(await ownersOf()).toEqual([{ kind: 'address', sender: ben }]);
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
    await fixture.renewProofs(ben);
    expect(await fixture.accessTokenOf(value)).toMatch(/000002$/);
  });

  it.each(leaving)('is contested again, for both, when that one proves it once more after %s', async (_how, go) => {
    await connectAbroad(2);
    await go(ann);
    expect(listContested(await fixture.connectPerson(1))).toEqual([value]);
    expect(listContested(await fixture.readGrant(ben))).toEqual([value]);
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
  });

  it.each(leaving)('goes to none of the others after %s while two of them prove it', async (_how, go) => {
    await contestByThree();
    await go(ann);
    for (const sender of [ben, eva]) {
      await fixture.renewProofs(sender);
      expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
    }
    await fixture.disconnect(eva);
    await fixture.renewProofs(ben);
    expect(await fixture.accessTokenOf(value)).toMatch(/000002$/);
  });

  it.each(leaving)('is not lost after %s where an earlier release wrote the lookup', async (_how, go) => {
    await contestByThree();
    await forgetOthers(ann);
    await go(ann);
    await fixture.connectPerson(1);
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
    for (const sender of [ann, ben, eva]) expect((await namesOf(sender))[0]?.contestedBy).toHaveLength(2);
  });

  it('is contested with everybody whom those who contest it know', async () => {
    await connectAbroad(2);
    await forgetOthers(ann);
    await connectAbroad(3, '3e9d1c00-0000-4000-8000-000000000004');
    expect(await namesOf(eva)).toEqual([{ ...name, contestedBy: [ann, ben] }]);
    expect(await namesOf(ben)).toEqual([{ ...name, contestedBy: [ann, eva] }]);
    expect((await ownersOf()).map(({ sender }) => sender)).toEqual(expect.arrayContaining([ann, ben, eva]));
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ])('is contested when two leave at once and one does so just %s the other looks', async (_when, order) => {
    await contestByThree();
    await forgetOthers(ann);
    const { names } = fixture;
    let isFirst = true;
    const meanwhile = async () => {
      if (isFirst) {
        isFirst = false;
        await fixture.disconnect(ben);
      }
    };
    const remove: typeof names.remove = async (...given) => {
      if (order === 0) await meanwhile();
      await names.remove(...given);
      await meanwhile();
    };
    await fixture.open({ names: { ...names, remove } }).disconnect(ann);
    await fixture.connectPerson(1);
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
    expect(listContested(await fixture.readGrant(ann))).toEqual([value]);
  });
});

describe('a name that two instances claim at once', () => {
  /** An instance that reads the lookup together with another one, before either writes. */
  function openTwo() {
    const waiting: (() => void)[] = [];
    const meet = () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 2) for (const go of waiting) go();
      });
    return [1, 2].map(() => {
      let isFirst = true;
      const read: typeof fixture.names.read = async (...given) => {
        const owners = await fixture.names.read(...given);
        if (isFirst && given[1] === 'new@fabrikam.com') {
          isFirst = false;
          await meet();
        }
        return owners;
      };
      return fixture.open({ names: { ...fixture.names, read } });
    });
  }

  it.each([
    ['both as address', {}, {}],
    ['one as UPN, one as address', { mailbox: 'box@fabrikam.com', userPrincipalName: 'new@fabrikam.com' }, {}],
  ])('is contested for both: %s', async (_kinds, first, second) => {
    const [one, other] = openTwo();
    const request = (number: number, changes: object) =>
      fixture.requestOf(number, { mailbox: 'new@fabrikam.com', ...changes });
    await Promise.all([
      one?.connect(request(2, first)),
      other?.connect({ ...request(3, second), homeTenantId: otherTenantId }),
    ]);
    for (const sender of [ben, eva])
      expect(listContested(await fixture.readGrant(sender))).toEqual(['new@fabrikam.com']);
    expect(await fixture.accessTokenOf('new@fabrikam.com')).toBe('sender_ambiguous');
    expect(fixture.contests).toEqual(expect.arrayContaining([ben, eva]));
  });

  it('is contested with a former owner who connects again just when the lookup is cleaned', async () => {
    await fixture.disconnect(ann);
    // A lookup that was left behind.
    await fixture.names.put(name, ann);
    const { names } = fixture;
    let isFirst = true;
    const put: typeof names.put = async (...given) => {
      if (isFirst) {
        isFirst = false;
        await fixture.connectPerson(1);
      }
      return names.put(...given);
    };
    await fixture
      .open({ names: { ...names, put } })
      .connect({ ...fixture.requestOf(2, { mailbox: value }), homeTenantId: otherTenantId });
    for (const sender of [ann, ben]) expect(listContested(await fixture.readGrant(sender))).toEqual([value]);
  });
});

describe('a name that very many contest', () => {
  it('is given to a bounded number of them, and to nobody beyond', async () => {
    const homes = Array.from({ length: CONTESTS_PER_NAME_MAX + 3 }, (_, index) => index + 10);
    for (const number of homes) await connectAbroad(number, `3e9d1c00-0000-4000-8000-0000000000${number}`);
    const [mine] = await namesOf();
    expect(mine?.contestedBy).toHaveLength(CONTESTS_PER_NAME_MAX);
    const listing = await Promise.all(homes.map(async (number) => (await namesOf(senderOf(number))).length));
    expect(listing).toEqual([...Array.from({ length: CONTESTS_PER_NAME_MAX }, () => 1), 0, 0, 0]);
    expect(await ownersOf()).toHaveLength(NAME_OWNERS_MAX);
    expect(fixture.contests).toContainEqual(senderOf(homes.at(-1) ?? 0));
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
  });
});
