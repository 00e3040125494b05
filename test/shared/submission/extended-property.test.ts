import { describe, expect, it } from 'vitest';
import { MESSAGE_MARKER_PROPERTY_SET } from '../../../shared/graph/message-marker.ts';
import { findExtendedPropertyIdProblem, isOneLine } from '../../../shared/submission/extended-property.ts';

const set = '{8ECCC264-6880-4EBE-992F-8888D2EEAA1D}';
const headers = '{00020386-0000-0000-C000-000000000046}';

describe('findExtendedPropertyIdProblem', () => {
  it.each([
    `String ${set} Name Order number`,
    `String 8eccc264-6880-4ebe-992f-8888d2eeaa1d Name x`,
    `Integer ${set} Id 0x8012`,
    `Long ${set} Id 4711`,
    'String 0x1042',
    'SystemTime 0x3FEF',
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
    ['String 0x0065', 'who the message is from'],
    ['string 0x5d02', 'who the message is from'],
    ['Binary 0x41', 'who the message is from'],
    ['String 0x007D', 'all headers'],
    [`String ${headers} Name Bcc`, 'begin with x-'],
    [`String ${headers} Name x-guestmail-id`, 'reserved'],
    [`String ${headers} Id 1`, 'begin with x-'],
  ])('refuses %j', (id, why) => {
    expect(findExtendedPropertyIdProblem(id)).toContain(why);
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
