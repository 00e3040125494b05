/**
 * Reads a Retry-After header (RFC 9110 section 10.2.3): seconds, fractions of them as Graph sends, or an HTTP date. Pure.
 *
 * Whatever the header says, the result is at most a day, so neither a mistake nor a hostile value stops anything for long.
 */
const RETRY_AFTER_MAX_SECONDS = 24 * 3600;

/** Whole seconds from `now`, rounded up, between 0 and a day; undefined when the header is absent or senseless. */
export function parseRetryAfter(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  const seconds = /^\d{1,20}(\.\d{1,20})?$/.test(text) ? Number(text) : secondsUntil(text, now);
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), RETRY_AFTER_MAX_SECONDS) : undefined;
}

/** The preferred form of an HTTP date, `Sun, 06 Nov 1994 08:49:37 GMT`; the two obsolete ones are left out. */
function secondsUntil(text: string, now: Date): number {
  const isDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text);
  return isDate ? (Date.parse(text) - now.getTime()) / 1000 : Number.NaN;
}
