/**
 * A flag: `true` and `false`, also as the texts that some programs make of them. Anything else stays as it is.
 */
const texts = new Map([
  ['true', true],
  ['false', false],
]);

export function normaliseFlag(given: unknown): unknown {
  return typeof given === 'string' ? (texts.get(given.toLowerCase()) ?? given) : given;
}
