import { describe, expect, it } from 'vitest';
import { FIELD_TEXT_MAX_CHARACTERS } from '../../../shared/door-limits.ts';
import type { FieldType } from '../../../shared/doors/door-document.ts';
import { readTypedValue } from '../../../shared/doors/typed-value.ts';

const typed = (__type: string, more: object) => ({ __type: `${__type}:http://schemas.microsoft.com/xrm`, ...more });
const long = 'x'.repeat(FIELD_TEXT_MAX_CHARACTERS);

describe('readTypedValue', () => {
  it.each<[FieldType, unknown, string | boolean | null]>([
    ['text', 'Order 1001', 'Order 1001'],
    ['text', long, long],
    ['text', 0, '0'],
    ['text', false, 'false'],
    ['text', '/Date(1796108400000)/', '2026-12-01T07:00:00.000Z'],
    ['text', 'on /Date(1796108400000)/', 'on /Date(1796108400000)/'],
    ['text', '/Date(1796108400000)/ at noon', '/Date(1796108400000)/ at noon'],
    ['text', typed('EntityReference', { Name: 'Adatum', Id: '7' }), 'Adatum'],
    ['text', typed('EntityReference', { Id: '7' }), '7'],
    ['text', typed('EntityReference', { Name: null, Id: '7' }), '7'],
    ['number', '1', '1'],
    ['number', '-12.50', '-12.50'],
    ['number', 7, '7'],
    ['number', -7.25, '-7.25'],
    ['number', 1e-7, '0.0000001'],
    ['number', 5e-10, '0.0000000005'],
    ['number', typed('OptionSetValue', { Value: 100001 }), '100001'],
    ['amount', typed('Money', { Value: 1500.5 }), '1500.5'],
    ['amount', typed('Money', { Value: null }), null],
    ['date', '2026-12-01', '2026-12-01'],
    ['date', '/Date(-2208988800000)/', null],
    ['date', '/Date(-62135596800000)/', null],
    ['date', '/Date(-86400000)/', '1969-12-31'],
    ['date', '/Date(0)/', '1970-01-01'],
    ['date', '/Date(1796108400000-0800)/', '2026-12-01'],
    ['date', '/Date(9999999999999999)/', null],
    ['date', '1900-01-01', null],
    ['date', '1900-01-01T00:00:00Z', null],
    ['text', '0001-01-01T00:00:00', null],
    ['text', 'since 1900-01-01', 'since 1900-01-01'],
    ['text', '1900-01-01 and later', '1900-01-01 and later'],
    ['dateTime', '2026-12-01T07:00', '2026-12-01T07:00:00.000Z'],
    ['dateTime', '2026-12-01T07:00:00.5', '2026-12-01T07:00:00.500Z'],
    ['dateTime', '2026-12-01T07:00:00+01:00', '2026-12-01T06:00:00.000Z'],
    ['dateTime', '/Date(1796108400000)/', '2026-12-01T07:00:00.000Z'],
    ['boolean', true, true],
    ['boolean', false, false],
    ['boolean', 'YES', true],
    ['boolean', 'no', false],
    ['boolean', 'False', false],
    ['boolean', 'true', true],
    ['text', undefined, null],
    ['text', null, null],
    ['text', '', null],
  ])('reads a %s from %j', (type, given, value) => {
    expect(readTypedValue(given, type)).toEqual({ value });
  });

  it.each<[FieldType, unknown, string]>([
    ['text', `${long}x`, `has more than ${FIELD_TEXT_MAX_CHARACTERS} characters`],
    ['text', [], 'is a list or an object'],
    ['text', {}, 'is a list or an object'],
    ['text', { __type: 7, Value: 1 }, 'is a list or an object'],
    ['text', typed('Entity', { Value: 1 }), 'is a list or an object'],
    ['number', 'many', 'is not a number whose digits are all there'],
    ['number', '1.', 'is not a number whose digits are all there'],
    ['number', 'a1', 'is not a number whose digits are all there'],
    ['number', '1 piece', 'is not a number whose digits are all there'],
    ['number', true, 'is not a number whose digits are all there'],
    ['amount', '1,000.00', 'is not an amount whose digits are all there'],
    ['amount', 1e15, 'is not an amount whose digits are all there'],
    ['amount', NaN, 'is not an amount whose digits are all there'],
    ['date', 'on 2026-12-01', 'is not a date'],
    ['date', '2026-12-1', 'is not a date'],
    ['date', 20261201, 'is not a date'],
    ['date', '2026-02-31T25:00:00Z', 'is not a date'],
    ['dateTime', '2026-12-01', 'is not a date with a time'],
    ['dateTime', '2026-12-01T7:00', 'is not a date with a time'],
    ['dateTime', `2026-12-01T07:00:00.${'0'.repeat(40)}Z`, 'is not a date with a time'],
    ['boolean', 'yesterday', 'is not true or false'],
    ['boolean', 'not true', 'is not true or false'],
    ['boolean', 'nothing', 'is not true or false'],
    ['boolean', 'piano', 'is not true or false'],
    ['boolean', 1, 'is not true or false'],
  ])('reads no %s from %j', (type, given, problem) => {
    expect(readTypedValue(given, type)).toEqual({ problem });
  });
});
