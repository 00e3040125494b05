import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTokenSet, parseTokenSet, type TokenSet } from '../../../shared/grants/token-set.ts';

const tokens: TokenSet = {
  accessToken: 'access token',
  expiresAt: 1_764_000_000_000,
  scopes: ['User.Read', 'Mail.Send'],
  cache: '{"Account":{}}',
  mailbox: 'änn@fabrikam.com',
};
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('formatTokenSet and parseTokenSet', () => {
  it('reverse each other', () => {
    const withName = { ...tokens, userPrincipalName: 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com' };
    for (const one of [tokens, withName]) expect(parseTokenSet(formatTokenSet(one))).toEqual(one);
  });

  it('keep what was proven, and read a set of before that was sealed', () => {
    const proven = {
      ...tokens,
      addresses: ['änn@fabrikam.com'],
      provenAt: 1_764_000_000_000,
      emailDomain: 'fabrikam.com',
    };
    expect(parseTokenSet(formatTokenSet(proven))).toEqual(proven);
    expect(parseTokenSet(bytes(tokens))).toEqual(tokens);
  });

  it.each([
    { addresses: 'ann@fabrikam.com' },
    { addresses: [7] },
    { addresses: null },
    { provenAt: 'today' },
    { provenAt: null },
    { emailDomain: 7 },
  ])('refuse a set with %j', (changes) => {
    expect(() => parseTokenSet(bytes({ ...tokens, ...changes }))).toThrow('sealed_record_refused');
  });

  it.each(Object.keys(tokens) as (keyof TokenSet)[])('refuse a set without %s', (name) => {
    const { [name]: _left, ...rest } = tokens;
    expect(() => parseTokenSet(bytes(rest))).toThrow('sealed_record_refused');
    expect(() => parseTokenSet(bytes({ ...tokens, [name]: null }))).toThrow('sealed_record_refused');
  });

  it('refuse an empty access token and an end that is no time', () => {
    for (const changes of [{ accessToken: '' }, { expiresAt: Number.NaN }]) {
      expect(() => parseTokenSet(bytes({ ...tokens, ...changes }))).toThrow('sealed_record_refused');
      expect(() => formatTokenSet({ ...tokens, ...changes })).toThrow('sealed_record_refused');
    }
  });

  it('refuse any other content, whatever was sealed', () => {
    const content = fc.oneof(fc.string(), fc.json(), fc.constantFrom('', 'null', '[]', '7', '{'));
    fc.assert(
      fc.property(content, (text) => {
        expect(() => parseTokenSet(bytes(text))).toThrow('sealed_record_refused');
      }),
    );
  });
});
