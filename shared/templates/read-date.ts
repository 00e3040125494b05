/**
 * Reads the dates and times of ERP events: ISO 8601 with up to nine fractional digits, and `/Date(milliseconds)/`.
 *
 * A date without a time of day has no time zone, so it is never shifted. An empty date of Business Central (0001-01-01, 1753-01-01 in
 * SQL) and of Finance & Operations (1900-01-01) is none. It formats nothing.
 */
export type ReadDate =
  /** An empty date. */
  | { kind: 'none' }
  /** At midnight in UTC, for a date that has no zone. `isMidnight`: as it was written, it has no time of day. */
  | { kind: 'local'; date: Date; hasTime: boolean; isMidnight: boolean }
  /** `written`: its date as it was written, at midnight in UTC. */
  | { kind: 'moment'; date: Date; written: Date; isMidnight: boolean };

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?([Zz]|[+-]\d{2}:?\d{2})?)?$/;
/** The offset is where it was written, and says nothing about the moment. */
const milliseconds = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/;

/** Undefined for what is neither. */
export function readDate(value: unknown): ReadDate | undefined {
  if (typeof value !== 'string') return undefined;
  const [, epoch] = milliseconds.exec(value) ?? [];
  return epoch === undefined ? readIso(value) : readMoment(new Date(Number(epoch)));
}

function readMoment(date: Date): ReadDate | undefined {
  if (Number.isNaN(date.getTime())) return undefined;
  const written = new Date(date);
  written.setUTCHours(0, 0, 0, 0);
  if (isEmptyDate(written)) return { kind: 'none' };
  return { kind: 'moment', date, written, isMidnight: written.getTime() === date.getTime() };
}

function readIso(value: string): ReadDate | undefined {
  const [whole, year, month, day, hour, minute, second = '0', fraction = '', zone] = iso.exec(value) ?? [];
  if (whole === undefined) return undefined;
  const written = new Date(0);
  written.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (written.getUTCMonth() !== Number(month) - 1 || written.getUTCDate() !== Number(day)) return undefined;
  const [hours, minutes, seconds] = [Number(hour ?? 0), Number(minute ?? 0), Number(second)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const offset = readOffsetMinutes(zone);
  if (offset === undefined) return undefined;
  if (isEmptyDate(written)) return { kind: 'none' };
  const date = new Date(written);
  date.setUTCHours(hours, minutes - offset, seconds, Number(fraction.slice(0, 3).padEnd(3, '0')));
  const isMidnight = hours === 0 && minutes === 0 && seconds === 0 && !/[1-9]/.test(fraction);
  if (zone !== undefined) return { kind: 'moment', date, written, isMidnight };
  return { kind: 'local', date: written, hasTime: hour !== undefined, isMidnight };
}

function readOffsetMinutes(zone = 'Z'): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (!sign) return 0;
  if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function isEmptyDate(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year <= 1 || ((year === 1753 || year === 1900) && date.getUTCMonth() === 0 && date.getUTCDate() === 1);
}
