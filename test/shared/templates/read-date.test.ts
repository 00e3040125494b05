import { describe, expect, it } from 'vitest';
import { readDate } from '../../../shared/templates/read-date.ts';

describe('readDate', () => {
  const moment = '2026-12-01T07:00:00.000Z';

  it.each([
    ['/Date(1796108400000)/', moment],
    ['/Date(1796108400000+0100)/', moment],
    ['2026-12-01T07:00:00Z', moment],
    ['2026-12-01T07:00:00.0000000Z', moment],
    ['2026-12-01T07:00:00.1239999Z', '2026-12-01T07:00:00.123Z'],
    ['2026-12-01T07:00Z', moment],
    ['2026-12-01 08:00:00+01:00', moment],
    ['2026-12-01T08:00:00+0100', moment],
    ['2026-11-30T23:30:00-07:30', moment],
  ])('reads the moment of %s', (value, iso) => {
    const read = readDate(value);
    expect(read?.kind === 'moment' && read.date.toISOString()).toBe(iso);
  });

  it.each([
    '0001-01-01',
    '0001-01-01T00:00:00',
    '0001-01-01T00:00:00Z',
    '0001-01-01T00:00:00.0000000+01:00',
    '/Date(-62135596800000)/',
    '/Date(-62135600400000)/',
    '1753-01-01',
    '1753-01-01T00:00:00Z',
    '/Date(-6847804800000)/',
    '1900-01-01T00:00:00Z',
    '/Date(-2208988800000)/',
  ])('reads %s as no date', (value) => {
    expect(readDate(value)).toEqual({ kind: 'none' });
  });

  it.each(['1753-01-02', '1753-02-01', '1754-01-01', '1900-01-02', '1900-02-01', '2026-01-01', '0002-01-01'])(
    'reads %s as a date, though part of it is that of an empty one',
    (value) => {
      expect(readDate(value)).toMatchObject({ kind: 'local', date: new Date(value) });
    },
  );

  it.each([
    '',
    '2026-02-30',
    '2026-13-01',
    '2026-12-01T24:00:00Z',
    '2026-12-01T07:60:00Z',
    '2026-12-01T07:00:00+15:00',
    '01/12/2026',
    '1.12.2026',
    '20261201',
    '/Date(1e3)/',
    '/Date(9999999999999999)/',
    'tomorrow',
    1796108400000,
    null,
    {},
  ])('reads no date in %s', (value) => {
    expect(readDate(value)).toBeUndefined();
  });
});
