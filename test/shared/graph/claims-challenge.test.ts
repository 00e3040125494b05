import { describe, expect, it } from 'vitest';
import { readClaimsChallenge } from '../../../shared/graph/claims-challenge.ts';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
const encode = (text: string, encoding: BufferEncoding = 'base64') => Buffer.from(text).toString(encoding);
const challenge = (encoded: string, error = 'insufficient_claims') =>
  `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="x", error="${error}", claims="${encoded}"`;

describe('readClaimsChallenge', () => {
  it('reads the claims, in either base64 alphabet, with or without padding', () => {
    expect(readClaimsChallenge(challenge(encode(claims)))).toBe(claims);
    expect(readClaimsChallenge(challenge(encode(claims, 'base64url')))).toBe(claims);
    expect(readClaimsChallenge(`bearer CLAIMS="${encode(claims)}",Error="insufficient_claims"`)).toBe(claims);
  });

  it.each([
    ['no header', undefined],
    ['no challenge', 'Bearer realm=""'],
    ['another error', challenge(encode(claims), 'invalid_token')],
    ['no claims', 'Bearer error="insufficient_claims"'],
    ['another parameter', `Bearer error="insufficient_claims", x-claims="${encode(claims)}"`],
    ['no base64', challenge('{}')],
    ['no JSON', challenge(encode('claims'))],
    ['a list', challenge(encode('[1]'))],
    ['null', challenge(encode('null'))],
    ['a text', challenge(encode('"x"'))],
    ['too much', challenge(encode(JSON.stringify({ a: 'x'.repeat(10_000) })))],
  ])('finds nothing in %s', (_, header) => {
    expect(readClaimsChallenge(header)).toBeUndefined();
  });
});
