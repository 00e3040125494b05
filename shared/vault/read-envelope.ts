/**
 * Takes an envelope apart and finds the pepper that it names, once its header is what the record must have. It opens nothing.
 */
import { parseEnvelope, type Envelope, type EnvelopeHeader } from './envelope.ts';
import type { Peppers } from './key-encryption-key.ts';
import { createRefusal } from './refusal.ts';

/** @throws ConnectorError `sealed_record_refused`; else as `Peppers.read` */
export async function readEnvelope(
  peppers: Pick<Peppers, 'read'>,
  sealed: Uint8Array,
  isExpected: (header: EnvelopeHeader) => boolean,
): Promise<{ envelope: Envelope; pepper: Uint8Array }> {
  const envelope = parseEnvelope(sealed);
  if (!isExpected(envelope.header)) throw createRefusal('sealed as something else');
  return { envelope, pepper: await peppers.read(envelope.header.pepperId) };
}
