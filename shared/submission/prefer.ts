/**
 * Reads from the `Prefer` header (RFC 7240) how long a caller waits: `wait=N`, whole seconds.
 *
 * A preference is a wish: one that is unknown, malformed or repeated is ignored, never a fault. A comma or semicolon inside
 * quotes separates nothing. The other preferences change nothing here: no message is queued (`respond-async`), and one that
 * cannot be sent is refused (`handling=strict`).
 */
import { WAIT_DEFAULT_SECONDS, WAIT_MAX_SECONDS } from '../limits.ts';

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const member = new RegExp(`^(${token})(?:[ \\t]*=[ \\t]*(?:(${token})|"((?:[^"\\\\]|\\\\.)*)"))?[ \\t]*(?:;.*)?$`);

/** 0 to WAIT_MAX_SECONDS; `header` is the value of all `Prefer` headers together, null if there are none. */
export function parseWaitSeconds(header: string | null): number {
  for (const part of splitOutsideQuotes(header ?? '')) {
    const [, name, plain, quoted] = member.exec(part) ?? [];
    if (name?.toLowerCase() !== 'wait') continue;
    // RFC 7240 section 2: only the first of a repeated preference counts.
    const value = plain ?? quoted ?? '';
    return /^\d{1,9}$/.test(value) ? Math.min(Number(value), WAIT_MAX_SECONDS) : WAIT_DEFAULT_SECONDS;
  }
  return WAIT_DEFAULT_SECONDS;
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
