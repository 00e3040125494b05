/**
 * Reads which tenant a token for Microsoft Graph says it is of. Graph's tokens are for Graph to read, so one that is no JSON web token says
 * nothing; whoever asked the tenant's own endpoint has it from there all the same. Verifies nothing. Pure.
 */

/** The claim `tid`, in lower case; undefined where the token cannot be read. */
export function readTokenTenant(accessToken: string): string | undefined {
  try {
    const [, payload = ''] = accessToken.split('.');
    const { tid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { tid?: unknown };
    return typeof tid === 'string' ? tid.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
