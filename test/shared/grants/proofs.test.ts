import { describe, expect, it } from 'vitest';
import { ADDRESSES_PER_SENDER_MAX } from '../../../shared/limits.ts';
import {
  describeProofs,
  isAged,
  isFresh,
  isSealedName,
  listProvenAddresses,
  listUsableNames,
  readProofs,
  type MailboxProfile,
  type MailboxReader,
} from '../../../shared/grants/proofs.ts';
import type { TokenSet } from '../../../shared/grants/token-set.ts';

const now = new Date('2026-11-24T12:00:00Z');
const days = (count: number) => now.getTime() - count * 24 * 3_600_000;
const profile: MailboxProfile = {
  address: 'Ann@Fabrikam.com',
  userPrincipalName: 'ann.m@fabrikam.com',
  addresses: ['Ann@Fabrikam.com', 'ann.miller@fabrikam.com', 'ann@northwindtraders.com'],
};
const tokens: TokenSet = {
  accessToken: 'token',
  expiresAt: 0,
  scopes: [],
  cache: '',
  mailbox: 'Ann@Fabrikam.com',
  addresses: ['ann@fabrikam.com'],
  provenAt: days(1),
  userPrincipalName: 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com',
};

describe('listProvenAddresses', () => {
  const own = ['ann.m@fabrikam.com', 'ann@fabrikam.com', 'ann.miller@fabrikam.com'];

  it('names home UPN, primary address and aliases, of the domain of the home UPN alone', () => {
    expect(listProvenAddresses(profile, undefined)).toEqual(own);
  });

  it('names those of a verified e-mail address as well', () => {
    expect(listProvenAddresses(profile, 'Northwindtraders.com')).toEqual([...own, 'ann@northwindtraders.com']);
  });

  it.each(['fabrikam.com.northwindtraders.com', 'mail.fabrikam.com', 'xfabrikam.com', 'fabrikam.co'])(
    'takes %s for another domain',
    (domain) => {
      const address = `ann@${domain}`;
      expect(listProvenAddresses({ ...profile, address, addresses: [address] }, undefined)).toEqual([own[0]]);
    },
  );

  it('names a bounded number, the most important first', () => {
    const addresses = Array.from({ length: 500 }, (_, index) => `a${index}@fabrikam.com`);
    const named = listProvenAddresses({ ...profile, addresses }, undefined);
    expect(named).toHaveLength(ADDRESSES_PER_SENDER_MAX);
    expect(named.slice(0, 3)).toEqual(['ann.m@fabrikam.com', 'ann@fabrikam.com', 'a0@fabrikam.com']);
  });
});

describe('readProofs', () => {
  const graph = (probe: Awaited<ReturnType<MailboxReader['probeMailbox']>>): MailboxReader => ({
    readProfile: async () => profile,
    probeMailbox: async () => probe,
  });
  const former = {
    addresses: ['ann@fabrikam.com', 'old@fabrikam.com'],
    provenAt: days(9),
    mailbox: 'old@fabrikam.com',
  };
  const read = (kind: 'exists' | 'missing' | 'unclear', before: object = former) =>
    readProofs(graph({ kind }), { accessToken: 'token' }, before, now);

  it('drops and adds while there is a mailbox', async () => {
    const { proofs } = await read('exists');
    expect(proofs).toEqual({
      mailbox: 'Ann@Fabrikam.com',
      addresses: ['ann.m@fabrikam.com', 'ann@fabrikam.com', 'ann.miller@fabrikam.com'],
      provenAt: now.getTime(),
    });
  });

  it('only drops while Exchange is unclear, and what stays grows no younger', async () => {
    expect((await read('unclear')).proofs).toMatchObject({ addresses: ['ann@fabrikam.com'], provenAt: days(9) });
    const never = (await read('unclear', {})).proofs;
    expect(never.addresses).toEqual([]);
    expect(never).not.toHaveProperty('provenAt');
  });

  it('keeps the mailbox of an earlier release, at no time, while Exchange is unclear', async () => {
    const { proofs } = await read('unclear', { mailbox: 'Ann@fabrikam.com' });
    expect(proofs.addresses).toEqual(['ann@fabrikam.com']);
    expect(proofs).not.toHaveProperty('provenAt');
  });

  it('drops every address when there is no mailbox any more', async () => {
    expect((await read('missing')).proofs).toMatchObject({ addresses: [], provenAt: now.getTime() });
  });
});

describe('isFresh', () => {
  it.each([
    [days(0), true],
    [days(35), true],
    [days(35) - 1, false],
    [undefined, false],
  ])('takes a proof of %s: %s', (provenAt, expected) => {
    expect(isFresh(provenAt === undefined ? {} : { provenAt }, now)).toBe(expected);
  });
});

describe('listUsableNames', () => {
  it('names the host UPN at any age, and addresses while they are fresh', () => {
    const upn = 'ann_fabrikam.com#ext#@contoso.onmicrosoft.com';
    expect(listUsableNames(tokens, now)).toEqual([upn, 'ann@fabrikam.com']);
    expect(listUsableNames({ ...tokens, provenAt: days(36) }, now)).toEqual([upn]);
    const { addresses: _addresses, provenAt: _provenAt, ...older } = tokens;
    expect(listUsableNames(older, now)).toEqual([upn]);
  });
});

describe('isSealedName', () => {
  it('knows what was sealed, however old', () => {
    const old = { ...tokens, provenAt: days(400) };
    expect(isSealedName(old, 'ann@fabrikam.com')).toBe(true);
    expect(isSealedName(old, 'ann_fabrikam.com#ext#@contoso.onmicrosoft.com')).toBe(true);
    expect(isSealedName(old, 'ben@fabrikam.com')).toBe(false);
    expect(isSealedName({ ...tokens, addresses: [] }, 'ann@fabrikam.com')).toBe(false);
  });
});

describe('isAged', () => {
  const upn = 'ann_fabrikam.com#ext#@contoso.onmicrosoft.com';
  const sender = { hostTenantId: 'host', hostObjectId: 'ann' };
  const [guest, member] = [
    { sender, homeTenantId: 'home' },
    { sender, homeTenantId: 'host' },
  ];
  const old = { ...tokens, provenAt: days(36) };
  const { provenAt: _unknown, ...never } = tokens;

  it.each([
    [guest, tokens, 'ann@fabrikam.com', false],
    [guest, old, 'ann@fabrikam.com', true],
    [guest, never, 'ann@fabrikam.com', true],
    [guest, old, 'ben@fabrikam.com', false],
    [guest, old, upn, false],
    [member, tokens, upn, false],
    [member, old, upn, true],
    [member, never, upn, true],
    [member, old, 'ben@fabrikam.com', false],
  ])('%#: what can be read again is too old after 35 days', (grant, sealed, name, expected) => {
    expect(isAged(grant, sealed, name, now)).toBe(expected);
  });
});

describe('describeProofs', () => {
  it('lists the names for lookups, in lower case, with the time of the addresses', () => {
    expect(describeProofs(tokens)).toEqual({
      mailbox: 'Ann@Fabrikam.com',
      userPrincipalName: tokens.userPrincipalName,
      namesProvenAt: new Date(days(1)),
      names: [
        { kind: 'address', value: 'ann@fabrikam.com' },
        { kind: 'userPrincipalName', value: 'ann_fabrikam.com#ext#@contoso.onmicrosoft.com' },
      ],
    });
  });
});
