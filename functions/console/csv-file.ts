/**
 * A list as a CSV to save: its name says of which list, of which day, and whether it has all.
 */
import type { ShownFile } from './console-page.ts';

/** `mark`: of a file that does not have all. `body`: the CSV. */
export function csvFile(
  list: string,
  now: Date,
  mark: 'incomplete' | 'part' | undefined,
  body: string,
): ShownFile['file'] {
  const name = [list, now.toISOString().slice(0, 10), ...(mark ? [mark] : [])].join('-');
  return { name: `${name}.csv`, contentType: 'text/csv; charset=utf-8', body };
}
