/**
 * Who caused an event, as ERPs write an object id: in any case, with braces or without; zeros stand for the system.
 */
import { parseSenderReference } from '../sender.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** In lower case; undefined where it is nobody's. */
export function readInitiator(value: unknown): { initiator: string } | undefined {
  if (typeof value !== 'string') return undefined;
  const reference = parseSenderReference(value);
  if (!reference || !('hostObjectId' in reference) || reference.hostObjectId === NOBODY) return undefined;
  return { initiator: reference.hostObjectId };
}
