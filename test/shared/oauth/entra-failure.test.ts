import { describe, expect, it } from 'vitest';
import { isOperators } from '../../../shared/outcomes.ts';
import { entraCodes } from '../../../shared/oauth/entra-codes.ts';
import { readRedirectFailure, readTokenFailure } from '../../../shared/oauth/entra-failure.ts';

describe('readTokenFailure', () => {
  it.each([
    [53003, 'invalid_grant', 'blocked_by_home_policy'],
    [530032, 'interaction_required', 'blocked_by_home_policy'],
    [50105, 'invalid_grant', 'blocked_by_home_policy'],
    [70043, 'invalid_grant', 'sign_in_frequency'],
    [7000222, 'invalid_client', 'client_credential_refused'],
    [50173, 'invalid_grant', 'consent_required'],
    [700082, 'invalid_grant', 'consent_required'],
    [65001, 'invalid_grant', 'admin_approval_required'],
    [90033, 'temporarily_unavailable', 'entra_unavailable'],
  ])('reads AADSTS%d with %s as %s', (number, error, code) => {
    const failure = readTokenFailure(400, { error, error_codes: [number], correlation_id: 'c' });
    expect(failure).toMatchObject({ code, upstreamCode: `AADSTS${number}`, upstreamRequestId: 'c' });
  });

  it('finds the number that means something among others', () => {
    const failure = readTokenFailure(400, { error: 'invalid_grant', error_codes: [50076, 53003] });
    expect(failure).toMatchObject({ code: 'blocked_by_home_policy', upstreamCode: 'AADSTS53003' });
  });

  it.each([
    ['invalid_grant', 'consent_required'],
    ['interaction_required', 'consent_required'],
    ['invalid_client', 'client_credential_refused'],
    ['unauthorized_client', 'client_credential_refused'],
    ['temporarily_unavailable', 'entra_unavailable'],
  ])('reads %s without a known number as %s', (error, code) => {
    expect(readTokenFailure(400, { error, error_codes: [1] }).code).toBe(code);
    expect(readTokenFailure(401, { error }).code).toBe(code);
  });

  it.each([
    [500, { error: 'invalid_grant', error_codes: [50173] }],
    [429, { error: 'invalid_grant' }],
    [503, undefined],
    [400, undefined],
    [400, '<html>'],
    [400, { error: 7 }],
    [200, { error: 'invalid_grant' }],
    [302, {}],
  ])('takes %d with %j for an outage, never for a verdict on the person', (status, body) => {
    expect(readTokenFailure(status, body).code).toBe('entra_unavailable');
  });

  it('carries the time to wait', () => {
    expect(readTokenFailure(429, {}, 7).retryAfterSeconds).toBe(7);
    expect(readTokenFailure(503, {}).retryAfterSeconds).toBe(30);
  });
});

describe('readRedirectFailure', () => {
  it.each([...entraCodes].filter(([, code]) => !isOperators(code)))(
    'finds AADSTS%s at the start of the description',
    (number, code) => {
      const upstreamCode = `AADSTS${number}`;
      expect(readRedirectFailure('access_denied', `${upstreamCode}: text`)).toMatchObject({ code, upstreamCode });
    },
  );

  it.each([...entraCodes].filter(([, code]) => isOperators(code)))(
    'raises no alarm for AADSTS%s, which anybody can write into the address',
    (number) => {
      for (const error of ['access_denied', 'invalid_client', 'server_error'])
        expect(isOperators(readRedirectFailure(error, `AADSTS${number}: text`).code)).toBe(false);
    },
  );

  it('reads that a person declined by its number, whatever the error is called', () => {
    expect(readRedirectFailure('consent_required', 'AADSTS65004: declined').code).toBe('consent_declined');
  });

  it('ignores a number that stands elsewhere', () => {
    expect(readRedirectFailure('access_denied', 'see AADSTS53003').code).toBe('consent_declined');
  });

  it.each([
    ['access_denied', 'consent_declined'],
    ['consent_required', 'admin_approval_required'],
    ['server_error', 'entra_unavailable'],
    ['invalid_request', 'sign_in_invalid'],
    ['constructor', 'sign_in_invalid'],
  ])('reads %s as %s', (error, code) => {
    expect(readRedirectFailure(error, undefined).code).toBe(code);
  });
});
