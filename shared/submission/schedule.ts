/**
 * The two instants of a submission: `notBefore` and `expiresAt`, as RFC 3339 date-times with an offset.
 *
 * A date-time without an offset is refused, because its instant would depend on the machine; so is a day that the month does
 * not have. A `notBefore` in the past has no effect; one in the future is a fault where the caller lets nothing be kept for later. An
 * `expiresAt` in the past is a separate fault, because it appears as time passes and must not hide what was sent before.
 */
import type { Fault } from '../errors.ts';
import { SCHEDULE_MAX_DAYS } from '../limits.ts';

/** RFC 3339 section 5.6, letters in either case; leap seconds are refused. */
const dateTime =
  /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** The instant, or undefined if the text is not an RFC 3339 date-time with an offset. */
export function parseDateTime(text: string): Date | undefined {
  const [, year, month, day] = dateTime.exec(text) ?? [];
  if (!year || !month || !day) return undefined;
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > lastDay) return undefined;
  const instant = new Date(text.toUpperCase());
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** Whether the text is a date-time without an offset, as Graph has it beside the name of a time zone. */
export function isLocalDateTime(text: string): boolean {
  return /\d$/.test(text) && parseDateTime(`${text}Z`) !== undefined;
}

/** The fault of an `expiresAt` that has passed: always the same object, so that it can be told from every other fault. */
export const EXPIRED: Fault = Object.freeze({ pointer: '/expiresAt', detail: 'is in the past' });

/**
 * Faults of the two instants against each other and `now`; texts that are not date-times are left to the schema. `isStrict`: nothing
 * is to be kept for later.
 */
export function findScheduleFaults(
  schedule: { notBefore?: unknown; expiresAt?: unknown },
  now: Date,
  isStrict: boolean,
): Fault[] {
  const notBefore = typeof schedule.notBefore === 'string' ? parseDateTime(schedule.notBefore) : undefined;
  const expiresAt = typeof schedule.expiresAt === 'string' ? parseDateTime(schedule.expiresAt) : undefined;
  const faults: Fault[] = [];
  if (notBefore && notBefore > now && isStrict) faults.push(NEVER_LATER);
  else if (notBefore && isTooFar(notBefore, now)) faults.push({ pointer: '/notBefore', detail: TOO_FAR });
  if (!expiresAt) return faults;
  if (expiresAt <= now) return [...faults, EXPIRED];
  if (notBefore && expiresAt <= notBefore)
    return [...faults, { pointer: '/expiresAt', detail: 'is not after notBefore' }];
  return isTooFar(expiresAt, now) ? [...faults, { pointer: '/expiresAt', detail: TOO_FAR }] : faults;
}

const TOO_FAR = `is more than ${SCHEDULE_MAX_DAYS} days ahead`;

const NEVER_LATER: Fault = {
  pointer: '/notBefore',
  detail:
    'is in the future, and handling=strict lets nothing be sent later. Leave out one of them, or send it at that time',
};

function isTooFar(instant: Date, now: Date): boolean {
  return instant.getTime() - now.getTime() > SCHEDULE_MAX_DAYS * 86_400_000;
}
