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
    ['has 264 characters; at most 254', `a@${'b.'.repeat(129)}comm`],
    ['begins or ends with a space', ' ann@fabrikam.com'],
    ['begins or ends with a space', 'ann@fabrikam.com '],
    ['nothing but spaces', '  '],
    ['ends with a dot', 'ann@fabrikam.com.'],
    ['begins with mailto:', 'mailto:ann@fabrikam.com'],
    ['begins with mailto:', 'MailTo:ann@fabrikam.com'],
    ...[
      ['ann@fabrikam.com\n', '000A'],
      ['ann@fabrikam.com\u00a0', '00A0'],
      ['ann@fabrikam.com\u200b', '200B'],
      ['\ufeffann@fabrikam.com', 'FEFF'],
      ['ann\u00ad@fabrikam.com', '00AD'],
      ['ann@fabrikam\u2060.com', '2060'],
      ['a\u0000b@fabrikam.com', '0000'],
      ['a\r\nb@fabrikam.com', '000D'],
      ['ann@fab\u0000.com', '0000'],
      ['ann@fabrikam.com\u{e0041}', 'E0041'],
    ].map(([address, code]) => [`the invisible character U+${code}`, address ?? '']),
    ['more than one address', 'ann@fabrikam.com;ben@fabrikam.com'],
    ['more than one address', 'ann@fabrikam.com, ben@fabrikam.com'],
    ['more than one address', 'ann@fabrikam.com ben@fabrikam.com'],
    ['more than one address', 'ann@fabrikam.com;'],
    ['more than one address', 'Miller, Ann <ann@fabrikam.com>'],
    ['more than one address', 'ann@ben@fabrikam.com'],
    ['more than one address', 'ann,ben@fabrikam.com'],
    ['not a plain address', '"ann b"@fabrikam.com'],
    ['not a plain address', 'Ann <ann@fabrikam.com'],
    ['not a plain address', 'ann@fabrikam.com>'],
    ['not an address', 'ann'],
    ['not an address', '@fabrikam.com'],
    ['not an address', 'ann@'],
    ['more than 64', `${'a'.repeat(65)}@contoso.com`],
    ['before the @', 'ann(comment)@fabrikam.com'],
    ['before the @', '(comment)ann@fabrikam.com'],
    ['before the @', 'group:ann@fabrikam.com'],
    ['before the @', '.ann@fabrikam.com'],
    ['before the @', 'ann.@fabrikam.com'],
    ['before the @', 'a..b@fabrikam.com'],
    ['before the @', 'änn@fabrikam.com'],
    ['before the @', 'a b@fabrikam.com'],
    ['no dot', 'ann@localhost'],
    ['xn--', 'ann@bücher.example'],
    ['xn--', 'ann@fabrikam\u3002com.de'],
    ['DNS name', 'ann@fabrikam.com(comment)'],
    ['DNS name', 'ann@fabrikam..com'],
    ['DNS name', 'ann@.fabrikam.com'],
    ['DNS name', 'ann@-fabrikam.com'],
    ['DNS name', 'ann@fabrikam-.com'],
    ['DNS name', 'ann@fabri_kam.com'],
    ['DNS name', 'ann@192.168.0.1'],
    ['DNS name', 'ann@[192.168.0.1]'],
    ['DNS name', `a@${'b'.repeat(64)}.com`],
  ])('says "%s" of %j', (problem, address) => {
    expect(findAddressProblem(address)).toContain(problem);
  });
});
