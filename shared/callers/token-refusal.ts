/**
 * What a caller hears whose access token is refused: the reason that helps most, and the scope to ask for.
 *
 * A request without a token, or with another scheme, gets no error code (RFC 6750 section 3.1); every other one gets
 * `invalid_token` with the reason as its description. A token that proves nothing is judged by what it claims, because the
 * caller wrote that: a token for Microsoft Graph cannot be verified here at all. No value of a token is repeated.
 */
import { decodeJwt, type JWTPayload } from 'jose';
import { ConnectorError } from '../errors.ts';

/** `unproven`: malformed, of an unknown key, or its signature or issuer is wrong. */
export type TokenProblem =
  | 'missing'
  | 'other_scheme'
  | 'unproven'
  | 'expired'
  | 'early'
  | 'wrong_audience'
  | 'wrong_tenant'
  | 'wrong_version'
  | 'not_app_only';

/** Why a token is refused; `reason` is for the log. */
export class TokenFault extends Error {
  readonly problem: TokenProblem;

  constructor(problem: TokenProblem, reason: string) {
    super(reason);
    this.problem = problem;
  }
}

/** Without quotes and backslashes, as `error_description` demands. */
const sentences: Readonly<Record<TokenProblem, string>> = Object.freeze({
  missing:
    'The request has no access token. A library of Microsoft Graph sends one only to hosts that it was given: name this host, without its port, in AzureIdentityAuthenticationProvider (allowedHosts) or customHosts.',
  other_scheme: 'The Authorization header is not a Bearer token.',
  unproven: 'The access token is malformed, or the host tenant did not sign it.',
  expired: 'The access token has expired.',
  early: 'The access token is not valid yet.',
  wrong_audience: 'The access token is for another API.',
  wrong_tenant: 'The access token was issued by another tenant.',
  wrong_version:
    'The access token has version 1; the app registration of this API must have requestedAccessTokenVersion 2.',
  not_app_only: 'The access token is not an app-only one, as the client credentials flow gives it.',
});

export interface TokenRefusalContext {
  authorization: string | null;
  apiAudience: string;
  now: Date;
}

/** The refusal as callers see it. */
export function createTokenRefusal(fault: TokenFault, context: TokenRefusalContext): ConnectorError {
  const { apiAudience } = context;
  const problem = findTellingProblem(fault.problem, context);
  const scope = `${apiAudience}/.default`;
  const detail = `${sentences[problem]} Request an app-only access token of the host tenant with the scope ${scope}.`;
  const isGiven = problem !== 'missing' && problem !== 'other_scheme';
  const attributes = [
    ...(isGiven ? ['error="invalid_token"', `error_description="${detail}"`] : []),
    `scope="${scope}"`,
  ];
  const cause = new Error(fault.message);
  return new ConnectorError('unauthorized', { cause, detail, challenge: `Bearer ${attributes.join(', ')}` });
}

function findTellingProblem(problem: TokenProblem, context: TokenRefusalContext): TokenProblem {
  if (problem !== 'unproven' && problem !== 'wrong_tenant') return problem;
  const { aud, ver, exp } = readClaims(context.authorization);
  const { apiAudience } = context;
  const isForUs = aud === apiAudience || aud === `api://${apiAudience}`;
  if (isForUs && ver === '1.0') return 'wrong_version';
  if (aud !== undefined && aud !== apiAudience) return 'wrong_audience';
  if (problem === 'wrong_tenant') return problem;
  return typeof exp === 'number' && exp * 1000 <= context.now.getTime() ? 'expired' : problem;
}

function readClaims(authorization: string | null): JWTPayload {
  try {
    // Of the parts between the full stops only the second is read, so the scheme may stay.
    return decodeJwt(authorization ?? '');
  } catch {
    // What cannot be read claims nothing.
    return {};
  }
}
