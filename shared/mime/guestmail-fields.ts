/**
 * What a JSON submission says beside its message, and a MIME message in fields of its own: `Guestmail-Sender`, `Guestmail-Reference`,
 * `Guestmail-Not-Before`, `Guestmail-Expires-At`, `Guestmail-Environment-Type` and `Guestmail-Environment-Name`.
 *
 * Each may be a header of the request, or a field of the message for clients that cannot set headers; both and different is a fault,
 * and so is any other name that begins in this way, because a mistake in it would send at once what is for later. Pure.
 */
import { environmentHeaders } from '../environment.ts';
import type { Fault } from '../errors.ts';
import { REFERENCE_MAX_CHARACTERS } from '../limits.ts';
import { findSenderProblem } from '../submission/find-sender-problem.ts';
import { findHeaderTextProblem } from '../submission/header-text.ts';
import { guestmailHeaders } from '../submission/guestmail-headers.ts';
import type { RequestHeaders } from '../submission/idempotency-key.ts';
import { formatJsonPointer } from '../submission/json-pointer.ts';
import { parseDateTime } from '../submission/schedule.ts';
import { findLengthProblem } from '../submission/length-problem.ts';

export type MimeRequestHeaders = RequestHeaders & Iterable<[name: string, value: string]>;

export type GuestmailField = 'sender' | 'reference' | 'notBefore' | 'expiresAt' | 'environmentType' | 'environmentName';

/** What was said, as it was written, and where. */
export type GuestmailFields = Partial<Record<GuestmailField, { value: string; pointer: string }>>;

const names: Readonly<Record<GuestmailField, string>> = {
  ...guestmailHeaders,
  environmentType: environmentHeaders.type,
  environmentName: environmentHeaders.name,
};

const known: ReadonlySet<string> = new Set(Object.values(names).map((name) => name.toLowerCase()));

const findDateTimeProblem = (value: string) =>
  parseDateTime(value) ? undefined : 'is not an RFC 3339 date-time with an offset, such as 2026-12-01T06:00:00Z';

const findProblem: Readonly<Record<GuestmailField, (value: string) => string | undefined>> = {
  sender: findSenderProblem,
  reference: (value) => findLengthProblem(value, REFERENCE_MAX_CHARACTERS) ?? findHeaderTextProblem(value),
  notBefore: findDateTimeProblem,
  expiresAt: findDateTimeProblem,
  environmentType: findHeaderTextProblem,
  environmentName: findHeaderTextProblem,
};

/** `texts` are the fields of the message by their names in lower case, decoded. */
export function readGuestmailFields(
  headers: MimeRequestHeaders,
  texts: ReadonlyMap<string, string>,
): { fields: GuestmailFields; faults: Fault[] } {
  const faults = [
    ...[...headers].flatMap(([name]) => findUnknown(name, `header:${name.slice(0, 64)}`)),
    ...[...texts.keys()].flatMap((name) => findUnknown(name, formatJsonPointer(['headers', name]))),
  ];
  const fields: GuestmailFields = {};
  for (const [field, name] of Object.entries(names) as [GuestmailField, string][]) {
    const [inRequest, inMessage] = [headers.get(name), texts.get(name.toLowerCase()) ?? null];
    const value = inRequest ?? inMessage;
    if (value === null) continue;
    const pointer = inRequest === null ? formatJsonPointer(['headers', name]) : `header:${name}`;
    const problem =
      inRequest !== null && inMessage !== null && inRequest !== inMessage
        ? 'is not the same as in the message'
        : inRequest !== null && /[^ -~]/.test(inRequest)
          ? 'has a character that is not ASCII; write it into the message, encoded as RFC 2047 says'
          : value === ''
            ? 'is empty'
            : findProblem[field](value);
    if (problem) faults.push({ pointer, detail: problem });
    else fields[field] = { value, pointer };
  }
  return { fields, faults };
}

function findUnknown(name: string, pointer: string): Fault[] {
  const isOurs = name.toLowerCase().startsWith('guestmail-');
  return isOurs && !known.has(name.toLowerCase()) ? [{ pointer, detail: 'is not a header that is known here' }] : [];
}
