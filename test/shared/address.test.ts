import { describe, expect, it } from 'vitest';
import { findAddressProblem } from '../../shared/address.ts';

describe('findAddressProblem', () => {
  it.each([
    'ann@fabrikam.com',
    'ANN@FABRIKAM.COM',
    'a@b.co',
    "o'hara+tag_1.x/y=z@mail.northwindtraders.com",
    '!#$%&*-/=?^_`{|}~@contoso.com',
    `${'a'.repeat(64)}@contoso.com`,
    'ann@xn--bcher-kva.example',
    'ann@1-2.3com',
    `a@${'b'.repeat(63)}.com`,
  ])('accepts %s', (address) => {
    expect(findAddressProblem(address)).toBeUndefined();
  });

  it.each([
    ['empty', ''],
    ['longer', `a@${'b.'.repeat(130)}com`],
    ['space', ' ann@fabrikam.com'],
    ['space', 'ann@fabrikam.com\n'],
    ['space', 'ann@fabrikam.com\u00a0'],
    ['not an address', 'ann'],
    ['not an address', '@fabrikam.com'],
    ['not an address', 'ann@'],
    ['more than 64', `${'a'.repeat(65)}@contoso.com`],
    ['before the @', '"ann b"@fabrikam.com'],
    ['before the @', 'ann(comment)@fabrikam.com'],
    ['before the @', '(comment)ann@fabrikam.com'],
    ['before the @', 'Ann <ann@fabrikam.com'],
    ['before the @', 'group:ann@fabrikam.com'],
    ['before the @', 'ann@ben@fabrikam.com'],
    ['before the @', 'ann,ben@fabrikam.com'],
    ['before the @', 'ann;ben@fabrikam.com'],
    ['before the @', '.ann@fabrikam.com'],
    ['before the @', 'ann.@fabrikam.com'],
    ['before the @', 'a..b@fabrikam.com'],
    ['before the @', 'änn@fabrikam.com'],
    ['before the @', 'a\u0000b@fabrikam.com'],
    ['before the @', 'a\r\nb@fabrikam.com'],
    ['before the @', 'a b@fabrikam.com'],
    ['no dot', 'ann@localhost'],
    ['xn--', 'ann@bücher.example'],
    ['xn--', 'ann@fabrikam\u3002com.de'],
    ['DNS name', 'ann@fabrikam.com>'],
    ['DNS name', 'ann@fabrikam.com(comment)'],
    ['DNS name', 'ann@fabrikam..com'],
    ['DNS name', 'ann@.fabrikam.com'],
    ['DNS name', 'ann@fabrikam.com.'],
    ['DNS name', 'ann@-fabrikam.com'],
    ['DNS name', 'ann@fabrikam-.com'],
    ['DNS name', 'ann@fabri_kam.com'],
    ['DNS name', 'ann@192.168.0.1'],
    ['DNS name', 'ann@[192.168.0.1]'],
    ['DNS name', `a@${'b'.repeat(64)}.com`],
    ['xn--', 'ann@fab\u0000.com'],
  ])('says "%s" of %j', (problem, address) => {
    expect(findAddressProblem(address)).toContain(problem);
  });
});
