/**
 * Parts of table keys that more than one store writes: fixed width, so that the order of the texts is the order of the values.
 */

/** Ten digits. @throws RangeError for anything but a whole number that fits. */
export function formatGeneration(generation: number): string {
  if (!Number.isInteger(generation) || generation < 0 || generation > 9_999_999_999)
    throw new RangeError('A generation is a whole number of at most ten digits.');
  return String(generation).padStart(10, '0');
}

export const generationPattern = /^\d{10}$/;

/** `2026-11-24T17:57:32.000Z`, as `Date.toISOString` writes years of four digits. */
export const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Just above every key `{time}_…` up to and including this time. */
export function afterTime(time: Date): string {
  return `${time.toISOString()}\``;
}
