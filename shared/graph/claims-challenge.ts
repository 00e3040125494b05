/**
 * Reads the claims challenge of a WWW-Authenticate header, which Graph sends when a token was revoked early. Pure.
 *
 * Source: Entra claims challenges; RFC 6750 section 3. The value is base64 of JSON; anything else is no challenge.
 */
const CLAIMS_MAX_CHARACTERS = 8_192;

/** The claims as JSON text for the next token request. */
export function readClaimsChallenge(header: string | undefined): string | undefined {
  if (!header || header.length > CLAIMS_MAX_CHARACTERS || !/error="insufficient_claims"/i.test(header))
    return undefined;
  const [, encoded] = /\bclaims="([A-Za-z0-9+/_-]+={0,2})"/.exec(header) ?? [];
  if (!encoded) return undefined;
  const claims = Buffer.from(encoded, 'base64').toString();
  try {
    return typeof JSON.parse(claims) === 'object' ? claims : undefined;
  } catch {
    return undefined;
  }
}
