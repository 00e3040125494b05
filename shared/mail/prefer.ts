/**
 * Reads the `Prefer` header (RFC 7240): `respond-async`, `wait` and `handling=strict`.
 *
 * A preference is a wish: one that is unknown, malformed or given a second time is ignored, never a fault. Quoted values
 * are understood, so a comma or semicolon inside quotes separates nothing.
 */
/** Business Central's HTTP client gives up after 100 s. */
const WAIT_MAX_SECONDS = 90;

export interface Preferences {
  /** `handling=strict`: refuse what would otherwise be held. */
  isStrict: boolean;
  respondAsync: boolean;
  /** Whole seconds, at most 90. */
  waitSeconds?: number;
}

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const member = new RegExp(`^(${token})(?:[ \\t]*=[ \\t]*(?:(${token})|"((?:[^"\\\\]|\\\\.)*)"))?[ \\t]*(?:;.*)?$`);

/** Reads the value of all `Prefer` headers together; null when there is none. */
export function parsePrefer(header: string | null): Preferences {
  const found = new Map<string, string>();
  for (const part of splitOutsideQuotes(header ?? '')) {
    const [, name, plain, quoted] = member.exec(part) ?? [];
    const key = name?.toLowerCase();
    // RFC 7240 section 2: only the first of a repeated preference counts.
    if (key && !found.has(key)) found.set(key, plain ?? quoted ?? '');
  }
  const wait = found.get('wait');
  return {
    isStrict: found.get('handling')?.toLowerCase() === 'strict',
    respondAsync: found.get('respond-async') === '',
    ...(wait && /^\d{1,9}$/.test(wait) && { waitSeconds: Math.min(Number(wait), WAIT_MAX_SECONDS) }),
  };
}

function splitOutsideQuotes(header: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < header.length; index += 1) {
    const character = header[index];
    if (isQuoted && character === '\\') index += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) {
      parts.push(header.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, header.slice(start).trim()];
}
