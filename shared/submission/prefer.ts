/**
 * How a caller wants to be answered: the `Prefer` header (RFC 7240), or `prefer` in the body for clients that cannot set headers.
 *
 * `wait=N`, `respond-async` and `handling=strict` or `lenient`. In the header a preference is a wish: one that is unknown or
 * malformed is ignored, of a repeated one the first counts, and a longer wait is cut; in the body the schema checks them.
 * Both may be given if they agree. Without a preference a message that cannot be sent now is kept: queued or held. `handling=strict`
 * lets nothing be kept, so it leaves `respond-async` no effect.
 */
import type { Fault } from '../errors.ts';
import { WAIT_DEFAULT_SECONDS, WAIT_MAX_SECONDS } from '../limits.ts';
import { property } from './json-value.ts';
import { splitOutsideQuotes } from './split-outside-quotes.ts';
import type { SubmissionOptions } from './submission.ts';

export interface Preferences {
  wait?: number | null | undefined;
  handling?: 'strict' | 'lenient' | null | undefined;
  respondAsync?: boolean | null | undefined;
}

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const member = new RegExp(`^(${token})(?:[ \\t]*=[ \\t]*(?:(${token})|"((?:[^"\\\\]|\\\\.)*)"))?[ \\t]*(?:;.*)?$`);

/** `header` is the value of all `Prefer` headers together, null if there are none. */
export function parsePrefer(header: string | null): Preferences {
  const values = new Map<string, string>();
  for (const part of splitOutsideQuotes(header ?? '')) {
    const [, name, plain, quoted] = member.exec(part) ?? [];
    // RFC 7240 section 2: only the first of a repeated preference counts.
    if (name && !values.has(name.toLowerCase())) values.set(name.toLowerCase(), plain ?? quoted ?? '');
  }
  const wait = values.get('wait') ?? '';
  const handling = values.get('handling');
  return {
    ...(/^\d{1,9}$/.test(wait) && { wait: Math.min(Number(wait), WAIT_MAX_SECONDS) }),
    ...((handling === 'strict' || handling === 'lenient') && { handling }),
    // RFC 7240 section 4.1: it has no value.
    ...(values.get('respond-async') === '' && { respondAsync: true }),
  };
}

/** Faults of the body's preferences against the header's; a value of the wrong type is left to the schema. */
export function findPreferFaults(header: string | null, body: unknown): Fault[] {
  const given = property(body, 'prefer');
  return Object.entries(parsePrefer(header)).flatMap(([name, value]) => {
    const other = property(given, name);
    const isSame = other === undefined || other === null || other === value;
    return isSame ? [] : [{ pointer: `/prefer/${name}`, detail: 'is not the same as in the header Prefer' }];
  });
}

/** Whether header or body say that nothing is to be kept for later. */
export function isStrictIn(header: string | null, body: unknown): boolean {
  return parsePrefer(header).handling === 'strict' || property(property(body, 'prefer'), 'handling') === 'strict';
}

/** What they come to; `preferences` are those that are followed, `wait=N` if there is something to wait for. */
export function applyPreferences({
  wait,
  handling,
  respondAsync,
}: Preferences): Pick<SubmissionOptions, 'waitSeconds' | 'isStrict' | 'isAsync' | 'preferences'> {
  const isStrict = handling === 'strict';
  // Accepted at once, so there is no wait.
  const isAsync = respondAsync === true && !isStrict;
  const preferences = [
    ...(isAsync ? ['respond-async'] : []),
    ...(typeof wait === 'number' && !isAsync ? [`wait=${wait}`] : []),
    ...(handling ? [`handling=${handling}`] : []),
  ];
  return {
    waitSeconds: wait ?? WAIT_DEFAULT_SECONDS,
    ...(isStrict && { isStrict }),
    ...(isAsync && { isAsync }),
    ...(preferences.length > 0 && { preferences }),
  };
}
