import { connectIn } from '../../contract/samples.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { homeTenantId, otherTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture, homeObjectIdOf, senderOf } from './grants-fixture.ts';

const own = { homeTenantId, homeObjectId: homeObjectIdOf(1) };
const others = [
  { homeTenantId, homeObjectId: homeObjectIdOf(2) },
  { homeTenantId: otherTenantId, homeObjectId: homeObjectIdOf(1) },
  undefined,
];
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});

describe('createCompareHomeAccount', () => {
  it('writes nothing when the account is that of the grant', async () => {
    const before = await fixture.grants.read(ann);
    expect(await fixture.compareHomeAccount(ann, own)).toEqual({ isOther: false });
    expect(await fixture.grants.read(ann)).toEqual(before);
  });

  it.each(others)(
    'suspends the grant when %j signs in, and keeps everything else of it but its fences',
    async (account) => {
      const { etag: _etag, fencesUntil: _until, ...before } = await fixture.readGrant(ann);
      expect(await fixture.compareHomeAccount(ann, account)).toEqual({ isOther: true, suspended: 1 });
      expect(await fixture.readGrant(ann)).toMatchObject({
        ...before,
        status: 'reconsent_required',
        problem: { code: 'identity_changed' },
      });
      expect(await fixture.readGrant(ann)).not.toHaveProperty('fencesUntil');
      expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('identity_changed');
    },
  );

  it('shreds what was sealed, so that a row that is changed back sends nothing', async () => {
    const { grant: before, tokens } = await fixture.grants.read(ann);
    await fixture.compareHomeAccount(ann, others[0]);
    expect(await fixture.dataKeys.read(ann, 1)).toBeUndefined();
    expect((await fixture.grants.read(ann)).tokens).toBeUndefined();
    const { etag } = await fixture.readGrant(ann);
    // A writer of the table restores both rows.
    await connectIn(fixture.grants, { ...before!, etag }, tokens!);
    expect(await fixture.open().accessTokens.read(ann.hostTenantId, ann.hostObjectId).catch(String)).toContain(
      'consent_required',
    );
  });

  it('leaves to the sweep what stops between the mark and the shredding', async () => {
    const stopped = new Error('The process ended.');
    const { compareHomeAccount } = fixture.open({
      dataKeys: { ...fixture.dataKeys, remove: () => Promise.reject(stopped) },
    });
    await expect(compareHomeAccount(ann, others[0])).rejects.toBe(stopped);
    expect((await fixture.readGrant(ann)).problem).toEqual({ code: 'identity_changed' });
    fixture.clock.pass(3600);
    await fixture.sweepGrants();
    expect(await fixture.dataKeys.read(ann, 1)).toBeUndefined();
    expect(await fixture.readGrant(ann)).toMatchObject({ problem: { code: 'identity_changed' } });
  });

  it('suspends also a grant that needs consent for another reason', async () => {
    const grant = await fixture.readGrant(ann);
    await fixture.grants.replace({ ...grant, status: 'reconsent_required', problem: { code: 'consent_required' } });
    await fixture.compareHomeAccount(ann, others[0]);
    expect((await fixture.readGrant(ann)).problem).toEqual({ code: 'identity_changed' });
  });

  it('lifts no suspension when the right account signs in, and says which grant it is', async () => {
    await fixture.compareHomeAccount(ann, others[0]);
    expect(await fixture.compareHomeAccount(ann, own)).toEqual({ isOther: false, suspended: 1 });
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('identity_changed');
  });

  it('compares nothing for a sender who never connected or has disconnected', async () => {
    expect(await fixture.compareHomeAccount(senderOf(9), others[0])).toEqual({ isOther: false });
    await fixture.disconnect(ann);
    expect(await fixture.compareHomeAccount(ann, others[0])).toEqual({ isOther: false });
    expect((await fixture.readGrant(ann)).status).toBe('disconnected');
  });

  it('suspends the grant that it finds after a change at the same moment, and gives up after some', async () => {
    let isFirst = true;
    const { compareHomeAccount: racing } = fixture.open({
      grants: {
        ...fixture.grants,
        async replace(grant) {
          if (isFirst) await fixture.connectPerson(1, { accessToken: 'new' });
          isFirst = false;
          return fixture.grants.replace(grant);
        },
      },
    });
    expect(await racing(ann, others[0])).toEqual({ isOther: true, suspended: 2 });
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('identity_changed');
    await fixture.connect({ ...fixture.requestOf(1), resumes: 2 });
    const replace = () => Promise.reject(new ConnectorError('conflict'));
    const failing = fixture.open({ grants: { ...fixture.grants, replace } });
    await expect(failing.compareHomeAccount(ann, others[0])).rejects.toMatchObject({ code: 'conflict' });
  });

  it('keeps the suspension when a renewal that began before it ends', async () => {
    const { grant, tokens } = await fixture.grants.read(ann);
    if (!grant || !tokens) throw new Error('There is no connection.');
    const { answer } = fixture.entra;
    fixture.entra.answer = async (request) => {
      await fixture.compareHomeAccount(ann, others[0]);
      return answer(request);
    };
    fixture.clock.pass(3600);
    await fixture.accessTokenOf(ann.hostObjectId);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('identity_changed');
    expect((await fixture.readGrant(ann)).problem).toEqual({ code: 'identity_changed' });
  });
});
