import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createClaimNames, holdsName, keepContests, listContested } from '../../../shared/grants/claim-names.ts';
import { CONNECT_CHECK_SECONDS, NAME_PROOF_MAX_DAYS } from '../../../shared/limits.ts';
import type { Grant, Versioned } from '../../../shared/grants/grant.ts';
import type { SenderName } from '../../../shared/sender.ts';
import { otherTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, annUserPrincipalName, createGrantsFixture, senderOf } from './grants-fixture.ts';

const [ben, eva] = [senderOf(2), senderOf(3)];
const value = 'person1@fabrikam.com';
const name: SenderName = { kind: 'address', value };
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});

const namesOf = async (sender = ann) => (await fixture.readGrant(sender)).names;
const ownersOf = async () =>
  (await fixture.names.read(ann.hostTenantId, value)).filter(({ kind }) => kind === 'address');
/** Somebody of another home tenant proves the address of the first person. */
const connectAbroad = (number: number, homeTenantId = otherTenantId) =>
  fixture.connect({ ...fixture.requestOf(number, { mailbox: value }), homeTenantId });
/** As the home tenant says it at the next renewal. */
const says = (...addresses: string[]) => {
  const [address = 'nothing@fabrikam.com'] = addresses;
  fixture.graph.profile = () => ({ address, userPrincipalName: address, addresses });
};

describe('createClaimNames within one home tenant', () => {
  it('takes the name, and only that one, from whoever held it', async () => {
    await fixture.connectPerson(1, { userPrincipalName: annUserPrincipalName });
    await fixture.connectPerson(2, { mailbox: value });
    expect(await namesOf()).toEqual([{ kind: 'userPrincipalName', value: annUserPrincipalName.toLowerCase() }]);
    expect(await ownersOf()).toEqual([{ kind: 'address', sender: ben }]);
  });

  it('does not write to the grant of whoever holds it already, or of nobody', async () => {
    const before = await fixture.grants.read(ann);
    await createClaimNames(fixture)(ann, () => true);
    expect(await fixture.grants.read(ann)).toEqual(before);
    await fixture.names.put({ kind: 'address', value }, senderOf(9), [ann]);
    await createClaimNames(fixture)(ann, () => true);
    expect(await fixture.grants.read(ann)).toEqual(before);
    expect(await ownersOf()).toEqual([{ kind: 'address', sender: ann }]);
  });

  it('claims only what is wanted, and nothing for a sender who is not connected', async () => {
    await fixture.names.put(name, ben, [ann]);
    await createClaimNames(fixture)(ann, ({ kind }) => kind === 'userPrincipalName');
    expect(await ownersOf()).toEqual([{ kind: 'address', sender: ben }]);
    await fixture.disconnect(ann);
    await createClaimNames(fixture)(ann, () => true);
    expect(await createClaimNames(fixture)(senderOf(9), () => true)).toBeUndefined();
    expect(await ownersOf()).toEqual([{ kind: 'address', sender: ben }]);
  });

  it('moves no lookup while the former owner still lists the name', async () => {
    const grants = { ...fixture.grants, replace: () => Promise.reject(new ConnectorError('conflict')) };
    // The person is connected all the same, and is not told anything else.
    const { status } = await fixture.open({ grants }).connect(fixture.requestOf(2, { mailbox: value }));
    expect(status).toBe('connected');
    expect(await ownersOf()).toEqual([{ kind: 'address', sender: ann }]);
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    await fixture.sweepGrants();
    expect(await ownersOf()).toEqual([{ kind: 'address', sender: ben }]);
  });

  it('does not let the former owner name the address in from, although it was sealed', async () => {
    await fixture.connectPerson(2, { mailbox: value });
    const { names } = await fixture.accessTokens.read(ann.hostTenantId, ann.hostObjectId, value);
    expect(names).toEqual([]);
  });
});

describe('createClaimNames between home tenants', () => {
  it('lets a name that is proven twice name neither of them, at once and in every instance', async () => {
    const instance = fixture.open();
    expect((await instance.findSender(ann.hostTenantId, value)).sender).toEqual(ann);
    const grant = await connectAbroad(2);
    expect(listContested(grant)).toEqual([value]);
    for (const { findSender } of [instance, fixture.open()])
      await expect(findSender(ann.hostTenantId, value)).rejects.toMatchObject({ code: 'sender_ambiguous' });
    expect(await namesOf()).toEqual([{ ...name, contestedBy: [ben] }]);
    expect(await namesOf(ben)).toEqual([{ ...name, contestedBy: [ann] }]);
    for (const sender of [ann, ben]) expect(await fixture.accessTokenOf(sender.hostObjectId)).toMatch(/^access 0/);
  });

  it('notes the contest where a message names the address in from, and no other', async () => {
    await connectAbroad(2);
    fixture.contests.length = 0;
    const read = (from?: string) => fixture.accessTokens.read(ann.hostTenantId, ann.hostObjectId, from);
    for (const from of [undefined, 'person2@fabrikam.com']) await read(from);
    expect(fixture.contests).toEqual([]);
    expect(await read(value.toUpperCase())).toMatchObject({ names: [], contested: [value] });
    expect(fixture.contests).toEqual([ann]);
  });

  it('lets neither of them name it in from', async () => {
    await connectAbroad(2);
    for (const sender of [ann, ben]) {
      const { names, relied } = await fixture.accessTokens.read(sender.hostTenantId, sender.hostObjectId, value);
      expect([names, relied]).toEqual([[], []]);
    }
  });

  it('refuses the name as ambiguous when reading an old proof again shows the contest', async () => {
    await fixture.connectPerson(1, { provenAt: 0 });
    await fixture.findSender(ann.hostTenantId, value);
    await connectAbroad(2);
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), names: [name] });
    await fixture.names.put(name, ben, [ann]);
    says(value);
    fixture.contests.length = 0;
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
    expect(await namesOf()).toEqual([{ ...name, contestedBy: [ben] }]);
    expect(fixture.contests).toContainEqual(ann);
  });

  it('marks the grant of the owner before anything of the newcomer leads anywhere', async () => {
    const writes: string[] = [];
    const { grants, names } = fixture;
    const watched = fixture.open({
      grants: {
        ...grants,
        replace: (grant) => (writes.push(grant.sender === ben ? 'own' : 'other'), grants.replace(grant)),
      },
      names: { ...names, put: (one, sender) => (writes.push('lookup'), names.put(one, sender)) },
    });
    await watched.connect({ ...fixture.requestOf(2, { mailbox: value }), homeTenantId: otherTenantId });
    expect(writes.map((write) => (write === 'lookup' ? write : 'mark'))).toEqual(['mark', 'lookup', 'mark']);
    expect(await ownersOf()).toEqual([ann, ben].map((sender) => ({ kind: 'address', sender })));
  });

  it.each(['reconsent_required', 'connected'] as const)(
    'contests also what a grant that is %s proved',
    async (status) => {
      await fixture.grants.replace({ ...(await fixture.readGrant(ann)), status });
      await connectAbroad(2);
      expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
    },
  );

  it('takes over a name whose owner has disconnected, and no other', async () => {
    await connectAbroad(2);
    await fixture.disconnect(ann);
    says(value);
    await fixture.renewProofs(ben);
    expect(await ownersOf()).toEqual([{ kind: 'address', sender: ben }]);
    await fixture.disconnect(ben);
    await connectAbroad(3);
    expect(listContested(await fixture.readGrant(eva))).toEqual([]);
  });

  it.each<[string, (grant: Versioned<Grant>) => Versioned<Grant>]>([
    ['is older than any proof may be', (grant) => grant],
    ['is from a release that kept no time', ({ namesProvenAt: _unknown, ...older }) => older],
    ['has its clear times set back', (grant) => ({ ...grant, namesProvenAt: new Date(0), connectedAt: new Date(0) })],
    ['waits for consent', (grant) => ({ ...grant, status: 'reconsent_required' })],
  ])('contests the name while the connection that lists it %s', async (_case, spoil) => {
    fixture.clock.pass((NAME_PROOF_MAX_DAYS + 1) * 24 * 3600);
    await fixture.grants.replace(spoil(await fixture.readGrant(ann)));
    expect(listContested(await connectAbroad(2))).toEqual([value]);
    expect(listContested(await fixture.readGrant(ann))).toEqual([value]);
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
  });

  it('names the one who still proves it once the other has given it up, and not before that is read', async () => {
    await connectAbroad(2);
    says('other@fabrikam.com');
    await fixture.renewProofs(ben);
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
    says(value);
    fixture.graph.probe = { kind: 'unclear' };
    await fixture.renewProofs(ann);
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
    fixture.graph.probe = { kind: 'exists' };
    await fixture.renewProofs(ann);
    expect(await fixture.accessTokenOf(value)).toMatch(/000001$/);
  });

  it('stays contested while both prove it again, and when one connects again', async () => {
    await connectAbroad(2);
    says(value);
    for (const sender of [ann, ben, ann]) await fixture.renewProofs(sender);
    await fixture.connectPerson(1);
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
    expect([listContested(await fixture.readGrant(ann)), listContested(await fixture.readGrant(ben))]).toEqual([
      [value],
      [value],
    ]);
  });

  it('stays contested for the others when one of three gives it up', async () => {
    await connectAbroad(2);
    await connectAbroad(3, '3e9d1c00-0000-4000-8000-000000000004');
    await fixture.disconnect(eva);
    says(value);
    await fixture.renewProofs(ann);
    expect(await fixture.accessTokenOf(value)).toBe('sender_ambiguous');
    await fixture.disconnect(ben);
    await fixture.renewProofs(ann);
    expect(await fixture.accessTokenOf(value)).toMatch(/000001$/);
  });

  it('does not count a host UPN, which the host tenant gives', async () => {
    await fixture.connectPerson(1, { userPrincipalName: annUserPrincipalName });
    const request = fixture.requestOf(2, { userPrincipalName: annUserPrincipalName });
    await fixture.connect({ ...request, homeTenantId: otherTenantId });
    expect(await fixture.accessTokenOf(annUserPrincipalName)).toMatch(/000002$/);
  });
});

describe('createClaimNames and one text as UPN and as address', () => {
  const text = 'mia@contoso.com';
  const asUpn = { mailbox: 'box@fabrikam.com', userPrincipalName: text };
  const asAddress = { mailbox: text };
  const connectAs = (number: number, home: string, changes: object) =>
    fixture.connect({ ...fixture.requestOf(number, changes), homeTenantId: home });
  const host = ann.hostTenantId;

  it.each([
    ['a member proves as UPN', 'proves as address', asUpn, asAddress, host],
    ['a member proves as address', 'proves as UPN', asAddress, asUpn, host],
    ['a member proves as both', 'proves as address', { ...asUpn, mailbox: text }, asAddress, host],
    ['a guest proves as UPN', 'proves as address', asUpn, asAddress, otherTenantId],
  ])('lets what %s go to a member who %s, because one tenant gave both', async (_former, _now, first, later, home) => {
    await connectAs(2, home, first);
    const instance = fixture.open();
    expect((await instance.findSender(host, text)).sender).toEqual(ben);
    expect(listContested(await connectAs(3, host, later))).toEqual([]);
    for (const { findSender } of [instance, fixture.open()]) expect((await findSender(host, text)).sender).toEqual(eva);
    expect((await namesOf(ben)).map((one) => one.value)).not.toContain(text);
    expect((await fixture.accessTokens.read(host, ben.hostObjectId, text)).names).not.toContain(text);
  });

  it.each([
    ['a guest has as UPN', asUpn, asAddress],
    ['somebody abroad has as address', asAddress, asUpn],
  ])('contests what %s, at once and in every instance', async (_case, first, later) => {
    await connectAs(2, otherTenantId, first);
    const instance = fixture.open();
    expect((await instance.findSender(host, text)).sender).toEqual(ben);
    expect(listContested(await fixture.connectPerson(3, later))).toEqual([text]);
    expect(listContested(await fixture.readGrant(ben))).toEqual([text]);
    for (const { findSender } of [instance, fixture.open()])
      await expect(findSender(host, text)).rejects.toMatchObject({ code: 'sender_ambiguous' });
    says(later.mailbox);
    await fixture.disconnect(ben);
    await fixture.renewProofs(eva);
    expect((await instance.findSender(host, text)).sender).toEqual(eva);
  });

  it('does not take a host UPN back that somebody else has proven since', async () => {
    await fixture.connectPerson(1, { userPrincipalName: annUserPrincipalName });
    await fixture.connectPerson(2, { userPrincipalName: annUserPrincipalName });
    expect((await fixture.renewProofs(ann)).opened).not.toHaveProperty('userPrincipalName');
    expect((await fixture.findSender(host, annUserPrincipalName)).sender).toEqual(ben);
    await fixture.renewProofs(ann, annUserPrincipalName);
    expect((await fixture.findSender(host, annUserPrincipalName)).sender).toEqual(ann);
  });
});

describe('holdsName', () => {
  it('compares kind and text', () => {
    expect(holdsName({ names: [name] }, { ...name })).toBe(true);
    expect(holdsName({ names: [name] }, { ...name, kind: 'userPrincipalName' })).toBe(false);
    expect(holdsName({ names: [name] }, { ...name, value: 'other@fabrikam.com' })).toBe(false);
    expect(holdsName({ names: [] }, name)).toBe(false);
  });
});

describe('keepContests', () => {
  it('keeps the marks of names that stay, and adds none', () => {
    const other: SenderName = { kind: 'address', value: 'other@fabrikam.com' };
    const marked = { ...name, contestedBy: [ben] };
    expect(keepContests([name, other], [marked, { ...other, kind: 'userPrincipalName' }])).toEqual([marked, other]);
  });
});
