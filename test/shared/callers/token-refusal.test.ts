import { describe, expect, it } from 'vitest';
import { createTokenRefusal, TokenFault, type TokenProblem } from '../../../shared/callers/token-refusal.ts';

const apiAudience = 'c022ec70-0000-4000-8000-00000000c001';
const now = new Date('2026-11-24T18:00:00Z');
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const bearer = (claims: object) => `Bearer ${part({ alg: 'RS256' })}.${part(claims)}.AAAA`;
const refuse = (problem: TokenProblem, authorization: string | null = null) =>
  createTokenRefusal(new TokenFault(problem, 'the reason'), { authorization, apiAudience, now });

const problems: TokenProblem[] = [
  'missing',
  'other_scheme',
  'unproven',
  'expired',
  'early',
  'wrong_audience',
  'wrong_tenant',
  'wrong_version',
  'not_app_only',
];

describe('createTokenRefusal', () => {
  it.each(problems)('spells the scope out for a token that is %s, in words and as a challenge', (problem) => {
    const { code, detail = '', challenge = '', cause } = refuse(problem);
    expect([code, (cause as Error).message]).toEqual(['unauthorized', 'the reason']);
    expect(detail).toContain(`with the scope ${apiAudience}/.default.`);
    expect(challenge).toContain(`scope="${apiAudience}/.default"`);
    // RFC 6750 section 3: the characters of error_description.
    expect(detail).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
  });

  it.each(problems)('has an error code for a token that is %s exactly when there is one', (problem) => {
    const { detail, challenge } = refuse(problem);
    const isGiven = problem !== 'missing' && problem !== 'other_scheme';
    const scope = `scope="${apiAudience}/.default"`;
    const error = `error="invalid_token", error_description="${detail}", `;
    expect(challenge).toBe(`Bearer ${isGiven ? error : ''}${scope}`);
  });

  it('says how a library of Graph is given this host, where there is no token alone', () => {
    const told = problems.filter((problem) =>
      /AzureIdentity.*allowedHosts.*customHosts/.test(refuse(problem).detail ?? ''),
    );
    expect(told).toEqual(['missing']);
  });

  it.each<[string, object, RegExp]>([
    ['Microsoft Graph', { aud: 'https://graph.microsoft.com', ver: '1.0' }, /another API/],
    ['another API', { aud: 'd0000000-0000-4000-8000-000000000001', ver: '2.0' }, /another API/],
    ['this API, of version 1', { aud: `api://${apiAudience}`, ver: '1.0' }, /requestedAccessTokenVersion 2/],
    ['this API, of version 1, by its client id', { aud: apiAudience, ver: '1.0' }, /requestedAccessTokenVersion 2/],
    ['this API, long ago', { aud: apiAudience, ver: '2.0', exp: 1 }, /has expired/],
    ['this API', { aud: apiAudience, ver: '2.0', exp: 4_000_000_000 }, /did not sign it/],
    ['nobody', {}, /did not sign it/],
  ])('judges a token that proves nothing by its claims: for %s', (_case, claims, expected) => {
    expect(refuse('unproven', bearer(claims)).detail).toMatch(expected);
  });

  it('names the tenant where that alone is wrong, and else what else is', () => {
    expect(refuse('wrong_tenant', bearer({ aud: apiAudience, ver: '2.0' })).detail).toMatch(/another tenant/);
    expect(refuse('wrong_tenant', bearer({ aud: 'https://graph.microsoft.com' })).detail).toMatch(/another API/);
    expect(refuse('wrong_tenant', bearer({ aud: apiAudience, ver: '2.0', exp: 1 })).detail).toMatch(/another tenant/);
  });

  it('takes a token for ended from its end on, by a number alone', () => {
    const at = now.getTime() / 1000;
    const detailOf = (exp: unknown) => refuse('unproven', bearer({ aud: apiAudience, ver: '2.0', exp })).detail;
    expect(detailOf(at)).toMatch(/has expired/);
    for (const exp of [at + 1, String(at - 60), true]) expect(detailOf(exp)).toMatch(/did not sign it/);
  });

  it.each(problems.filter((problem) => problem !== 'unproven' && problem !== 'wrong_tenant'))(
    'believes what was found over what a token that is %s claims',
    (problem) => {
      const claims = bearer({ aud: 'https://graph.microsoft.com', ver: '1.0', exp: 1 });
      expect(refuse(problem, claims).detail).toBe(refuse(problem).detail);
    },
  );

  it.each([null, '', 'Bearer', 'Bearer x', 'Bearer a.b.c', 'Bearer a.bnVsbA.c', 'Bearer a.W10.c'])(
    'judges what cannot be read as it is: %j',
    (authorization) => {
      expect(refuse('unproven', authorization).detail).toMatch(/did not sign it/);
    },
  );

  it('repeats no value of a token', () => {
    const { detail, challenge } = refuse('unproven', bearer({ aud: 'northwind', ver: 'northwind', exp: 'northwind' }));
    expect(`${detail} ${challenge}`).not.toContain('northwind');
  });
});
