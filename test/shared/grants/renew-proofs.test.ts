import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { GrantStore } from '../../../shared/grants/grant.ts';
import { otherTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, annUserPrincipalName, createGrantsFixture, senderOf } from './grants-fixture.ts';

const address = 'person1@fabrikam.com';
const renamed = 'renamed@fabrikam.com';
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1, { userPrincipalName: annUserPrincipalName });
});

/** The home tenant gives the person another address. */
const rename = (aliases: string[] = []) => {
  const profile = { address: renamed, userPrincipalName: renamed, addresses: [renamed, ...aliases] };
  fixture.graph.profile = () => profile;
};
const ownersOf = async (name: string) => (await fixture.names.read(ann.hostTenantId, name)).map(({ sender }) => sender);

describe('createRenewProofs', () => {
  it('drops what the home tenant no longer says and adds what is new, in grant, seal and lookups', async () => {
    rename(['alias@fabrikam.com']);
    fixture.clock.pass(60);
    const { grant, opened, isClear } = await fixture.renewProofs(ann);
    expect(isClear).toBe(true);
    expect(opened).toMatchObject({ mailbox: renamed, addresses: [renamed, 'alias@fabrikam.com'] });
    expect(grant).toEqual(await fixture.readGrant(ann));
    expect(grant).toMatchObject({
      mailbox: renamed,
      namesProvenAt: fixture.now(),
      userPrincipalName: annUserPrincipalName,
    });
    expect(await ownersOf(address)).toEqual([]);
    expect(await fixture.accessTokenOf(address)).toBe('consent_required');
    for (const name of [renamed, 'alias@fabrikam.com', annUserPrincipalName])
      expect(await fixture.accessTokenOf(name)).toBe(fixture.tokensOf(1).accessToken);
  });

  it('lets a colleague have the address, and sends by it as nobody else', async () => {
    rename();
    await fixture.renewProofs(ann);
    await fixture.connectPerson(2, { mailbox: address });
    expect(await fixture.accessTokenOf(address)).toBe(fixture.tokensOf(2).accessToken);
    await fixture.renewProofs(ann);
    expect(await fixture.accessTokenOf(address)).toBe(fixture.tokensOf(2).accessToken);
  });

  it('asks nobody while the home tenant is not allowed', async () => {
    const { tenant } = fixture.served;
    fixture.served.tenant = tenant && { ...tenant, allowedHomeTenants: [ann.hostTenantId] };
    await expect(fixture.renewProofs(ann)).rejects.toMatchObject({ code: 'home_tenant_not_allowed' });
    expect([fixture.graph.reads, fixture.entra.refreshes]).toEqual([[], []]);
  });

  it('takes the host UPN that a sign-in has just proven', async () => {
    await fixture.renewProofs(ann, 'Ann.New@contoso.com');
    expect(await fixture.accessTokenOf('ann.new@contoso.com')).toBe(fixture.tokensOf(1).accessToken);
    expect(await fixture.accessTokenOf(annUserPrincipalName)).toBe('consent_required');
    expect((await fixture.readGrant(ann)).userPrincipalName).toBe('Ann.New@contoso.com');
  });

  it('says so while Exchange is unclear, and adds nothing', async () => {
    rename([address]);
    fixture.graph.probe = { kind: 'unclear' };
    const before = await fixture.readGrant(ann);
    expect((await fixture.renewProofs(ann)).isClear).toBe(false);
    expect(await fixture.readGrant(ann)).toMatchObject({ names: before.names, namesProvenAt: before.namesProvenAt });
    expect(await fixture.accessTokenOf(renamed)).toBe('consent_required');
  });

  it('leaves the object id and the host UPN when there is no mailbox any more', async () => {
    fixture.graph.probe = { kind: 'missing', code: 'ErrorMailboxNotFound' };
    expect((await fixture.renewProofs(ann)).isClear).toBe(true);
    expect(await fixture.accessTokenOf(address)).toBe('consent_required');
    for (const name of [ann.hostObjectId, annUserPrincipalName])
      expect(await fixture.accessTokenOf(name)).toBe(fixture.tokensOf(1).accessToken);
  });

  it('changes nothing when Graph does not answer', async () => {
    const before = await fixture.grants.read(ann);
    fixture.graph.readProfile = () => Promise.reject(new ConnectorError('graph_unavailable'));
    await expect(fixture.renewProofs(ann)).rejects.toMatchObject({ code: 'graph_unavailable' });
    expect(await fixture.grants.read(ann)).toEqual(before);
  });

  it('refreshes an access token that ends first, and keeps the refreshed one', async () => {
    fixture.clock.pass(3600);
    const { opened } = await fixture.renewProofs(ann);
    expect(fixture.entra.refreshes.length).toBe(1);
    expect(fixture.graph.reads).toEqual([opened.accessToken]);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe(opened.accessToken);
  });

  it('asks Entra for the verified domain that an earlier release did not keep', async () => {
    const { answer } = fixture.entra;
    const idTokenClaims = { email: 'person2@northwindtraders.com', xms_edov: true };
    fixture.entra.answer = async (request) => ({ ...(await answer(request)), idTokenClaims });
    const mailbox = 'person2@northwindtraders.com';
    await fixture.connectPerson(2, { mailbox, addresses: undefined as never, provenAt: undefined as never });
    fixture.graph.profile = () => ({
      address: mailbox,
      userPrincipalName: 'person2@fabrikam.com',
      addresses: [mailbox],
    });
    expect((await fixture.renewProofs(senderOf(2))).opened).toMatchObject({
      emailDomain: 'northwindtraders.com',
      addresses: ['person2@fabrikam.com', mailbox],
    });
    await fixture.renewProofs(senderOf(2));
    expect(fixture.entra.refreshes.length).toBe(1);
  });

  it('keeps tokens that another instance refreshed meanwhile, and reads the proofs again beside them', async () => {
    const { grant, tokens } = await fixture.grants.read(ann);
    const { readProfile } = fixture.graph;
    fixture.graph.readProfile = async (accessToken) => {
      if (grant && tokens) await fixture.refreshTokens(grant, tokens, fixture.tokensOf(1));
      return readProfile(accessToken);
    };
    expect((await fixture.renewProofs(ann)).opened.accessToken).toMatch(/^access 1/);
    expect(fixture.graph.reads).toHaveLength(2);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toMatch(/^access 1/);
  });

  it('is repeated where storage does not answer what ends earlier readings', async () => {
    const { forbidFences } = fixture.grants;
    let isLost = true;
    const grants: GrantStore = {
      ...fixture.grants,
      async forbidFences(...given) {
        const etag = await forbidFences(...given);
        if (!isLost) return etag;
        isLost = false;
        throw new ConnectorError('conflict');
      },
    };
    await expect(fixture.open({ grants }).renewProofs(ann)).resolves.toMatchObject({ isClear: true });
  });

  it('asks Graph once for everybody who needs it at the same time', async () => {
    await Promise.all(Array.from({ length: 10 }, () => fixture.renewProofs(ann)));
    expect(fixture.graph.reads.length).toBe(1);
  });

  it.each([
    ['consent_required', async () => void (await fixture.disconnect(ann))],
    ['identity_changed', async () => void (await fixture.compareHomeAccount(ann, undefined))],
  ])('asks nothing for a connection that may not be used: %s', async (code, end) => {
    await end();
    await expect(fixture.renewProofs(ann)).rejects.toMatchObject({ code });
    await expect(fixture.renewProofs(senderOf(9))).rejects.toMatchObject({ code: 'consent_required' });
    expect(fixture.graph.reads).toEqual([]);
  });
});

describe('the host UPN', () => {
  const mia = senderOf(3);
  const [old, next] = ['mia@contoso.com', 'Mia.Miller@contoso.com'];
  const connectMember = (changes: object = {}) =>
    fixture.connect({
      ...fixture.requestOf(3, { mailbox: old, userPrincipalName: old, ...changes }),
      homeTenantId: mia.hostTenantId,
    });
  const renameMember = () => {
    fixture.graph.profile = () => ({ address: next, userPrincipalName: next, addresses: [next] });
  };
  const [exists, missing, unclear] = [{ kind: 'exists' }, { kind: 'missing' }, { kind: 'unclear' }] as const;

  it.each([exists, missing, unclear])(
    'of a member is what the directory says, whatever Exchange says: %j',
    async (probe) => {
      await connectMember();
      renameMember();
      fixture.graph.probe = probe;
      const { grant, opened } = await fixture.renewProofs(mia);
      expect([opened.userPrincipalName, grant.userPrincipalName]).toEqual([next, next]);
      expect(await fixture.accessTokenOf(old)).toBe('consent_required');
      expect(await fixture.accessTokenOf(next)).toBe(fixture.tokensOf(3).accessToken);
      const { names } = await fixture.accessTokens.read(mia.hostTenantId, mia.hostObjectId, old);
      expect(names).not.toContain(old);
    },
  );

  it('of a member is read again before it is used after 35 days, and by whoever was renamed no longer', async () => {
    await connectMember();
    fixture.clock.pass(36 * 24 * 3600);
    renameMember();
    expect((await fixture.accessTokens.read(mia.hostTenantId, mia.hostObjectId, old)).names).not.toContain(old);
    await connectMember({ mailbox: 'box@contoso.com' });
    fixture.clock.pass(36 * 24 * 3600);
    expect(await fixture.accessTokenOf(old)).toBe('consent_required');
  });

  it('of a guest is another than that of the home directory, and stays until a sign-in at the host tenant', async () => {
    rename();
    fixture.clock.pass(400 * 24 * 3600);
    expect((await fixture.renewProofs(ann)).opened.userPrincipalName).toBe(annUserPrincipalName);
  });
});

describe('a mailbox that is gone', () => {
  const gone = { kind: 'missing', code: 'ErrorMailboxNotFound' } as const;
  const refreshDue = () => fixture.due.list('refresh', new Date(fixture.now().getTime() + 40 * 24 * 3600 * 1000), 10);

  it('is a problem of a grant that stays connected, with the time when that was seen first', async () => {
    fixture.graph.probe = gone;
    const since = fixture.now();
    const problem = { code: 'mailbox_not_found', upstreamCode: gone.code, since };
    for (const _again of [1, 2]) {
      expect((await fixture.renewProofs(ann)).grant).toMatchObject({ status: 'connected', problem });
      expect(await fixture.readGrant(ann)).toMatchObject({ status: 'connected', problem });
      fixture.clock.pass(60);
    }
  });

  it('is looked at again within about a day, and keeps one place', async () => {
    fixture.graph.probe = gone;
    const { grant } = await fixture.renewProofs(ann);
    const hours = (grant.refreshDueAt.getTime() - fixture.now().getTime()) / 3_600_000;
    expect([hours >= 24, hours <= 27]).toEqual([true, true]);
    const { sender, generation, refreshDueAt: at } = grant;
    expect(await refreshDue()).toEqual([{ kind: 'refresh', sender, generation, at }]);
    await fixture.renewProofs(ann);
    expect(await refreshDue()).toHaveLength(1);
  });

  it('is no problem any more once Exchange confirms one, and not before', async () => {
    fixture.graph.probe = gone;
    await fixture.renewProofs(ann);
    fixture.graph.probe = { kind: 'unclear' };
    expect((await fixture.renewProofs(ann)).grant.problem?.code).toBe('mailbox_not_found');
    fixture.graph.probe = { kind: 'exists' };
    expect((await fixture.renewProofs(ann)).grant).not.toHaveProperty('problem');
    expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
    expect(await fixture.accessTokenOf(address)).toBe(fixture.tokensOf(1).accessToken);
  });

  it('leaves another problem alone while there is a mailbox', async () => {
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), problem: { code: 'blocked_by_home_policy' } });
    expect((await fixture.renewProofs(ann)).grant.problem).toEqual({ code: 'blocked_by_home_policy' });
  });
});

describe('a claim that storage stops', () => {
  const alias = 'alias@fabrikam.com';
  const down = () => Promise.reject(new ConnectorError('storage_unavailable'));
  const ben = senderOf(2);
  beforeEach(async () => {
    // The place of the connection itself is gone by then.
    fixture.clock.pass(3601);
    await fixture.sweepGrants();
    fixture.graph.profile = () => ({ address, userPrincipalName: address, addresses: [alias] });
  });
  const owner = async () => (await fixture.findSender(ann.hostTenantId, alias)).sender;
  const stopAtLookup = () => fixture.open({ names: { ...fixture.names, put: down } });
  const stopAtGrants = () => fixture.open({ grants: { ...fixture.grants, replace: down } });

  it.each([
    ['the next renewal', () => fixture.renewProofs(ann)],
    ['the sweep', async () => (fixture.clock.pass(3601), fixture.sweepGrants())],
  ])('is finished by %s', async (_who, finish) => {
    await expect(stopAtLookup().renewProofs(ann)).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(owner()).rejects.toMatchObject({ code: 'not_found' });
    await finish();
    expect(await owner()).toEqual(ann);
  });

  it.each([
    ['the next renewal', () => fixture.renewProofs(ann)],
    ['the sweep', async () => (fixture.clock.pass(3601), fixture.sweepGrants())],
  ])('is a contest after all when %s finishes it', async (_who, finish) => {
    await fixture.connect({ ...fixture.requestOf(2, { mailbox: alias }), homeTenantId: otherTenantId });
    await expect(stopAtGrants().renewProofs(ann)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(await owner()).toEqual(ben);
    await finish();
    await expect(owner()).rejects.toMatchObject({ code: 'sender_ambiguous' });
  });

  it('is none while Exchange is unclear, nor for the host UPN of a guest', async () => {
    await fixture.renewProofs(ann);
    for (const value of [alias, annUserPrincipalName.toLowerCase()])
      for (const kind of ['address', 'userPrincipalName'] as const)
        await fixture.names.put({ kind, value }, ben, [ann]);
    fixture.graph.probe = { kind: 'unclear' };
    await fixture.renewProofs(ann);
    expect(await ownersOf(alias)).toEqual([ben, ben]);
    fixture.graph.probe = { kind: 'exists' };
    await fixture.renewProofs(ann);
    expect(await owner()).toEqual(ann);
    expect(await ownersOf(annUserPrincipalName)).toEqual([ben, ben]);
  });

  it('leaves no place behind when there is nothing to claim', async () => {
    await fixture.renewProofs(ann);
    const places = () => fixture.due.list('connect', new Date(fixture.now().getTime() + 10 * 3_600_000), 100);
    const before = await places();
    fixture.clock.pass(60);
    await fixture.renewProofs(ann);
    expect(await places()).toEqual(before);
  });
});
