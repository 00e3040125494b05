import { homeTenantId, hostTenantId, otherTenantId, tenant } from '../sign-in/sign-in-sample.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Grant } from '../../../shared/grants/grant.ts';
import type { TokenSet } from '../../../shared/grants/token-set.ts';
import { ann, annUserPrincipalName, createGrantsFixture, senderOf } from './grants-fixture.ts';

const address = 'person1@fabrikam.com';
const first = 'access 0 of 00000a0e-0000-4000-8000-000000000001';
const second = 'access 1 of 00000a0e-0000-4000-8000-000000000001';
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1, { userPrincipalName: annUserPrincipalName });
});
const change = async (changes: Partial<Grant>) =>
  fixture.grants.replace({ ...(await fixture.readGrant(ann)), ...changes });
const refusedBy = (code: ErrorCode) => () => Promise.reject(new ConnectorError(code));

describe('AccessTokens.read', () => {
  it.each([ann.hostObjectId, address, annUserPrincipalName])(
    'gives the sealed token while it is valid, to %s',
    async (reference) => {
      expect(await fixture.accessTokens.read(hostTenantId, reference)).toMatchObject({
        accessToken: first,
        grant: { sender: ann },
      });
      expect(fixture.entra.refreshes).toEqual([]);
    },
  );

  it('refreshes five minutes before the token ends, and stores what it got before anybody uses it', async () => {
    fixture.clock.pass(3600 - 301);
    expect(await fixture.accessTokenOf(address)).toBe(first);
    fixture.clock.pass(1);
    expect(await fixture.accessTokenOf(address)).toBe(second);
    expect(await fixture.open().accessTokens.read(hostTenantId, address)).toMatchObject({ accessToken: second });
    expect(fixture.entra.refreshes.length).toBe(1);
  });

  it('gives no token of a home tenant that is not allowed, however fresh, and gives it again once it is allowed', async () => {
    const token = await fixture.accessTokens.read(hostTenantId, address);
    fixture.clock.pass(3600);
    expect(await fixture.accessTokenOf(address)).toBe(second);
    const before = await fixture.grants.read(ann);
    fixture.served.tenant = { ...tenant, allowedHomeTenants: [otherTenantId] };
    expect(await fixture.accessTokenOf(address)).toBe('home_tenant_not_allowed');
    const renewed = fixture.accessTokens.renew(token);
    await expect(renewed).rejects.toMatchObject({ code: 'home_tenant_not_allowed' });
    fixture.clock.pass(3600 - 120);
    expect(await fixture.accessTokenOf(address)).toBe('home_tenant_not_allowed');
    expect(fixture.entra.refreshes).toHaveLength(1);
    expect(await fixture.grants.read(ann)).toEqual(before);
    fixture.served.tenant = { ...tenant, allowedHomeTenants: [homeTenantId] };
    expect(await fixture.accessTokenOf(address)).toMatch(/^access 2/);
  });

  it('refreshes once for everybody who asks at the same time', async () => {
    fixture.clock.pass(3600);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => fixture.accessTokenOf(address)));
    expect(new Set(tokens)).toEqual(new Set([second]));
    expect(fixture.entra.refreshes.length).toBe(1);
  });

  it('never mixes the tokens of two people', async () => {
    await fixture.connectPerson(2);
    fixture.clock.pass(3600);
    const references = Array.from({ length: 20 }, (_, index) => senderOf(1 + (index % 2)).hostObjectId);
    const tokens = await Promise.all(references.map((reference) => fixture.accessTokenOf(reference)));
    for (const [index, token] of tokens.entries()) expect(token).toMatch(new RegExp(`000${1 + (index % 2)}$`));
    for (const { homeObjectId, cache } of fixture.entra.refreshes) expect(cache).toBe(`cache 0 of ${homeObjectId}`);
  });

  it.each(['entra_unavailable', 'client_credential_refused', 'blocked_by_home_policy'] as const)(
    'uses a token to its last minute when a refresh meets %s',
    async (code) => {
      fixture.entra.answer = refusedBy(code);
      fixture.clock.pass(3600 - 61);
      expect(await fixture.accessTokenOf(address)).toBe(first);
      fixture.clock.pass(1);
      expect(await fixture.accessTokenOf(address)).toBe(code);
      expect((await fixture.readGrant(ann)).status).toBe('connected');
    },
  );

  it('does not use a token that is still valid once Entra has ended the grant', async () => {
    fixture.entra.answer = refusedBy('consent_required');
    fixture.clock.pass(3600 - 200);
    expect(await fixture.accessTokenOf(address)).toBe('consent_required');
    expect((await fixture.readGrant(ann)).status).toBe('reconsent_required');
  });

  it.each(['reconsent_required', 'disconnected'] as const)('gives no token of a grant that is %s', async (status) => {
    await change({ status });
    for (const reference of [ann.hostObjectId, address])
      expect(await fixture.accessTokenOf(reference)).toBe('consent_required');
  });

  it('says that the account has changed for a suspended grant, also after Graph refused a token', async () => {
    const token = await fixture.accessTokens.read(hostTenantId, address);
    await fixture.compareHomeAccount(ann, undefined);
    for (const reference of [ann.hostObjectId, address, annUserPrincipalName])
      expect(await fixture.accessTokenOf(reference)).toBe('identity_changed');
    await expect(fixture.accessTokens.renew(token)).rejects.toMatchObject({ code: 'identity_changed' });
    expect(fixture.entra.refreshes).toEqual([]);
  });

  it('asks for consent when the sender, the tokens or the key are not there', async () => {
    expect(await fixture.accessTokenOf(senderOf(9).hostObjectId)).toBe('consent_required');
    expect(await fixture.accessTokenOf('nobody@fabrikam.com')).toBe('consent_required');
    for (const reference of [senderOf(9).hostObjectId, 'nobody@fabrikam.com'])
      await expect(fixture.accessTokens.read(hostTenantId, reference)).rejects.toMatchObject({
        cause: { code: 'not_found' },
      });
    await fixture.grants.removeTokens(ann, 2);
    expect(await fixture.accessTokenOf(address)).toBe('consent_required');
    await fixture.connectPerson(2);
    await fixture.vault.destroyDataKeys(senderOf(2));
    await expect(fixture.open().accessTokens.read(hostTenantId, senderOf(2).hostObjectId)).rejects.toMatchObject({
      code: 'consent_required',
    });
  });

  it('takes what is no reference for nobody', async () => {
    expect(await fixture.accessTokenOf('ann')).toBe('consent_required');
  });

  it('refuses a lookup that was redirected in the table, even when the grant was changed to fit', async () => {
    await fixture.connectPerson(2);
    const grant = await fixture.readGrant(ann);
    await fixture.names.put({ kind: 'address', value: 'person2@fabrikam.com' }, ann, [senderOf(2)]);
    await fixture.grants.replace({
      ...grant,
      names: [...grant.names, { kind: 'address', value: 'person2@fabrikam.com' }],
    });
    expect(await fixture.accessTokenOf('person2@fabrikam.com')).toBe('sealed_record_refused');
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe(first);
  });

  it.each([
    { homeObjectId: '00000a0e-0000-4000-8000-000000000002' },
    { homeTenantId: 'a0274317-0000-4000-8000-000000000003' },
  ])('refuses the tokens when the grant was changed to %j', async (changes) => {
    await change(changes);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('sealed_record_refused');
    expect((await fixture.readGrant(ann)).status).toBe('connected');
  });

  it('refuses tokens of another person that were put into the row', async () => {
    await fixture.connectPerson(2);
    const [mine, theirs] = [await fixture.grants.read(ann), await fixture.grants.read(senderOf(2))];
    if (!mine.tokens || !theirs.tokens) throw new Error('There are no tokens.');
    await fixture.grants.replaceTokens(ann, { ...mine.tokens, sealed: theirs.tokens.sealed });
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('sealed_record_refused');
  });
});

describe('AccessTokens.read and the age of proofs', () => {
  const age = (days: number) => fixture.clock.pass(days * 24 * 3600);
  const names = ['person1@fabrikam.com', annUserPrincipalName.toLowerCase()];
  const read = (reference: string, from?: string) => fixture.accessTokens.read(hostTenantId, reference, from);

  it('uses an address for 35 days, and reads it again before it is used any longer', async () => {
    age(35);
    expect((await read(address)).names).toEqual(expect.arrayContaining(names));
    expect(fixture.graph.reads).toEqual([]);
    fixture.clock.pass(1);
    expect((await read(address)).names).toEqual(expect.arrayContaining(names));
    expect(fixture.graph.reads.length).toBe(1);
    await read(address);
    expect(fixture.graph.reads.length).toBe(1);
  });

  it('does not need it for the object id and the host UPN, and then offers no address', async () => {
    age(36);
    for (const reference of [ann.hostObjectId, annUserPrincipalName])
      expect((await read(reference)).names).toEqual([annUserPrincipalName.toLowerCase()]);
    expect(fixture.graph.reads).toEqual([]);
  });

  it('reads it again for an address in from, and only for one that was proven', async () => {
    age(36);
    expect((await read(ann.hostObjectId, 'other@fabrikam.com')).names).not.toContain(address);
    expect(fixture.graph.reads).toEqual([]);
    expect((await read(ann.hostObjectId, address.toUpperCase())).names).toContain(address);
    expect(fixture.graph.reads.length).toBe(1);
  });

  it('gives no token by an address that the home tenant has given to somebody else', async () => {
    age(36);
    fixture.graph.profile = () => {
      const renamed = 'renamed@fabrikam.com';
      return { address: renamed, userPrincipalName: renamed, addresses: [renamed] };
    };
    expect(await fixture.accessTokenOf(address)).toBe('consent_required');
    expect(await fixture.accessTokenOf('renamed@fabrikam.com')).toBe(second);
    expect((await read(ann.hostObjectId)).mailbox).toBe('renamed@fabrikam.com');
  });

  it('gives none by an old address while Graph does not answer', async () => {
    age(36);
    fixture.graph.readProfile = refusedBy('graph_unavailable');
    expect(await fixture.accessTokenOf(address)).toBe('graph_unavailable');
    for (const reference of [ann.hostObjectId, annUserPrincipalName])
      expect(await fixture.accessTokenOf(reference)).toBe(second);
  });

  it.each([
    ['unclear', 'graph_unavailable'],
    ['missing', 'mailbox_not_found'],
  ] as const)('does not send the person away for an old address while the mailbox is %s', async (kind, code) => {
    age(36);
    fixture.graph.probe = { kind };
    await expect(read(address)).rejects.toMatchObject({ code });
    fixture.graph.probe = { kind: 'exists' };
    await fixture.connectPerson(1);
    age(36);
    fixture.graph.probe = { kind };
    await expect(read(ann.hostObjectId, address)).rejects.toMatchObject({ code });
    expect((await read(ann.hostObjectId)).names).not.toContain(address);
  });

  it('says that a name is given up although Exchange is unclear, when the directory names it no longer', async () => {
    age(36);
    fixture.graph.probe = { kind: 'unclear' };
    fixture.graph.profile = () => ({ address: 'b@fabrikam.com', userPrincipalName: 'b@fabrikam.com', addresses: [] });
    expect(await fixture.accessTokenOf(address)).toBe('consent_required');
  });

  it('takes the UPN of a member that was just read, whatever Exchange says', async () => {
    const member = {
      ...fixture.requestOf(3, { userPrincipalName: 'mia@contoso.com', provenAt: 0 }),
      homeTenantId: hostTenantId,
    };
    await fixture.connect(member);
    fixture.graph.profile = () => ({ address: 'mia@contoso.com', userPrincipalName: 'MIA@contoso.com', addresses: [] });
    fixture.graph.probe = { kind: 'unclear' };
    expect((await read('mia@contoso.com')).names).toEqual(['mia@contoso.com']);
    expect(fixture.graph.reads).toHaveLength(1);
  });

  it('reads the address again that an earlier release sealed without a time', async () => {
    const older = { addresses: undefined as never, provenAt: undefined as never };
    await fixture.connectPerson(2, { ...older, mailbox: 'Person2@fabrikam.com' });
    const name = { kind: 'address', value: 'person2@fabrikam.com' } as const;
    const grant = await fixture.readGrant(senderOf(2));
    expect(grant).not.toHaveProperty('namesProvenAt');
    await fixture.grants.replace({ ...grant, names: [name] });
    await fixture.names.put(name, senderOf(2));
    expect(await fixture.accessTokenOf(senderOf(2).hostObjectId)).toBe(fixture.tokensOf(2).accessToken);
    expect(fixture.graph.reads).toEqual([]);
    for (const _again of [1, 2]) expect(await fixture.accessTokenOf(name.value)).toMatch(/^access 1 of .*000002$/);
    expect(fixture.graph.reads.length).toBe(1);
  });

  it.each<[string, Partial<TokenSet>, boolean]>([
    ['confirmed the mailbox', {}, false],
    ['has never confirmed the mailbox', { provenAt: undefined as never }, true],
    [
      'was asked by a release that kept no answer',
      { addresses: undefined as never, provenAt: undefined as never },
      false,
    ],
  ])('says whether Exchange is unclear, as it was sealed: it %s', async (_what, changes, isMailboxUnclear) => {
    await fixture.connectPerson(2, changes);
    const { namesProvenAt: _clear, ...grant } = await fixture.readGrant(senderOf(2));
    for (const clear of [{}, { namesProvenAt: fixture.now() }]) {
      await fixture.grants.replace({ ...grant, ...clear, etag: (await fixture.readGrant(senderOf(2))).etag });
      expect((await read(senderOf(2).hostObjectId)).isMailboxUnclear).toBe(isMailboxUnclear);
    }
  });

  it('gives a renewed token only while it proves what the request relied on', async () => {
    const token = await read(ann.hostObjectId, address);
    expect(token.relied).toEqual([address]);
    age(36);
    await expect(fixture.accessTokens.renew(token)).rejects.toMatchObject({ code: 'conflict' });
    await expect(fixture.accessTokens.renew(await read(ann.hostObjectId))).resolves.toMatchObject({ relied: [] });
  });
});

describe('AccessTokens.renew', () => {
  it('forces a refresh after Graph refused the token, with the claims it asked for', async () => {
    const token = await fixture.accessTokens.read(hostTenantId, address);
    expect((await fixture.accessTokens.renew(token, '{"access_token":{}}')).accessToken).toBe(second);
    expect(fixture.entra.refreshes).toMatchObject([
      { claims: '{"access_token":{}}', cache: expect.stringContaining('cache 0') as string },
    ]);
  });

  it('takes the token that somebody else has renewed meanwhile, unless Graph asks for claims', async () => {
    const token = await fixture.accessTokens.read(hostTenantId, address);
    await fixture.accessTokens.renew(token);
    expect((await fixture.accessTokens.renew(token)).accessToken).toBe(second);
    expect(fixture.entra.refreshes.length).toBe(1);
    await fixture.accessTokens.renew(token, '{}');
    expect(fixture.entra.refreshes.length).toBe(2);
  });

  it('renews nothing of a grant that has ended meanwhile', async () => {
    const token = await fixture.accessTokens.read(hostTenantId, address);
    await fixture.disconnect(ann);
    await expect(fixture.accessTokens.renew(token)).rejects.toMatchObject({ code: 'consent_required' });
    expect(fixture.entra.refreshes).toEqual([]);
  });
});

describe('a connection that changes while a token is renewed', () => {
  const other = { homeObjectId: '00000a0e-0000-4000-8000-000000000002' };
  /** The person disconnects and connects again, with these changes, while Entra is asked. */
  function meanwhile(identity: object, tokens: object) {
    const { answer } = fixture.entra;
    fixture.entra.answer = async (request) => {
      fixture.entra.answer = answer;
      await fixture.disconnect(ann);
      await fixture.connect({ ...fixture.requestOf(1, { accessToken: 'new', ...tokens }), ...identity });
      return answer(request);
    };
  }
  const swap = async (identity: object, tokens: object) => {
    await fixture.disconnect(ann);
    await fixture.connect({ ...fixture.requestOf(1, { accessToken: 'new', ...tokens }), ...identity });
  };

  it.each([ann.hostObjectId, address])('gives no token of another account to a request for %s', async (reference) => {
    fixture.clock.pass(3600);
    meanwhile(other, { mailbox: 'other@fabrikam.com' });
    expect(await fixture.accessTokenOf(reference)).toBe('conflict');
    expect((await fixture.readGrant(ann)).homeObjectId).toBe(other.homeObjectId);
  });

  it('does not fall back to the old token, valid as it is, once another account is connected', async () => {
    fixture.clock.pass(3600 - 200);
    meanwhile(other, {});
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('conflict');
  });

  it('gives the token of the same account connected again, if it still proves the name', async () => {
    fixture.clock.pass(3600);
    meanwhile({}, {});
    expect(await fixture.accessTokenOf(address)).toBe('new');
    fixture.clock.pass(3600);
    meanwhile({}, { mailbox: 'renamed@fabrikam.com' });
    expect(await fixture.accessTokenOf(address)).toBe('conflict');
  });

  it.each([
    ['another account', other, {}, 'conflict'],
    ['another mailbox of the account', {}, { mailbox: 'renamed@fabrikam.com' }, 'conflict'],
  ])('gives no token of %s after Graph refused the first one', async (_case, identity, tokens, code) => {
    const token = await fixture.accessTokens.read(hostTenantId, ann.hostObjectId);
    await swap(identity, tokens);
    await expect(fixture.accessTokens.renew(token)).rejects.toMatchObject({ code });
    await expect(fixture.accessTokens.renew(token, '{}')).rejects.toMatchObject({ code });
  });

  it('checks the name again after Graph refused the token', async () => {
    const token = await fixture.accessTokens.read(hostTenantId, annUserPrincipalName);
    await swap({}, {});
    await expect(fixture.accessTokens.renew(token)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('AccessTokens.read and the clear columns', () => {
  it('says the mailbox that was sealed, whatever the grant says', async () => {
    await change({ mailbox: 'other@northwindtraders.com' });
    expect((await fixture.accessTokens.read(hostTenantId, ann.hostObjectId)).mailbox).toBe(address);
  });
});

describe('AccessTokens.refuse', () => {
  it('marks the grant, and keeps its tokens and names', async () => {
    const token = await fixture.accessTokens.read(hostTenantId, address);
    await fixture.accessTokens.refuse(token, 'InvalidAuthenticationToken');
    expect(await fixture.readGrant(ann)).toMatchObject({
      status: 'reconsent_required',
      problem: { code: 'consent_required', upstreamCode: 'InvalidAuthenticationToken' },
      names: token.grant.names,
    });
    expect(await fixture.accessTokenOf(address)).toBe('consent_required');
  });

  it('does not touch a connection that was made anew meanwhile', async () => {
    const token = await fixture.accessTokens.read(hostTenantId, address);
    await fixture.connectPerson(1, { accessToken: 'new' });
    await fixture.accessTokens.refuse(token);
    expect(await fixture.accessTokenOf(address)).toBe('new');
  });
});
