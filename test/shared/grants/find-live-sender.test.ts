import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createFindLiveSender } from '../../../shared/grants/find-live-sender.ts';
import { NAME_PROOF_MAX_DAYS } from '../../../shared/limits.ts';
import { ann, annUserPrincipalName, createGrantsFixture, senderOf } from './grants-fixture.ts';

const address = 'person1@fabrikam.com';
const { hostTenantId } = ann;
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1, { userPrincipalName: annUserPrincipalName });
});
const age = () => fixture.clock.pass(NAME_PROOF_MAX_DAYS * 24 * 3600 + 1);
const find = (reference: string) => createFindLiveSender(fixture)(hostTenantId, reference);
const says = (one: string) =>
  (fixture.graph.profile = () => ({ address: one, userPrincipalName: one, addresses: [one] }));

describe('createFindLiveSender', () => {
  it.each([ann.hostObjectId, annUserPrincipalName])('finds by %s at any age, and reads nothing', async (reference) => {
    age();
    expect((await find(reference)).grant.sender).toEqual(ann);
    expect(fixture.graph.reads).toEqual([]);
  });

  it('reads a proof that is too old again, and only then', async () => {
    expect((await find(address)).sender).toEqual(ann);
    expect(fixture.graph.reads).toEqual([]);
    age();
    expect((await find(address)).grant.namesProvenAt).toEqual(fixture.now());
    expect(fixture.graph.reads).toHaveLength(1);
  });

  it('goes by what is sealed, whatever the columns of the grant say', async () => {
    const forged = 'forged@fabrikam.com';
    const grant = await fixture.readGrant(ann);
    await fixture.grants.replace({ ...grant, names: [...grant.names, { kind: 'address', value: forged }] });
    await fixture.names.put({ kind: 'address', value: forged }, ann);
    await expect(find(forged)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    age();
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), namesProvenAt: fixture.now() });
    await find(address);
    expect(fixture.graph.reads).toHaveLength(1);
  });

  it.each(['consent_required', 'sealed_record_refused'] as const)(
    'goes by the columns of a connection that says %s when it is opened, and so can send nothing',
    async (code) => {
      const vault = { open: () => Promise.reject(new ConnectorError(code)) };
      expect((await createFindLiveSender({ ...fixture, vault })(hostTenantId, address)).sender).toEqual(ann);
      await fixture.grants.removeTokens(ann, 2);
      expect((await find(address)).sender).toEqual(ann);
    },
  );

  it('passes on that the vault is away', async () => {
    const vault = { open: () => Promise.reject(new ConnectorError('vault_unavailable')) };
    const findThere = createFindLiveSender({ ...fixture, vault });
    await expect(findThere(hostTenantId, address)).rejects.toMatchObject({ code: 'vault_unavailable' });
    expect((await findThere(hostTenantId, ann.hostObjectId)).sender).toEqual(ann);
  });

  it('finds nobody by an address that the home tenant has given up', async () => {
    age();
    says('renamed@fabrikam.com');
    await expect(find(address)).rejects.toMatchObject({ code: 'not_found' });
    expect((await find(ann.hostObjectId)).grant.mailbox).toBe('renamed@fabrikam.com');
  });

  it('finds nobody while Exchange is unclear, and says so', async () => {
    age();
    fixture.graph.probe = { kind: 'unclear' };
    await expect(find(address)).rejects.toMatchObject({ code: 'graph_unavailable' });
  });

  it.each(['consent_required', 'identity_changed'] as const)(
    'finds nobody by the old name of a connection that says %s',
    async (code) => {
      age();
      await fixture.grants.replace({
        ...(await fixture.readGrant(ann)),
        status: 'reconsent_required',
        problem: { code },
      });
      await expect(find(address)).rejects.toMatchObject({ code: 'not_found' });
      expect((await find(ann.hostObjectId)).grant.problem).toEqual({ code });
    },
  );

  it('reads the old host UPN of a member again', async () => {
    const request = fixture.requestOf(3, { userPrincipalName: 'mia@contoso.com', mailbox: 'mia@contoso.com' });
    await fixture.connect({ ...request, homeTenantId: hostTenantId });
    age();
    says('mia.miller@contoso.com');
    await expect(find('mia@contoso.com')).rejects.toMatchObject({ code: 'not_found' });
    expect((await find('mia.miller@contoso.com')).sender).toEqual(senderOf(3));
  });

  it('takes the host UPN of a member that was just read, whatever Exchange says', async () => {
    const request = fixture.requestOf(3, { userPrincipalName: 'mia@contoso.com', mailbox: 'box@contoso.com' });
    await fixture.connect({ ...request, homeTenantId: hostTenantId });
    age();
    says('mia@contoso.com');
    fixture.graph.probe = { kind: 'unclear' };
    expect((await find('mia@contoso.com')).sender).toEqual(senderOf(3));
  });

  it('knows nobody who never connected', async () => {
    await expect(find(senderOf(9).hostObjectId)).rejects.toMatchObject({ code: 'not_found' });
  });
});
