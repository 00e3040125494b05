/**
 * Writes rows as CSV, safe to open in a spreadsheet: a text that would be a formula there, or in a part of which one
 * would begin, gets an apostrophe in front of it.
 * Pure. Sources: RFC 4180; owasp.org, CSV Injection.
 */

/** With a byte order mark, without which Excel takes it for another encoding. The first row names the columns. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('')}`;
}

const FORMULA = '=+\\-@\\uff1d\\uff0b\\uff0d\\uff20';
const beginsFormula = new RegExp(`^(?:[\\s\\0"]*[${FORMULA}]|[\\t\\r\\n\\0])`);
/** A spreadsheet whose lists are separated by semicolons, as in German, makes a cell of what follows one, and a row of what follows a line break. */
const containsFormula = new RegExp(`([;\\t\\r\\n][\\s\\0"]*)(?=[${FORMULA}])`, 'g');

function writeCell(text: string): string {
  const inside = text.replace(containsFormula, "$1'");
  const harmless = beginsFormula.test(inside) ? `'${inside}` : inside;
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
