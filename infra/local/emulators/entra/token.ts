/**
 * The token endpoint: `POST /{tenant}/oauth2/v2.0/token`, a form in, JSON out.
 *
 * It authenticates the client first, then hands the grant to its module. Every refusal is Entra's JSON error.
 */
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import { parseAuthority } from './authority.ts';
import { authenticateClient } from './client-authentication.ts';
import { grantClientCredentials } from './client-credentials.ts';
import { buildErrorBody, createErrorIds, EntraError } from './errors.ts';
import { assertNoDuplicates, parseForm, requireParameter } from './parameters.ts';
import { redeemCode } from './redeem-code.ts';
import { redeemRefreshToken } from './redeem-refresh-token.ts';
import type { EntraState } from './state.ts';

const GRANTS = {
  authorization_code: redeemCode,
  refresh_token: redeemRefreshToken,
  client_credentials: grantClientCredentials,
};

/** Answers a token request. */
export async function answerToken(
  entra: EntraState,
  segment: string,
  request: EmulatedRequest,
): Promise<EmulatedAnswer> {
  const form = parseForm(request.headers, request.body);
  const sentId = request.headers['client-request-id'] ?? form.get('client-request-id');
  const ids = createErrorIds(entra.now(), typeof sentId === 'string' ? sentId : undefined);
  const headers = {
    'Cache-Control': 'no-store, no-cache',
    Pragma: 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'x-ms-request-id': ids.traceId,
    'client-request-id': ids.correlationId,
  };
  try {
    if (request.method !== 'POST') throw new EntraError(900561, { value: 'POST, OPTIONS' });
    assertNoDuplicates(form);
    const authority = parseAuthority(segment, entra.directory);
    const grantType = requireParameter(form, 'grant_type');
    if (!isGrantType(grantType)) throw new EntraError(70003, { value: grantType });
    const client = await authenticateClient(entra, authority, form, request.headers);
    return { status: 200, headers, body: await GRANTS[grantType](entra, authority, client, form) };
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    const allow = error.status === 405 ? { Allow: 'POST' } : {};
    return { status: error.status, headers: { ...headers, ...allow }, body: buildErrorBody(error, ids, entra.url) };
  }
}

function isGrantType(value: string): value is keyof typeof GRANTS {
  return Object.hasOwn(GRANTS, value);
}
