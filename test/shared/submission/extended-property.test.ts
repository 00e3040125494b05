import { describe, expect, it } from 'vitest';
import { MESSAGE_MARKER_PROPERTY_SET } from '../../../shared/graph/message-marker.ts';
import {
  findExtendedPropertyIdProblem,
  findHeaderName,
  identifyExtendedProperty,
  isOneLine,
} from '../../../shared/submission/extended-property.ts';

const set = '{8ECCC264-6880-4EBE-992F-8888D2EEAA1D}';
const headers = '{00020386-0000-0000-C000-000000000046}';
const mapi = '{00020328-0000-0000-C000-000000000046}';
const types = 'ApplicationTime Binary Boolean CLSID Currency Double Float Integer Long Short String SystemTime'.split(
  ' ',
);
const hex = (tag: number) => `0x${tag.toString(16).toUpperCase().padStart(4, '0')}`;

describe('findExtendedPropertyIdProblem', () => {
  it.each([
    `String ${set} Name Order number`,
    `String 8eccc264-6880-4ebe-992f-8888d2eeaa1d Name x`,
    `Integer ${set} Id 0x8012`,
    `Long ${set} Id 4711`,
    'String 0x1042',
    'string 0x1042',
    'Integer 0x36',
    `SystemTime {00062008-0000-0000-C000-000000000046} Id 0x8502`,
    `String ${headers} Name X-Order`,
    `String ${headers} Name List-Unsubscribe`,
  ])('accepts %s', (id) => {
    expect(findExtendedPropertyIdProblem(id)).toBeUndefined();
  });

  it.each([
    ['x', 'is not the id'],
    ['', 'is not the id'],
    [`StringArray ${set} Name x`, 'is not the id'],
    [`String ${set}`, 'is not the id'],
    [`String ${set} Name `, 'is not the id'],
    [`String ${set} Name a\nb`, 'is not the id'],
    ['String 0x10420', 'is not the id'],
    [`String ${set} Name ${'x'.repeat(255)}`, 'at most 255'],
    [`String {${MESSAGE_MARKER_PROPERTY_SET.toUpperCase()}} Name x`, 'reserved for the connector'],
    [`Integer ${MESSAGE_MARKER_PROPERTY_SET} Id 1`, 'reserved for the connector'],
    ['SystemTime 0x3FEF', 'not supported yet'],
    ['String 0x3fef', 'not supported yet'],
    ['Binary 0x1042', 'not a property tag that is accepted'],
    [`String ${mapi} Id 0x1042`, 'write the tag itself'],
    [`Integer ${mapi.toLowerCase()} Id 101`, 'write the tag itself'],
    [`String ${mapi.slice(1, -1)} Name x`, 'write the tag itself'],
    [`String ${headers} Name Bcc`, 'begin with x-'],
    [`String ${headers} Name x-guestmail-id`, 'reserved'],
    [`String ${headers} Id 1`, 'begin with x-'],
  ])('refuses %j', (id, why) => {
    expect(findExtendedPropertyIdProblem(id)).toContain(why);
  });
});

describe('the list of property tags', () => {
  it('is closed: of all tags of all types only these are accepted, and each refusal names them', () => {
    const tags = Array.from({ length: 0x10000 }, (_, tag) => `String ${hex(tag)}`);
    const others = ['0x0036', '0x0071', '0x0E28', '0x1042', '0xFFFF'].flatMap((tag) =>
      types.filter((type) => type !== 'String').map((type) => `${type} ${tag}`),
    );
    const accepted = [...others, ...tags].filter((id) => findExtendedPropertyIdProblem(id) === undefined);
    expect(accepted).toEqual([
      'Integer 0x0036',
      'Binary 0x0071',
      'String 0x1035',
      'String 0x1039',
      'String 0x1042',
      'String 0x1043',
      'String 0x1044',
      'String 0x1045',
    ]);
    expect(findExtendedPropertyIdProblem('Binary 0x0E4D')).toContain(`(${accepted.join(', ')})`);
  });
});

describe('identifyExtendedProperty', () => {
  it.each([
    ['String 0x36', 'Integer 0x0036'],
    ['string 0x1045', `String ${headers} Name List-Unsubscribe`],
    [`String ${headers} Name X-A`, `String ${headers.slice(1, -1)} Name x-a`],
    [`Integer ${set} Id 0x8012`, `Long ${set.toLowerCase()} Id 32786`],
    [`String ${set} Name a`, `String ${set} Name A`],
  ])('is the same for %s and %s', (one, other) => {
    expect(identifyExtendedProperty(one)).toBe(identifyExtendedProperty(other));
  });

  it('is another for each property', () => {
    const ids = [
      'String 0x1042',
      'String 0x1045',
      `String ${set} Name a`,
      `String ${set} Name b`,
      `String ${set} Id 1`,
      `String ${set} Name 1x`,
      `String ${headers} Name x-a`,
      `String ${headers.replace('386', '387')} Name x-a`,
    ];
    expect(new Set(ids.map(identifyExtendedProperty)).size).toBe(ids.length);
  });
});

describe('findHeaderName', () => {
  it('is that of a header whose value we bound', () => {
    const ids = [`String ${headers} Name X-A`, 'string 0x1045', 'String 0x1039', `String ${set} Name x-a`, ''];
    expect(ids.map(findHeaderName)).toEqual(['x-a', 'list-unsubscribe', undefined, undefined, undefined]);
  });
});

describe('isOneLine', () => {
  it('is so for what becomes a header', () => {
    expect(['String 0x1042', `String ${headers} Name x-a`, `String ${set} Name x`].map(isOneLine)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
