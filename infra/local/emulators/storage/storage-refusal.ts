/**
 * Refusals that the storage front makes itself, in the words of Azure Storage.
 *
 * Table answers in OData JSON, Queue and Blob in XML; each carries `x-ms-error-code`. Source: the REST references'
 * "Common error codes" and "Authorize with Microsoft Entra ID".
 */
import { randomUUID } from 'node:crypto';
import type { AccessTokenProblem } from '../kit/access-token.ts';
import type { EmulatedAnswer } from '../kit/emulator.ts';
import type { StorageService } from './start-azurite.ts';

export interface Refusal {
  status: number;
  code: string;
  message: string;
  detail?: string;
}

const SEE_CHALLENGE =
  'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.';

const DETAILS: Record<Exclude<AccessTokenProblem, 'missing'> | 'issuer', string> = {
  malformed: 'Authentication scheme Bearer is not well formed.',
  signature: 'Signature validation failed. The signature of the token is not valid.',
  expired: 'Lifetime validation failed. The token is expired.',
  early: 'Lifetime validation failed. The token is not yet valid.',
  audience: 'Audience validation failed. Audience did not match.',
  issuer: 'Issuer validation failed. Issuer did not match.',
};

/** The refusal of a request without a good token. */
export function refuseToken(problem: AccessTokenProblem | 'issuer'): Refusal {
  return problem === 'missing'
    ? { status: 401, code: 'NoAuthenticationInformation', message: SEE_CHALLENGE }
    : { status: 401, code: 'InvalidAuthenticationInfo', message: SEE_CHALLENGE, detail: DETAILS[problem] };
}

/** The account has shared keys switched off, and with them shared access signatures. */
export const KEY_REFUSED: Refusal = {
  status: 403,
  code: 'KeyBasedAuthenticationNotPermitted',
  message: 'Key based authentication is not permitted on this storage account.',
};

/** A body that comes in chunks; Insert Entity and its like name the header as required. */
export const LENGTH_MISSING: Refusal = {
  status: 411,
  code: 'MissingContentLengthHeader',
  message: 'The Content-Length header was not specified.',
};

/** No role assignment of the identity allows the operation. */
export const PERMISSION_MISSING: Refusal = {
  status: 403,
  code: 'AuthorizationPermissionMismatch',
  message: 'This request is not authorized to perform this operation using this permission.',
};

/** The service behind the front did not answer. */
export const INTERNAL_ERROR: Refusal = {
  status: 500,
  code: 'InternalError',
  message: 'The server encountered an internal error. Please retry the request.',
};

/** Builds the response; `challenge` is the `WWW-Authenticate` value of a 401. */
export function buildRefusalAnswer(service: StorageService, refusal: Refusal, challenge: string): EmulatedAnswer {
  const { status, code, message, detail } = refusal;
  const requestId = randomUUID();
  const text = `${message}\nRequestId:${requestId}\nTime:${new Date().toISOString()}`;
  const headers = {
    'x-ms-error-code': code,
    'x-ms-request-id': requestId,
    ...(status === 401 && { 'WWW-Authenticate': challenge }),
  };
  if (service === 'table') {
    const body = { 'odata.error': { code, message: { lang: 'en-US', value: text } } };
    const type = 'application/json;odata=minimalmetadata;streaming=true;charset=utf-8';
    return { status, headers: { ...headers, 'Content-Type': type }, body };
  }
  const inner = detail ? `<AuthenticationErrorDetail>${detail}</AuthenticationErrorDetail>` : '';
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${text}</Message>${inner}</Error>`;
  return { status, headers: { ...headers, 'Content-Type': 'application/xml' }, body };
}
