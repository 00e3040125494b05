/**
 * One line of the result: what was measured, against which budget, and whether it holds.
 */
export interface Row {
  what: string;
  measured: string;
  budget: string;
  /** Undefined: nothing to hold, or nothing to measure yet. */
  holds?: boolean;
}

const MARKS = { true: 'holds', false: 'DOES NOT HOLD', undefined: '-' };

/** The rows as text, columns aligned. */
export function formatRows(rows: readonly Row[]): string {
  const cells = [
    ['what', 'measured', 'budget', ''],
    ...rows.map(({ what, measured, budget, holds }) => [what, measured, budget, MARKS[`${holds}`]]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

/** The value below which this part (0 to 1) of all values lies. Throws RangeError without values. */
export function quantile(values: readonly number[], part: number): number {
  const value = values.toSorted((one, other) => one - other)[Math.floor(part * (values.length - 1))];
  if (value === undefined) throw new RangeError('There are no values.');
  return value;
}
