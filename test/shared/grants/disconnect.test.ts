import { connectIn } from '../../contract/samples.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { ann, annUserPrincipalName, createGrantsFixture, senderOf } from './grants-fixture.ts';

let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1, { userPrincipalName: annUserPrincipalName });
});
const farAway = () => new Date(fixture.now().getTime() + 100 * 24 * 3_600_000);

describe('createDisconnect', () => {
  it('leaves nothing that opens, nobody under the names, and the grant as a record', async () => {
    const before = await fixture.readGrant(ann);
    const { etag: _etag, ...after } = (await fixture.disconnect(ann)) as typeof before;
    expect(after).toMatchObject({ status: 'disconnected', names: [], mailbox: 'person1@fabrikam.com', generation: 1 });
    expect((await fixture.grants.read(ann)).tokens).toBeUndefined();
    expect(await fixture.dataKeys.read(ann, 1)).toBeUndefined();
    for (const name of ['person1@fabrikam.com', annUserPrincipalName]) {
      expect(await fixture.names.read(ann.hostTenantId, name)).toEqual([]);
      expect(await fixture.accessTokenOf(name)).toBe('consent_required');
    }
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('consent_required');
    expect(await fixture.due.list('refresh', farAway(), 9)).toEqual([]);
  });

  it('gives the lookups back that it took from a connection which is not meant, made while it ended the former one', async () => {
    const { names } = fixture;
    const { generation } = await fixture.readGrant(ann);
    const ending = fixture.open({
      names: {
        ...names,
        async remove(...given) {
          if ((await fixture.readGrant(ann)).generation === generation) await fixture.connectPerson(1);
          await names.remove(...given);
        },
      },
    });
    const isMeant = (grant: { generation: number }) => grant.generation === generation;
    await expect(ending.disconnect(ann, isMeant)).rejects.toMatchObject({ code: 'conflict' });
    const { names: listed } = await fixture.readGrant(ann);
    expect(listed).not.toEqual([]);
    for (const { value } of listed)
      expect((await fixture.names.read(ann.hostTenantId, value)).map(({ sender }) => sender)).toEqual([ann]);
  });

  it('destroys the key before anything else', async () => {
    const writes: string[] = [];
    const { grants, names, dataKeys } = fixture;
    const watched = fixture.open({
      dataKeys: { ...dataKeys, remove: (...given) => (writes.push('key'), dataKeys.remove(...given)) },
      grants: {
        ...grants,
        removeTokens: (...given) => (writes.push('tokens'), grants.removeTokens(...given)),
        replace: (grant) => (writes.push('grant'), grants.replace(grant)),
      },
      names: { ...names, remove: (...given) => (writes.push('name'), names.remove(...given)) },
    });
    await watched.disconnect(ann);
    // The names once more, for whoever has led one here meanwhile.
    expect(writes).toEqual(['key', 'tokens', 'name', 'name', 'grant', 'name', 'name']);
  });

  it('leaves a restored copy readable only with both rows, and only until the key version is retired', async () => {
    const { grant, tokens } = await fixture.grants.read(ann);
    const key = await fixture.dataKeys.read(ann, 1);
    if (!grant || !tokens || !key) throw new Error('There is no connection.');
    const { version: old } = (await fixture.keyEncryptionKeys.current()).reference;
    await fixture.disconnect(ann);
    const restoreGrant = async () =>
      connectIn(fixture.grants, { ...grant, etag: (await fixture.readGrant(ann)).etag }, tokens);
    await restoreGrant();
    const readCopy = () => fixture.open().accessTokens.read(ann.hostTenantId, ann.hostObjectId);
    await expect(readCopy()).rejects.toMatchObject({ code: 'consent_required' });

    // Whoever found the key gone wrote that on the grant.
    await restoreGrant();
    await fixture.dataKeys.insert(ann, 1, key);
    expect(await readCopy()).toMatchObject({ accessToken: expect.stringContaining('access 0') as string });
    fixture.keyEncryptionKeys.rotate();
    fixture.keyEncryptionKeys.setEnabled(old, false);
    await expect(readCopy()).rejects.toMatchObject({ code: 'vault_access_refused' });
  });

  it('stops when the key cannot be destroyed, and says so', async () => {
    const dataKeys = { ...fixture.dataKeys, remove: () => Promise.reject(new ConnectorError('storage_unavailable')) };
    await expect(fixture.open({ dataKeys }).disconnect(ann)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect((await fixture.readGrant(ann)).status).toBe('connected');
  });

  it('may be repeated, and knows nobody who never connected', async () => {
    await fixture.disconnect(ann);
    const before = await fixture.grants.read(ann);
    expect((await fixture.disconnect(ann))?.status).toBe('disconnected');
    expect(await fixture.grants.read(ann)).toEqual(before);
    expect(await fixture.disconnect(senderOf(9))).toBeUndefined();
  });

  it('never leads a name back to an earlier owner', async () => {
    await fixture.connectPerson(2, { mailbox: 'person1@fabrikam.com' });
    await fixture.disconnect(senderOf(2));
    expect(await fixture.accessTokenOf('person1@fabrikam.com')).toBe('consent_required');
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe(fixture.tokensOf(1).accessToken);
  });

  it('leaves alone a name that somebody else has proven since', async () => {
    await fixture.connectPerson(2, { mailbox: 'person1@fabrikam.com' });
    await fixture.disconnect(ann);
    expect(await fixture.accessTokenOf('person1@fabrikam.com')).toBe(fixture.tokensOf(2).accessToken);
  });

  it('also ends a connection that is made at the same moment', async () => {
    const { grants } = fixture;
    let isFirst = true;
    const racing = fixture.open({
      grants: {
        ...grants,
        async removeTokens(...given) {
          if (isFirst) await fixture.connectPerson(1, { accessToken: 'new' });
          isFirst = false;
          await grants.removeTokens(...given);
        },
      },
    });
    await racing.disconnect(ann);
    expect(await fixture.readGrant(ann)).toMatchObject({ status: 'disconnected', generation: 2 });
    expect(await fixture.dataKeys.read(ann, 2)).toBeUndefined();
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('consent_required');
  });

  it('ends no connection but the one that is meant, and leaves a newer one whole', async () => {
    const { grants } = fixture;
    const isFirst = ({ generation }: { generation: number }) => generation === 1;
    const racing = fixture.open({
      grants: {
        ...grants,
        async removeTokens(...given) {
          await fixture.connectPerson(1, { accessToken: 'new' });
          await grants.removeTokens(...given);
        },
      },
    });
    await expect(racing.disconnect(ann, isFirst)).rejects.toMatchObject({ code: 'conflict' });
    await expect(fixture.open().disconnect(ann, isFirst)).rejects.toMatchObject({ code: 'conflict' });
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('new');
  });

  it('gives up when the grant keeps changing, with the key already gone', async () => {
    const grants = { ...fixture.grants, replace: () => Promise.reject(new ConnectorError('conflict')) };
    await expect(fixture.open({ grants }).disconnect(ann)).rejects.toMatchObject({ code: 'conflict' });
    expect(await fixture.dataKeys.read(ann, 1)).toBeUndefined();
  });
});
