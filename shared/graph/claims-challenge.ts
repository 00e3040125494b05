/**
 * Reads the claims challenge of a WWW-Authenticate header, which Graph sends when a token was revoked early. Pure.
 *
 * `Bearer …, error="insufficient_claims", claims="<base64 of JSON>"`. The claims go into the next token request, so only a JSON
 * object of reasonable size passes; anything else is no challenge. Source: Entra claims challenges; RFC 6750 section 3.
 */
const HEADER_MAX_CHARACTERS = 8_192;

/** The claims as JSON text for the next token request. */
export function readClaimsChallenge(header: string | undefined): string | undefined {
  if (!header || header.length > HEADER_MAX_CHARACTERS) return undefined;
  if (!/(?:^|[\s,])error="insufficient_claims"/i.test(header)) return undefined;
  const [, encoded] = /(?:^|[\s,])claims="([A-Za-z0-9+/_-]+={0,2})"/i.exec(header) ?? [];
  if (!encoded) return undefined;
  const claims = Buffer.from(encoded, 'base64').toString();
  return isJsonObject(claims) ? claims : undefined;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
