/**
 * Reads a Retry-After header (RFC 9110 section 10.2.3): seconds, fractions of them as Graph sends, or an HTTP date. Pure.
 */
const RETRY_AFTER_MAX_SECONDS = 24 * 3600;

/** Seconds from `now`, between 0 and a day; undefined when the header is absent or senseless. */
export function parseRetryAfter(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  const isNumber = /^\d{1,15}(\.\d{1,9})?$/.test(text);
  const isDate = /^[A-Za-z]{3,9},? /.test(text) && text.length <= 40;
  const seconds = isNumber ? Number(text) : isDate ? (Date.parse(text) - now.getTime()) / 1000 : Number.NaN;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), RETRY_AFTER_MAX_SECONDS) : undefined;
}
