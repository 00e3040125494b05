/**
 * Messages that are parked: kept, shown to their application as `held`, and never sent, because what would send them is missing.
 *
 * They name nobody: the name below can be no one's, since no organisation can prove a domain under `.invalid` (RFC 2606). Nothing
 * releases them; they are cancelled, or expire.
 */
import type { ErrorCode } from '../outcomes.ts';

export const NO_SENDER = 'nobody@door.invalid';

/** Why an event is parked. */
export type ParkedCode = 'initiator_missing' | 'event_incomplete';

const codes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'initiator_missing',
  'event_incomplete',
] satisfies ParkedCode[]);

export function isParkedCode(code: ErrorCode): code is ParkedCode {
  return codes.has(code);
}
