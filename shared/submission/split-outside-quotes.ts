/**
 * Splits the value of a header at its commas, but for those in quotes (RFC 9110 section 5.6.1). Linear in the length of the text.
 *
 * The parts are trimmed and may be empty. A quote that is not closed reaches to the end.
 */
export function splitOutsideQuotes(value: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < value.length; index += 1) {
    const character = value[index];
    if (isQuoted && character === '\\') index += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) {
      parts.push(value.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, value.slice(start).trim()];
}
