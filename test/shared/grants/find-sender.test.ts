import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFindSender, type FindSender } from '../../../shared/grants/find-sender.ts';
import { NAME_CACHE_SECONDS } from '../../../shared/limits.ts';
import { hostTenantId, otherTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, annUserPrincipalName, createGrantsFixture, senderOf } from './grants-fixture.ts';

const ben = senderOf(2);
const address = 'person1@fabrikam.com';
let fixture = createGrantsFixture();
let nameReads = 0;
let find: (reference: string, tenantId?: string) => ReturnType<FindSender>;
beforeEach(async () => {
  fixture = createGrantsFixture();
  nameReads = 0;
  const { grants, names, now } = fixture;
  const watched = {
    ...names,
    read: (...given: Parameters<typeof names.read>) => ((nameReads += 1), names.read(...given)),
  };
  const findSender = createFindSender({ grants, names: watched, noteContest: () => undefined, now });
  find = (reference, tenantId = hostTenantId) => findSender(tenantId, reference);
  await fixture.connectPerson(1, { userPrincipalName: annUserPrincipalName });
});

describe('createFindSender', () => {
  it.each([
    ann.hostObjectId,
    ann.hostObjectId.toUpperCase(),
    `{${ann.hostObjectId}}`,
    address,
    'PERSON1@Fabrikam.COM',
    ` ${address} `,
    annUserPrincipalName,
    annUserPrincipalName.toUpperCase(),
  ])('finds the sender by %s', async (reference) => {
    const found = await find(reference);
    expect([found.sender, found.grant?.status, found.tokens?.generation]).toEqual([ann, 'connected', 1]);
  });

  it('says by which name it was asked, and nothing of one when it was asked by id', async () => {
    expect((await find(address.toUpperCase())).name).toBe(address);
    expect(await find(ann.hostObjectId)).not.toHaveProperty('name');
  });

  it('knows an id without a grant, but no such name', async () => {
    expect(await find(ben.hostObjectId)).toEqual({ sender: ben });
    await expect(find('ben@fabrikam.com')).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each(['', 'ann', '@', `${hostTenantId}.${ann.hostObjectId}`])(
    'knows nobody by %j, which is no reference at all',
    async (reference) => {
      await expect(find(reference)).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  it.each([address, annUserPrincipalName])('knows nobody of another host tenant by %s', async (reference) => {
    await expect(find(reference, otherTenantId)).rejects.toMatchObject({ code: 'not_found' });
    expect((await find(reference)).sender).toEqual(ann);
    await expect(find(reference, otherTenantId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes an object id for one of the tenant that asks, and of no other', async () => {
    const other = { hostTenantId: otherTenantId, hostObjectId: ann.hostObjectId };
    expect(await find(ann.hostObjectId, otherTenantId)).toEqual({ sender: other });
  });

  it('refuses a name that two senders have proven, one as address and one as UPN', async () => {
    await fixture.connectPerson(2, { mailbox: 'ben@fabrikam.com', userPrincipalName: address });
    await expect(find(address)).rejects.toMatchObject({ code: 'sender_ambiguous' });
    expect((await find(ann.hostObjectId)).sender).toEqual(ann);
  });

  it('finds one sender who has proven the same text twice', async () => {
    await fixture.connectPerson(2, { mailbox: 'ben@fabrikam.com', userPrincipalName: 'BEN@fabrikam.com' });
    expect((await find('ben@fabrikam.com')).sender).toEqual(ben);
  });

  it('counts a lookup only when the grant lists the name', async () => {
    await fixture.names.put({ kind: 'address', value: 'stray@fabrikam.com' }, ann);
    await fixture.names.put({ kind: 'address', value: 'nobody@fabrikam.com' }, ben);
    for (const name of ['stray@fabrikam.com', 'nobody@fabrikam.com'])
      await expect(find(name)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('counts a lookup only under the kind under which the name was proven', async () => {
    await fixture.connectPerson(2, { mailbox: 'ben@fabrikam.com' });
    await fixture.names.put({ kind: 'userPrincipalName', value: address }, ben);
    await fixture.names.put({ kind: 'userPrincipalName', value: 'ben@fabrikam.com' }, ann);
    expect((await find(address)).sender).toEqual(ann);
    expect((await find('ben@fabrikam.com')).sender).toEqual(ben);
  });

  it('leads nowhere once the owner has disconnected, though it remembers the lookup', async () => {
    await find(address);
    await fixture.disconnect(ann);
    await expect(find(address)).rejects.toMatchObject({ code: 'not_found' });
    expect((await find(ann.hostObjectId)).grant?.status).toBe('disconnected');
  });

  it('follows a name to its new owner at once, though it remembers the lookup', async () => {
    await find(address);
    await fixture.connectPerson(2, { mailbox: address });
    expect((await find(address)).sender).toEqual(ben);
  });

  it('finds a sender whose connection needs consent again', async () => {
    const grant = await fixture.readGrant(ann);
    await fixture.grants.replace({ ...grant, status: 'reconsent_required' });
    expect((await find(address)).grant?.status).toBe('reconsent_required');
  });

  it('looks a name up once while it is remembered, and never remembers that there is none', async () => {
    for (let index = 0; index < 5; index++) await find(address);
    expect(nameReads).toBe(1);
    fixture.clock.pass(NAME_CACHE_SECONDS);
    await find(address);
    expect(nameReads).toBe(2);
    await expect(find('ben@fabrikam.com')).rejects.toMatchObject({ code: 'not_found' });
    await fixture.connectPerson(2, { mailbox: 'ben@fabrikam.com' });
    expect((await find('ben@fabrikam.com')).sender).toEqual(ben);
  });

  it('finds after any course of events the last proven owner, or nobody', async () => {
    const names = ['one@fabrikam.com', 'two@fabrikam.com'];
    const event = fc.record({
      kind: fc.constantFrom('connect' as const, 'disconnect' as const),
      person: fc.integer({ min: 1, max: 3 }),
      mailbox: fc.constantFrom(...names),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 8 }), async (events) => {
        const world = createGrantsFixture();
        const owners = new Map<string, number>();
        const release = (person: number) => {
          for (const [name, owner] of owners) if (owner === person) owners.delete(name);
        };
        for (const { kind, person, mailbox } of events) {
          world.clock.pass(1);
          if (kind === 'connect') await world.connectPerson(person, { mailbox });
          else await world.disconnect(senderOf(person));
          release(person);
          if (kind === 'connect') owners.set(mailbox, person);
          // The same instance is asked each time, so that what it remembers may mislead it.
          for (const name of names) {
            const found = await world.findSender(hostTenantId, name).then(
              ({ sender }) => sender,
              () => undefined,
            );
            const owner = owners.get(name);
            expect(found).toEqual(owner === undefined ? undefined : senderOf(owner));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
