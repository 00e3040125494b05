import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createClaimName, holdsName } from '../../../shared/grants/claim-name.ts';
import type { SenderName } from '../../../shared/sender.ts';
import { ann, createGrantsFixture, senderOf } from './grants-fixture.ts';

const ben = senderOf(2);
const name: SenderName = { kind: 'address', value: 'person1@fabrikam.com' };
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1, { userPrincipalName: name.value });
});

describe('createClaimName', () => {
  it('takes the name, and only that one, from whoever held it', async () => {
    await createClaimName(fixture)(name, ben);
    expect((await fixture.readGrant(ann)).names).toEqual([{ kind: 'userPrincipalName', value: name.value }]);
    expect(await fixture.names.read(ann.hostTenantId, name.value)).toEqual([
      { kind: 'address', sender: ben },
      { kind: 'userPrincipalName', sender: ann },
    ]);
  });

  it('does not write to the grant of whoever holds it already, or of nobody', async () => {
    const before = await fixture.grants.read(ann);
    await createClaimName(fixture)(name, ann);
    await fixture.names.put({ kind: 'address', value: 'new@fabrikam.com' }, senderOf(9));
    await createClaimName(fixture)({ kind: 'address', value: 'new@fabrikam.com' }, ann);
    expect(await fixture.grants.read(ann)).toEqual(before);
    expect(await fixture.names.read(ann.hostTenantId, 'new@fabrikam.com')).toEqual([{ kind: 'address', sender: ann }]);
  });

  it('moves no lookup while the former owner still lists the name', async () => {
    const grants = { ...fixture.grants, replace: () => Promise.reject(new ConnectorError('conflict')) };
    await expect(createClaimName({ ...fixture, grants })(name, ben)).rejects.toMatchObject({ code: 'conflict' });
    expect(await fixture.names.read(ann.hostTenantId, name.value)).toContainEqual({ kind: 'address', sender: ann });
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
