import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { codeNumbers, entraCodes } from '../../../shared/oauth/entra-codes.ts';
import { readRedirectFailure, readTokenFailure } from '../../../shared/oauth/entra-failure.ts';
import { readHostAnswer, readHostRedirect } from '../../../shared/oauth/host-refusal.ts';
import { isOperators, outcomes, type ErrorCode } from '../../../shared/outcomes.ts';

const ofHomeTenant = [500021, 500022, 500212];
const answer = (words: object) =>
  readHostAnswer(readTokenFailure(400, { error: 'invalid_grant', ...words }, { grantType: 'authorization_code' }));
const redirect = (error: string, number?: number) =>
  readHostRedirect(readRedirectFailure(error, number === undefined ? undefined : `AADSTS${number}: text`));

describe('readHostRedirect', () => {
  it.each<[string, number | undefined, ErrorCode]>([
    ['access_denied', undefined, 'host_approval_likely'],
    ['access_denied', 90094, 'host_approval_required'],
    ['access_denied', 65004, 'host_consent_declined'],
    ['access_denied', 53003, 'blocked_by_host_policy'],
    ['access_denied', 50105, 'host_assignment_required'],
    ['access_denied', 500213, 'host_tenant_blocked'],
    ['unauthorized_client', 99_999_999, 'host_tenant_blocked'],
    ['access_denied', 50020, 'host_account_unavailable'],
    ['server_error', undefined, 'entra_unavailable'],
    ['invalid_request', undefined, 'sign_in_invalid'],
    ['access_denied', 50079, 'host_sign_in_refused'],
    ['interaction_required', 50173, 'host_sign_in_refused'],
    ['something_new', 99_999_999, 'host_sign_in_refused'],
  ])('reads %s with %s as %s', (error, number, code) => {
    expect(redirect(error, number)).toMatchObject({ code, ...(number && { upstreamCode: `AADSTS${number}` }) });
  });

  it.each(ofHomeTenant)('leaves AADSTS%i to the person’s own organisation, which forbids the way out', (number) => {
    expect(redirect('access_denied', number).code).toBe('home_tenant_blocked');
  });

  it('names nobody at home for any other refusal, and raises no alarm', () => {
    for (const number of [...entraCodes.keys(), 99_999_999])
      for (const error of ['access_denied', 'unauthorized_client', 'consent_required', 'something_new']) {
        const { code } = redirect(error, number);
        if (!ofHomeTenant.includes(number))
          expect([number, code, outcomes[code].who]).not.toEqual([number, code, 'home_admin']);
        expect([number, isOperators(code)]).toEqual([number, false]);
      }
  });
});

describe('readHostAnswer', () => {
  it('tells the operator where the host tenant keeps the app out, and names that tenant’s administrator otherwise', () => {
    for (const words of [
      { error: 'unauthorized_client', error_codes: [7000229] },
      { error: 'invalid_resource', error_codes: [99_999_999] },
      { error: 'invalid_tenant' },
    ])
      expect(answer(words).code).toBe('host_tenant_refused');
    expect(isOperators('host_tenant_refused')).toBe(true);
    for (const error of ['invalid_grant', 'unauthorized_client', 'invalid_client'])
      for (const [words, code] of [
        [{ suberror: 'protection_policy_required', error_codes: [53005] }, 'blocked_by_host_policy'],
        [{ suberror: 'message_only' }, 'blocked_by_host_policy'],
        [{ error_codes: [50020] }, 'host_account_unavailable'],
        [{ error_codes: [50034] }, 'host_account_unavailable'],
      ] as const)
        expect(answer({ error, ...words }).code).toBe(code);
    expect(answer({ error_codes: [500213] }).code).toBe('host_tenant_blocked');
    expect(answer({ error_codes: [500212] }).code).toBe('home_tenant_blocked');
  });

  it('names its administrator and the number for any other refusal, known or not, and raises no alarm', () => {
    for (const number of [50173, 700082, 50076, 50132, 99_999_999]) {
      const refusal = readTokenFailure(
        400,
        { error: 'invalid_grant', error_codes: [number] },
        { grantType: 'authorization_code' },
      );
      // As the redemption hands it on, and as it came.
      for (const error of [new ConnectorError('sign_in_invalid', { cause: refusal }), refusal])
        expect(readHostAnswer(error)).toMatchObject({ code: 'host_sign_in_refused', upstreamCode: `AADSTS${number}` });
    }
    expect(outcomes.host_sign_in_refused.who).toBe('host_admin');
  });

  it('names nobody who could not act, for any number and error', () => {
    for (const number of [...entraCodes.keys(), 99_999_999])
      for (const error of ['invalid_grant', 'interaction_required', 'unauthorized_client', 'consent_required', 'new']) {
        const { code } = answer({ error, error_codes: [number] });
        const isOurs = ['entra_unavailable', 'sign_in_invalid', 'host_consent_declined'].includes(code);
        if (!isOurs && !ofHomeTenant.includes(number))
          expect([number, error, code, ['host_admin', 'operator'].includes(outcomes[code].who)]).toEqual([
            number,
            error,
            code,
            true,
          ]);
      }
  });

  it.each([...codeNumbers])('leaves AADSTS%i, by which only the code is refused, to whoever started', (number) => {
    expect(answer({ error_codes: [number] }).code).toBe('sign_in_invalid');
  });

  it('changes nothing else', () => {
    for (const code of ['entra_unavailable', 'client_credential_refused', 'sign_in_invalid'] as const)
      for (const cause of [undefined, new Error('The nonce is another one.')]) {
        const error = new ConnectorError(code, { cause });
        expect(readHostAnswer(error)).toBe(error);
      }
  });
});
