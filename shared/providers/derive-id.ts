/**
 * An id for what has none in Entra: a mailbox that a document names, and the account as which its messages leave.
 *
 * UUID version 8 (RFC 9562 section 5.8) from SHA-256 of the parts, so that the same mailbox has the same id in every process, another one
 * never has it, and no object id of Entra, which is of version 4, can be it. Pure.
 */
import { createHash } from 'node:crypto';

export function deriveId(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
