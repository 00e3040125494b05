/**
 * Request parameters from a query or a form, as Entra reads them: a parameter may appear once.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { EntraError } from './errors.ts';

/** Throws 9000411 for a parameter that appears twice. */
export function assertNoDuplicates(parameters: URLSearchParams): void {
  for (const name of new Set(parameters.keys())) {
    if (parameters.getAll(name).length > 1) throw new EntraError(9000411, { value: name });
  }
}

/** A parameter that must be present and not empty; throws 900144. */
export function requireParameter(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (!value) throw new EntraError(900144, { value: name });
  return value;
}

/** Reads a form body; anything that is not declared as a form is read as an empty one, as Entra does. */
export function parseForm(headers: IncomingHttpHeaders, body: Buffer): URLSearchParams {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return new URLSearchParams(type === 'application/x-www-form-urlencoded' ? body.toString('utf8') : '');
}

/** Names of ID token claims that a `claims` parameter asks for; throws 90023 when it is not a JSON object. */
export function parseIdTokenClaims(claims: string | null): string[] {
  if (!claims) return [];
  try {
    const parsed = JSON.parse(claims) as unknown;
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new SyntaxError('not an object');
    return Object.keys((parsed as { id_token?: object }).id_token ?? {});
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new EntraError(90023, { value: 'claims is not a JSON object' });
  }
}
