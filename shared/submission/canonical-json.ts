/**
 * Canonical JSON: one text for every way of writing the same value.
 *
 * Names in code-unit order, no white space, strings with the shortest escapes (as in RFC 8785). Properties whose value is
 * undefined are left out. Digests of this text are stored, so a change here makes known idempotency keys look reused.
 */
export type CanonicalValue =
  string | boolean | readonly CanonicalValue[] | { readonly [name: string]: CanonicalValue | undefined };

/** Writes a value of bounded depth. */
export function writeCanonicalJson(value: CanonicalValue): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeCanonicalJson).join(',')}]`;
  const object = value as { readonly [name: string]: CanonicalValue | undefined };
  let members = '';
  for (const name of Object.keys(object).sort()) {
    const member = object[name];
    if (member === undefined) continue;
    members += `${members && ','}${JSON.stringify(name)}:${writeCanonicalJson(member)}`;
  }
  return `{${members}}`;
}
