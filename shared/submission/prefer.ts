/**
 * How a caller wants to be answered: the `Prefer` header (RFC 7240), or `prefer` in the body for clients that cannot set headers.
 *
 * `wait=N`, `respond-async` and `handling=strict` or `lenient`. In the header a preference is a wish: one that is unknown or
 * malformed is ignored, of a repeated one the first counts, and a longer wait is cut; in the body the schema checks them.
 * Both may be given if they agree. Every submission is answered strictly, whatever it prefers: nothing is queued or held.
 */
import type { Fault } from '../errors.ts';
import { WAIT_DEFAULT_SECONDS, WAIT_MAX_SECONDS } from '../limits.ts';
import { splitOutsideQuotes } from './split-outside-quotes.ts';

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
  const given = (body as { prefer?: Readonly<Record<string, unknown>> | null } | null)?.prefer;
  return Object.entries(parsePrefer(header)).flatMap(([name, value]) => {
    const other = given?.[name];
    const isSame = other === undefined || other === null || other === value;
    return isSame ? [] : [{ pointer: `/prefer/${name}`, detail: 'is not the same as in the header Prefer' }];
  });
}

/** How long the caller waits for the turn of the mailbox, in seconds. */
export function waitSecondsOf({ wait }: Preferences): number {
  return wait ?? WAIT_DEFAULT_SECONDS;
}

/** The value of `Preference-Applied` (RFC 7240 section 3): the preferences that the answer follows; empty if there are none. */
export function formatApplied({ wait, handling }: Preferences): string {
  const applied = [
    ...(typeof wait === 'number' ? [`wait=${wait}`] : []),
    ...(handling === 'strict' ? ['handling=strict'] : []),
  ];
  return applied.join(', ');
}
