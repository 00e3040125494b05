/**
 * Reads a range of a file, and makes sure that it is one: a file that is cut short must never leave as if it were whole.
 */
import type { GraphFile } from './graph-file.ts';

/** @throws what the file throws, and an Error when it gives another number of bytes */
export async function readFileRange(file: GraphFile, start: number, end: number): Promise<Uint8Array> {
  const bytes = await file.read(start, end);
  if (bytes.length !== end - start) throw new Error('A file gave another number of bytes than was asked for.');
  return bytes;
}
