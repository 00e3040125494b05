/**
 * Canonical JSON: one text for every way of writing the same value.
 *
 * Names in code-unit order, no white space, strings and numbers as in RFC 8785. Properties whose value is undefined or null are
 * left out. Digests of this text are stored, so a change here makes known idempotency keys look reused.
 */

/** Writes a JSON value of bounded depth. */
export function writeCanonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeCanonicalJson).join(',')}]`;
  const object = value as { readonly [name: string]: unknown };
  let members = '';
  for (const name of Object.keys(object).sort()) {
    const member = object[name];
    if (member === undefined || member === null) continue;
    members += `${members && ','}${JSON.stringify(name)}:${writeCanonicalJson(member)}`;
  }
  return `{${members}}`;
}
