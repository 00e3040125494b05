import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostTenant } from '../../../shared/tenants/host-tenant.ts';
import {
  readHostAccount,
  requireHostIdentity,
  validateHostToken,
  type HostLeg,
} from '../../../shared/sign-in/host-leg.ts';
import {
  account as guest,
  answerOf,
  authority,
  claimsOf,
  homeObjectId,
  homeTenantId,
  hostObjectId,
  hostTenantId,
  now,
  otherTenantId,
  registration,
  tenant,
} from './sign-in-sample.ts';

const personalTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad';
const leg: HostLeg = { tenant, registration, nonce: 'nonce', now };
const issuer = `${authority}/${hostTenantId}/v2.0`;

const guestClaims = { ...claimsOf(hostTenantId, hostObjectId), idp: `https://sts.windows.net/${homeTenantId}/` };
const memberClaims = { ...guestClaims, idp: undefined };
const member = { uid: hostObjectId, utid: hostTenantId };

const read = (claims: object, clientInfo?: { uid: string; utid: string }, changes: Partial<HostTenant> = {}) => {
  const asked = { ...leg, tenant: { ...tenant, ...changes } };
  return requireHostIdentity(readHostAccount(answerOf(claims, clientInfo), asked), asked);
};

describe('readHostAccount', () => {
  const readAccount = (claims: object, clientInfo: { uid: string; utid: string }) =>
    readHostAccount(answerOf(claims, clientInfo), leg).home;

  it('names the account behind any guest or member, also one that may not connect', () => {
    expect(readAccount(guestClaims, guest)).toEqual({ homeTenantId, homeObjectId });
    expect(readAccount(memberClaims, member)).toEqual({ homeTenantId: hostTenantId, homeObjectId: hostObjectId });
    const personal = { uid: '00000000-0000-0000-66f3-3332eca7ea81', utid: personalTenantId };
    expect(readAccount(guestClaims, personal)).toMatchObject({ homeTenantId: personalTenantId });
  });

  it('names none for a guest without a home tenant, whose ids are those of a member', () => {
    expect(readAccount({ ...memberClaims, idp: 'mail' }, member)).toBeUndefined();
  });
});

describe('requireHostIdentity', () => {
  it('names the sender by oid and the home account by client_info, and drops every token', () => {
    const identity = read({ ...guestClaims, upn: 'ann_fabrikam.com#EXT#@contoso.com', login_hint: 'hint' }, guest);
    expect(identity).toEqual({
      hostTenantId,
      hostObjectId,
      homeTenantId,
      homeObjectId,
      displayAddress: 'ann@fabrikam.com',
      userPrincipalName: 'ann_fabrikam.com#EXT#@contoso.com',
      loginHint: 'hint',
    });
    expect(JSON.stringify(identity)).not.toMatch(/access token|cache/);
  });

  it('never takes preferred_username for a UPN', () => {
    expect(read(guestClaims, guest)).not.toHaveProperty('userPrincipalName');
  });

  it.each([[undefined], [issuer], [issuer.toUpperCase()], [`https://sts.windows.net/${hostTenantId}/`]])(
    'takes a member of the host tenant with the idp %s',
    (idp) => {
      expect(read({ ...memberClaims, idp }, member)).toMatchObject({
        homeTenantId: hostTenantId,
        homeObjectId: hostObjectId,
      });
    },
  );

  it.each([
    'mail',
    'google.com',
    'live.com',
    'facebook.com',
    'https://sts.windows.net/9188040d-6c67-4c5b-b112-36a304b66dad/',
    `https://sts.windows.net/${homeTenantId}/`,
    `https://sts.windows.net/${hostTenantId}`,
    `https://sts.windows.net/${hostTenantId}/.northwindtraders.com`,
    `${authority}/${homeTenantId}/v2.0`,
    'https://idp.northwindtraders.com/adfs/services/trust',
  ])('finds no home tenant behind the idp %s in the host tenant', (idp) => {
    expect(() => read({ ...memberClaims, idp }, member)).toThrow('no_home_tenant');
  });

  it('takes an account of the host tenant for a member only under its own object id', () => {
    expect(() => read(memberClaims, { ...member, uid: homeObjectId })).toThrow('no_home_tenant');
  });

  it.each([guestClaims.idp, 'live.com', undefined])('refuses a personal account with the idp %s', (idp) => {
    const clientInfo = { uid: '00000000-0000-0000-66f3-3332eca7ea81', utid: personalTenantId };
    expect(() => read({ ...guestClaims, idp }, clientInfo)).toThrow('personal_account');
    expect(() => read(guestClaims, { ...clientInfo, utid: personalTenantId.toUpperCase() })).toThrow(
      'personal_account',
    );
    expect(() => read(guestClaims, clientInfo, { allowedHomeTenants: [personalTenantId] })).toThrow('personal_account');
  });

  it('takes guests of listed tenants only, and no guest when the list is empty; members are no guests', () => {
    expect(() => read(guestClaims, guest, { allowedHomeTenants: [] })).toThrow('home_tenant_not_allowed');
    const other = { allowedHomeTenants: [otherTenantId] };
    expect(() => read(guestClaims, guest, other)).toThrow('home_tenant_not_allowed');
    expect(read(memberClaims, member, other).homeTenantId).toBe(hostTenantId);
    expect(read(guestClaims, guest, { allowedHomeTenants: [homeTenantId] }).homeTenantId).toBe(homeTenantId);
    const shouted = { uid: homeObjectId.toUpperCase(), utid: homeTenantId.toUpperCase() };
    expect(read(guestClaims, shouted, { allowedHomeTenants: [homeTenantId] })).toMatchObject({
      homeTenantId,
      homeObjectId,
    });
  });

  it.each([
    [undefined],
    [{ uid: '', utid: homeTenantId }],
    [{ uid: 'ann', utid: homeTenantId }],
    [{ uid: homeObjectId, utid: 'fabrikam.com' }],
    [{ uid: homeObjectId, utid: `${homeTenantId}/../organizations` }],
    [{ uid: `${homeObjectId}-signin`, utid: homeTenantId }],
  ])('refuses a client_info that names no account: %j', (clientInfo) => {
    expect(() => read(guestClaims, clientInfo)).toThrow('sign_in_invalid');
  });

  it.each([
    ['nonce', 'other'],
    ['aud', 'e4b00000-0000-4000-8000-00000000c002'],
    ['tid', homeTenantId],
    ['iss', `${authority}/${homeTenantId}/v2.0`],
    ['exp', now.getTime() / 1000 - 301],
    ['oid', 'ann'],
  ])('refuses an ID token whose %s is %s', (claim, value) => {
    expect(() => read({ ...guestClaims, [claim]: value }, guest)).toThrow('sign_in_invalid');
    expect(() => validateHostToken(answerOf({ ...guestClaims, [claim]: value }, guest), leg)).toThrow(
      'sign_in_invalid',
    );
  });

  it('accepts nothing that differs from a right token in any claim that counts', () => {
    const value = fc.oneof(
      fc.string(),
      fc.uuid(),
      fc.integer(),
      fc.constantFrom(null, undefined, true, [], {}, [hostTenantId]),
    );
    const claim = fc.constantFrom('nonce', 'aud', 'tid', 'iss', 'oid');
    fc.assert(
      fc.property(claim, value, (name, wrong) => {
        const claims = { ...memberClaims, [name]: wrong };
        fc.pre(claims[name] !== memberClaims[name]);
        expect(() => read(claims, member)).toThrow(/sign_in_invalid|no_home_tenant/);
      }),
    );
  });

  it('accepts of any client_info and idp only a guest of another tenant, or a member of this one', () => {
    const id = fc.oneof(
      fc.uuid(),
      fc.constantFrom(hostObjectId, hostTenantId, homeObjectId, personalTenantId),
      fc.string(),
    );
    const idp = fc.oneof(fc.constantFrom(undefined, issuer, 'mail', guestClaims.idp), fc.string());
    fc.assert(
      fc.property(id, id, idp, (uid, utid, provider) => {
        let accepted: ReturnType<typeof read>;
        try {
          accepted = read({ ...guestClaims, idp: provider }, { uid, utid });
        } catch (error) {
          expect((error as { code: string }).code).toBeOneOf(['sign_in_invalid', 'personal_account', 'no_home_tenant']);
          return;
        }
        expect([accepted.homeObjectId, accepted.homeTenantId]).toEqual([uid.toLowerCase(), utid.toLowerCase()]);
        expect(accepted.homeTenantId).not.toBe(personalTenantId);
        if (accepted.homeTenantId === hostTenantId)
          expect([uid, provider]).toBeOneOf([
            [hostObjectId, undefined],
            [hostObjectId, issuer],
          ]);
      }),
      { numRuns: 500 },
    );
  });
});
