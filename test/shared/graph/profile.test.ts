import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { parseProfile } from '../../../shared/graph/profile.ts';

const upn = 'ann@fabrikam.onmicrosoft.com';
const addressOf = (entry: object) =>
  parseProfile(Buffer.from(JSON.stringify({ userPrincipalName: upn, ...entry }))).address;

describe('parseProfile', () => {
  it('takes the primary proxy address, in the case of the directory', () => {
    const proxyAddresses = ['smtp:old@fabrikam.com', 'SMTP:Ann@Fabrikam.com', 'SIP:ann@fabrikam.com', 'X500:/o=x'];
    expect(addressOf({ proxyAddresses, mail: 'other@contoso.com' })).toBe('Ann@Fabrikam.com');
  });

  it('lists every smtp address of the mailbox, and nothing else', () => {
    const proxyAddresses = [
      'smtp:old@fabrikam.com',
      'SMTP:Ann@Fabrikam.com',
      'SIP:ann@fabrikam.com',
      'smtp:a b@c.de',
      7,
    ];
    const profile = parseProfile(Buffer.from(JSON.stringify({ userPrincipalName: upn, proxyAddresses })));
    expect(profile.addresses).toEqual(['old@fabrikam.com', 'Ann@Fabrikam.com']);
  });

  it('takes mail when a proxy address or the UPN says the same', () => {
    expect(addressOf({ proxyAddresses: ['smtp:ANN@fabrikam.com'], mail: 'Ann@fabrikam.com' })).toBe('Ann@fabrikam.com');
    expect(addressOf({ proxyAddresses: null, mail: upn.toUpperCase() })).toBe(upn.toUpperCase());
  });

  it('takes the UPN rather than a mail that nothing proves', () => {
    expect(addressOf({ mail: 'ceo@contoso.com' })).toBe(upn);
    expect(
      addressOf({ mail: 'ceo@contoso.com', proxyAddresses: ['sip:ceo@contoso.com', 'X400:ceo@contoso.com'] }),
    ).toBe(upn);
    expect(addressOf({ mail: null })).toBe(upn);
  });

  it('passes over what cannot be an address', () => {
    const long = `${'a'.repeat(255)}@b.de`;
    const quoting = ['"a"@b.de', '<a@b.de>', 'a<b@c.de', 'a(b)@c.de', 'a,b@c.de', 'a@b.de>', 'a\\b@c.de'];
    for (const bad of ['', 'a b@c.de', 'a@b@c', 'a\u0000@b.de', 'a\u007f@b.de', long, 'ä@b.de', 'a@b', ...quoting])
      expect(addressOf({ proxyAddresses: [`SMTP:${bad}`, 7], mail: bad })).toBe(upn);
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"userPrincipalName":7}',
    '{"userPrincipalName":"ann"}',
    '{"userPrincipalName":"<ann>@fabrikam.com"}',
    '{"proxyAddresses":["SMTP:a@b.de"]}',
  ])('throws graph_unavailable for %j', (body) => {
    const error = expect.objectContaining({ code: 'graph_unavailable' }) as unknown;
    expect(() => parseProfile(Buffer.from(body))).toThrow(ConnectorError);
    expect(() => parseProfile(Buffer.from(body))).toThrow(error);
  });
});
