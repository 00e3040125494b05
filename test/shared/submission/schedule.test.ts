import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findScheduleFaults, parseDateTime } from '../../../shared/submission/schedule.ts';

const now = new Date('2026-11-01T12:00:00Z');
const pointers = (schedule: Parameters<typeof findScheduleFaults>[0]) =>
  findScheduleFaults(schedule, now, false).map(({ pointer }) => pointer);

describe('parseDateTime', () => {
  it.each([
    // RFC 3339 section 5.8.
    ['1985-04-12T23:20:50.52Z', 482196050520],
    ['1996-12-19T16:39:57-08:00', 851042397000],
    ['1937-01-01T12:00:27.87+00:20', -1041337172130],
    ['2026-12-01t06:00:00z', 1796104800000],
    ['2024-02-29T00:00:00.123456789Z', 1709164800123],
    ['2026-12-01T06:00:00-00:00', 1796104800000],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDateTime(text)?.getTime()).toBe(milliseconds);
  });

  it('reads every instant that a Date writes', () => {
    const dates = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseDateTime(date.toISOString())).toEqual(date);
      }),
    );
  });

  it.each([
    '',
    '2026-12-01',
    '2026-12-01T06:00:00',
    '2026-12-01 06:00:00Z',
    '2026-12-01T06:00Z',
    '2026-12-01T24:00:00Z',
    '2026-12-01T23:59:60Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-12-01T06:00:00+24:00',
    '2026-12-01T06:00:00+0100',
    '2026-12-01T06:00:00.Z',
    '+002026-12-01T06:00:00Z',
    ' 2026-12-01T06:00:00Z',
    '2026-12-01T06:00:00Z\n',
    '1796104800000',
  ])('refuses %j', (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });
});

describe('findScheduleFaults', () => {
  it('finds nothing in an expiry within 90 days and a start that has come', () => {
    expect(pointers({})).toEqual([]);
    expect(pointers({ notBefore: '2026-11-01T12:00:00Z', expiresAt: '2027-01-30T12:00:00Z' })).toEqual([]);
  });

  it('accepts a start within 90 days with an expiry after it', () => {
    expect(pointers({ notBefore: '2026-11-01T12:00:00.001Z' })).toEqual([]);
    expect(pointers({ notBefore: '2027-01-30T12:00:00Z' })).toEqual([]);
    expect(pointers({ notBefore: '2027-01-30T12:00:00.001Z' })).toEqual(['/notBefore']);
    expect(pointers({ notBefore: '2026-11-02T00:00:00Z', expiresAt: '2026-11-02T00:00:01Z' })).toEqual([]);
    expect(pointers({ notBefore: '2026-11-02T00:00:00Z', expiresAt: '2026-11-02T00:00:00Z' })).toEqual(['/expiresAt']);
  });

  it.each(['2026-11-01T12:00:00.001Z', '2027-06-01T00:00:00Z'])(
    'refuses the start %s where nothing is kept for later, and says so',
    (notBefore) => {
      const [fault, ...others] = findScheduleFaults({ notBefore }, now, true);
      expect([fault?.pointer, others]).toEqual(['/notBefore', []]);
      expect(fault?.detail).toContain('handling=strict');
      expect(findScheduleFaults({ notBefore: now.toISOString() }, now, true)).toEqual([]);
    },
  );

  it('refuses an expiry that has come, precedes the start, or is too far ahead', () => {
    expect(pointers({ expiresAt: '2026-11-01T12:00:00Z' })).toEqual(['/expiresAt']);
    expect(pointers({ expiresAt: '2027-01-30T12:00:00.001Z' })).toEqual(['/expiresAt']);
    const both = { notBefore: '2026-11-03T00:00:00Z', expiresAt: '2026-11-02T00:00:00Z' };
    expect(findScheduleFaults(both, now, false).map(({ detail }) => detail)).toEqual(['is not after notBefore']);
  });

  it('passes over what is no date-time', () => {
    expect(pointers({ notBefore: 'tomorrow', expiresAt: 7 })).toEqual([]);
  });
});
