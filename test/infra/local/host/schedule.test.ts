import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../../infra/local/host/schedule.ts';

const next = (expression: string, after: string) =>
  parseSchedule(expression).next(new Date(after))?.toISOString().replace('.000Z', 'Z');

describe('parseSchedule', () => {
  it.each([
    ['0 */5 * * * *', '2026-12-01T10:02:03Z', '2026-12-01T10:05:00Z'],
    ['0 */5 * * * *', '2026-12-01T10:05:00Z', '2026-12-01T10:10:00Z'],
    ['*/5 * * * *', '2026-12-01T10:02:03Z', '2026-12-01T10:05:00Z'],
    ['* * * * * *', '2026-12-01T10:02:03.999Z', '2026-12-01T10:02:04Z'],
    ['30 15 3 * * *', '2026-12-31T03:15:30Z', '2027-01-01T03:15:30Z'],
    ['0 0 0 1 1 *', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['0 0 9-17 * * 1-5', '2026-11-27T17:00:00Z', '2026-11-30T09:00:00Z'],
    ['0 0 9-17/4 * * Mon-FRI', '2026-11-30T09:00:00Z', '2026-11-30T13:00:00Z'],
    ['0 0 0 29 2 *', '2026-11-30T09:00:00Z', '2028-02-29T00:00:00Z'],
    ['0 0 0 29 2 Mon', '2026-11-30T09:00:00Z', '2044-02-29T00:00:00Z'],
    ['0 0 0 15,31 * *', '2026-11-15T00:00:00Z', '2026-12-15T00:00:00Z'],
    ['0 0 0 13 * 5', '2026-11-14T00:00:00Z', '2027-08-13T00:00:00Z'],
    ['0 0 22-2 * * *', '2026-11-14T02:00:00Z', '2026-11-14T03:00:00Z'],
    ['0 10/20 * * * *', '2026-11-14T02:30:00Z', '2026-11-14T02:50:00Z'],
    ['0 0 0 * Dec Su', '2026-12-01T00:00:00Z', '2026-12-06T00:00:00Z'],
  ])('%s after %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it('finds no time for a day that no month has', () => {
    expect(next('0 0 0 31 2,4 *', '2026-01-01T00:00:00Z')).toBeUndefined();
  });

  it('counts a time span from the time given', () => {
    expect(next('00:00:30', '2026-12-01T10:02:03Z')).toBe('2026-12-01T10:02:33Z');
    expect(next('1.00:00:00', '2026-12-01T10:02:03Z')).toBe('2026-12-02T10:02:03Z');
    expect(parseSchedule('00:00:30').constant).toBe(true);
    expect(parseSchedule('0 * * * * *').constant).toBe(false);
  });

  it.each([
    '',
    '0 0 0',
    '60 * * * * *',
    '* 60 * * * *',
    '* * 24 * * *',
    '* * * 0 * *',
    '* * * * 13 *',
    '* * * * * 7',
    '* * * * * Frog',
    '* * * * * * *',
    '*/x * * * * *',
    '1-2-3 * * * * *',
    '1, * * * * *',
    '5a * * * * *',
    '0 30 8 * jan,j* *',
    '00:00:00',
    'every day',
  ])('refuses "%s"', (expression) => {
    expect(() => parseSchedule(expression)).toThrow(`"${expression}"`);
  });

  it('gives the first later second that matches every field', () => {
    const field = (min: number, max: number) => {
      const value = fc.integer({ min, max });
      const values = fc.oneof(
        fc.constant({ text: '*', set: (at: number) => at >= min }),
        value.map((one) => ({ text: String(one), set: (at: number) => at === one })),
        fc
          .integer({ min: 1, max: 9 })
          .map((step) => ({ text: `*/${step}`, set: (at: number) => (at - min) % step === 0 })),
        fc.tuple(value, value).map(([a, b]) => ({
          text: `${a},${b}`,
          set: (at: number) => at === a || at === b,
        })),
        fc.tuple(value, value).map(([a, b]) => ({
          text: `${Math.min(a, b)}-${Math.max(a, b)}`,
          set: (at: number) => at >= Math.min(a, b) && at <= Math.max(a, b),
        })),
      );
      return values;
    };
    const start = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(field(0, 59), field(0, 59), field(0, 23), start, (second, minute, hour, after) => {
        const found = parseSchedule(`${second.text} ${minute.text} ${hour.text} * * *`).next(after)!;
        const matches = (at: Date) =>
          second.set(at.getUTCSeconds()) && minute.set(at.getUTCMinutes()) && hour.set(at.getUTCHours());
        let expected = new Date(Math.floor(after.getTime() / 1000) * 1000 + 1000);
        while (!matches(expected)) expected = new Date(expected.getTime() + 1000);
        expect(found).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the first later day that matches every field', () => {
    const start = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    const day = fc.integer({ min: 1, max: 28 });
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 6 }),
        start,
        (on, month, week, after) => {
          const found = parseSchedule(`0 0 0 ${on}-31 ${month} ${week}`).next(after)!;
          let expected = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate() + 1));
          const matches = (at: Date) =>
            at.getUTCDate() >= on && at.getUTCMonth() + 1 === month && at.getUTCDay() === week;
          while (!matches(expected)) expected = new Date(expected.getTime() + 86_400_000);
          expect(found).toEqual(expected);
        },
      ),
    );
  });
});
