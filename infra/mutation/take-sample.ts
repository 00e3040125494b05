/**
 * Plugin of Stryker: leaves out all but a sample of what modules declare, so that a score over all sources takes a quarter of an hour in
 * place of a day.
 *
 * A declaration is in or out with everything in it. Which ones are follows from their place and length, as a random choice would, so
 * the same sources give the same sample, and each declaration is in one draw of all. It needs no package.
 */
import { createHash } from 'node:crypto';
import type { Sample } from './areas.ts';

/** One in so many declarations is in, and which one of them. */
const given: Sample = {
  oneIn: Number(process.env['MUTATION_SAMPLE_EVERY']),
  draw: Number(process.env['MUTATION_SAMPLE_DRAW']),
};

/** As much of a place in Babel's tree as decides. */
export interface DeclarationPath {
  node: { type: string; start?: number | null; end?: number | null };
  parent?: { type: string } | null | undefined;
}

/** Why nothing below this place is mutated; undefined where it is. */
export function leaveOut({ node, parent }: DeclarationPath, { oneIn, draw } = given): string | undefined {
  if (parent?.type !== 'Program') return undefined;
  const drawn = createHash('sha256').update(`${node.type} ${node.start} ${node.end}`).digest().readUInt32BE() / 2 ** 32;
  return Math.floor(drawn * oneIn) === draw - 1 ? undefined : 'not in the sample';
}

/** Under this name Stryker looks for plugins. */
export const strykerPlugins = [
  { kind: 'Ignore', name: 'sample', value: { shouldIgnore: (path: DeclarationPath) => leaveOut(path) } },
];
