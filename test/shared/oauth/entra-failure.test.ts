import { describe, expect, it } from 'vitest';
import { isOperators, outcomes, type ErrorCode } from '../../../shared/outcomes.ts';
import { codeNumbers, entraCodes, subjectsOfErrors } from '../../../shared/oauth/entra-codes.ts';
import { readRedirectFailure, readTokenFailure, type TokenRequest } from '../../../shared/oauth/entra-failure.ts';

const UNKNOWN = 99_999_999;
const refreshing: TokenRequest = { grantType: 'refresh_token' };
const redeeming: TokenRequest = { grantType: 'authorization_code' };
const proving: TokenRequest = { grantType: 'client_credentials' };
const acting: TokenRequest = { grantType: 'application' };

interface Words {
  error?: string;
  suberror?: string;
  numbers?: number[];
}
const read = ({ error = 'invalid_grant', suberror, numbers }: Words, request = refreshing) =>
  readTokenFailure(400, { error, suberror, error_codes: numbers, correlation_id: 'c' }, request);

/** Numbers and words of each class at a refresh; the first of each also with words and numbers that nobody knows. */
const classes: [ErrorCode, Words[]][] = [
  ['client_credential_refused', [{ error: 'invalid_client' }, { error: 'invalid_client', numbers: [7000222] }]],
  ['client_credential_refused', [{ error: 'invalid_scope', numbers: [70011] }, { error: 'unsupported_grant_type' }]],
  [
    'home_tenant_blocked',
    [
      { error: 'unauthorized_client' },
      ...[7000229, 500014, 500011, 90002, 700016].flatMap((number) =>
        ['unauthorized_client', 'invalid_resource', 'invalid_tenant', 'invalid_client', 'invalid_request'].map(
          (error) => ({ error, numbers: [number] }),
        ),
      ),
    ],
  ],
  ['assignment_required', [{ numbers: [50105] }, { error: 'access_denied', numbers: [50105] }]],
  [
    'blocked_by_home_policy',
    [
      ...['message_only', 'protection_policy_required', 'device_authentication_failed', 'device_of_tomorrow'].map(
        (suberror) => ({ suberror }),
      ),
      // prettier-ignore
      ...[
        53000, 53001, 53002, 53003, 53004, 53005, 53009, 530003, 530021, 530031, 530032, 530034, 530035, 530084, 50005, 50053, 50097,
        50129, 50131, 700003,
      ].flatMap((number) => ['invalid_grant', 'interaction_required'].map((error) => ({ error, numbers: [number] }))),
    ],
  ],
  [
    'consent_required',
    [
      ...['bad_token', 'token_expired', 'basic_action', 'user_password_expired'].map((suberror) => ({ suberror })),
      ...[50173, 700082, 70008, 50076, 50079].map((number) => ({ numbers: [number] })),
      { error: 'login_required' },
    ],
  ],
  [
    'consent_withdrawn',
    [
      { suberror: 'consent_required' },
      { error: 'consent_required' },
      { numbers: [65001] },
      { numbers: [700020] },
      { suberror: 'bad_token', numbers: [65001] },
    ],
  ],
  ['sign_in_frequency', [{ numbers: [70043] }, { numbers: [70044] }, { suberror: 'token_expired', numbers: [70044] }]],
  ['account_unavailable', [{ numbers: [50057] }, { numbers: [50034] }, { suberror: 'bad_token', numbers: [50057] }]],
  [
    'admin_approval_required',
    [
      { numbers: [90094] },
      { error: 'interaction_required', numbers: [90095] },
      { suberror: 'basic_action', numbers: [90094] },
    ],
  ],
  [
    'entra_unavailable',
    [
      { error: 'temporarily_unavailable' },
      { error: 'server_error', numbers: [50173] },
      { error: 'something_new' },
      ...[90025, 50033, 50087, 90090, 90033, 90006, 90012, 90024, 90055, 50196].flatMap((number) =>
        ['invalid_grant', 'invalid_request', 'invalid_client'].map((error) => ({ error, numbers: [number] })),
      ),
    ],
  ],
  [
    'refusal_unconfirmed',
    [{}, { numbers: [] }, { suberror: 'of_tomorrow' }, { error: 'interaction_required', numbers: [UNKNOWN] }],
  ],
];
const everyError = [...subjectsOfErrors.keys(), 'something_new'];
const rows = classes.flatMap(([code, words]) => words.map((one) => [one, code] as const));

describe('readTokenFailure, at a refresh', () => {
  it.each(rows)('reads %j as %s', (words, code) => {
    expect(read(words).code).toBe(code);
  });

  it.each(rows)('reads %j as %s also beside a number that nobody knows', (words, code) => {
    expect(read({ ...words, numbers: [UNKNOWN, ...(words.numbers ?? [])] }).code).toBe(code);
  });

  it.each(rows.filter(([words]) => words.suberror === undefined))(
    'reads %j as %s also beside a suberror that nobody knows',
    (words, code) => {
      expect(read({ ...words, suberror: 'of_tomorrow' }).code).toBe(code);
    },
  );

  it.each(everyError.filter((error) => subjectsOfErrors.get(error) !== 'outage'))(
    'reads a policy that Entra names beside %s, by suberror or by number, and whatever else is said',
    (error) => {
      for (const suberror of ['protection_policy_required', 'message_only', 'device_of_tomorrow'])
        for (const numbers of [undefined, [53005], [UNKNOWN], [50173], [7000222]])
          expect([numbers, read({ error, suberror, ...(numbers && { numbers }) }).code]).toEqual([
            numbers,
            'blocked_by_home_policy',
          ]);
      for (const suberror of [undefined, 'basic_action', 'bad_token', 'consent_required', 'of_tomorrow'])
        expect(read({ error, ...(suberror && { suberror }), numbers: [50173, 53005] }).code).toBe(
          'blocked_by_home_policy',
        );
    },
  );

  it.each([...entraCodes].filter(([, code]) => !isOperators(code)))(
    'reads AADSTS%i as %s beside any error but that of an outage',
    (number, code) => {
      for (const error of everyError)
        expect([error, read({ error, numbers: [number] }).code]).toEqual([
          error,
          subjectsOfErrors.get(error) === 'outage' ? 'entra_unavailable' : code,
        ]);
    },
  );

  it('takes nothing from the number of a code that does not match, which no refresh has', () => {
    for (const error of everyError)
      expect([error, read({ error, numbers: [700005] }).code]).toEqual([error, read({ error }).code]);
  });

  it('ends no grant where our own credential is refused', () => {
    expect(read({ error: 'invalid_client', numbers: [7000222, 50173] }).code).toBe('client_credential_refused');
    expect(read({ error: 'invalid_client', suberror: 'bad_token' }).code).toBe('client_credential_refused');
  });

  it('lets the error decide before a suberror about the person, and what keeps a grant before what ends it', () => {
    expect(read({ error: 'unauthorized_client', suberror: 'bad_token' }).code).toBe('home_tenant_blocked');
    expect(read({ suberror: 'bad_token', numbers: [700016] }).code).toBe('home_tenant_blocked');
    expect(read({ suberror: 'basic_action', numbers: [50105] }).code).toBe('assignment_required');
    expect(read({ suberror: 'token_expired', numbers: [70043] }).code).toBe('sign_in_frequency');
  });

  it('ends no grant by a number or word that nobody knows, whatever the error is called', () => {
    for (const error of ['invalid_grant', 'interaction_required', 'unauthorized_client', 'invalid_client', 'new'])
      for (const suberror of [undefined, 'of_tomorrow'])
        for (const numbers of [undefined, [UNKNOWN]])
          expect(
            outcomes[read({ error, ...(suberror && { suberror }), ...(numbers && { numbers }) }).code],
          ).toMatchObject({ disposition: 'retry' });
  });

  it('raises an alarm for nothing that a home tenant, a policy or a person causes', () => {
    for (const [words, code] of rows)
      if (!['invalid_client', 'invalid_scope', 'unsupported_grant_type'].includes(words.error ?? ''))
        expect([words, isOperators(code)]).toEqual([words, false]);
  });

  it('names the operator by no number of an account’s refusal', () => {
    for (const [number, code] of entraCodes)
      if (isOperators(code))
        for (const request of [refreshing, redeeming])
          expect([number, isOperators(read({ numbers: [number] }, request).code)]).toEqual([number, false]);
  });

  it('keeps the grant if any of several numbers says so', () => {
    expect(read({ numbers: [50076, 53003] })).toMatchObject({
      code: 'blocked_by_home_policy',
      upstreamCode: 'AADSTS53003',
    });
  });

  it.each([
    [{ numbers: [UNKNOWN, 53003] }, 'AADSTS53003'],
    [{ numbers: [UNKNOWN] }, `AADSTS${UNKNOWN}`],
    [{ suberror: 'of_tomorrow' }, 'of_tomorrow'],
    [{ error: 'interaction_required' }, 'interaction_required'],
    [{ error: '<b>x\u0000' }, 'bx'],
  ])('names %j as %s', (words, upstreamCode) => {
    expect(read(words)).toMatchObject({ upstreamCode, upstreamRequestId: 'c' });
  });
});

describe('readTokenFailure, before there is a connection', () => {
  it.each([
    [{}, 'consent_required'],
    [{ numbers: [65001] }, 'admin_approval_required'],
    [{ suberror: 'consent_required' }, 'admin_approval_required'],
    [{ numbers: [53003] }, 'blocked_by_home_policy'],
    ...[...codeNumbers].map((number) => [{ numbers: [number] }, 'sign_in_invalid']),
    [{ numbers: [50173] }, 'consent_required'],
    [{ error: 'unauthorized_client', numbers: [UNKNOWN] }, 'home_tenant_blocked'],
    [{ error: 'invalid_client', numbers: [UNKNOWN] }, 'client_credential_refused'],
    // Anyone with a state can send any code.
    [{ error: 'invalid_request', numbers: [UNKNOWN] }, 'sign_in_invalid'],
    [{ error: 'invalid_request', numbers: [50011] }, 'client_credential_refused'],
    [{ error: 'something_new', numbers: [UNKNOWN] }, 'entra_unavailable'],
    [{ error: 'something_new', numbers: [700016] }, 'home_tenant_blocked'],
    // One guest's account says nothing about the app.
    [{ error: 'unauthorized_client', numbers: [50020] }, 'account_unavailable'],
    [{ error: 'invalid_client', numbers: [50034] }, 'account_unavailable'],
    [{ error: 'invalid_request', numbers: [65001] }, 'admin_approval_required'],
    [
      { error: 'unauthorized_client', suberror: 'protection_policy_required', numbers: [53005] },
      'blocked_by_home_policy',
    ],
    [{ error: 'invalid_request', suberror: 'device_of_tomorrow' }, 'blocked_by_home_policy'],
  ] as [Words, ErrorCode][])('reads %j as %s', (words, code) => {
    expect(read(words, redeeming).code).toBe(code);
  });
});

describe('readTokenFailure, for the app itself', () => {
  it.each([
    [{ error: 'unauthorized_client', numbers: [700016] }, 'client_credential_refused'],
    [{ error: 'invalid_grant', numbers: [UNKNOWN] }, 'client_credential_refused'],
    [{ error: 'temporarily_unavailable' }, 'entra_unavailable'],
    [{ error: 'invalid_client', numbers: [90033] }, 'entra_unavailable'],
  ] as [Words, ErrorCode][])('reads %j as %s: only the operator can be meant', (words, code) => {
    expect(read(words, proving).code).toBe(code);
  });
});

describe('readTokenFailure', () => {
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
    expect(readTokenFailure(status, body, refreshing).code).toBe('entra_unavailable');
  });

  it('carries the time to wait', () => {
    expect(readTokenFailure(429, {}, { ...refreshing, retryAfterSeconds: 7 }).retryAfterSeconds).toBe(7);
    expect(readTokenFailure(503, {}, refreshing).retryAfterSeconds).toBe(30);
    expect(read({}).retryAfterSeconds).toBe(30);
  });
});

describe('readRedirectFailure', () => {
  const ofPeople = [...entraCodes]
    .filter(([, code]) => !isOperators(code) && code !== 'consent_withdrawn')
    // Nothing is connected yet that could have ended.
    .map(([number, code]) => [number, code === 'consent_required' ? 'sign_in_invalid' : code] as const);

  it.each(ofPeople)('finds AADSTS%s at the start of the description', (number, code) => {
    const upstreamCode = `AADSTS${number}`;
    expect(readRedirectFailure('access_denied', `${upstreamCode}: text`)).toMatchObject({ code, upstreamCode });
  });

  it.each([...entraCodes].filter(([, code]) => isOperators(code)))(
    'raises no alarm for AADSTS%s, which anybody can write into the address',
    (number) => {
      for (const error of ['access_denied', 'invalid_client', 'server_error'])
        expect(isOperators(readRedirectFailure(error, `AADSTS${number}: text`).code)).toBe(false);
    },
  );

  it('reads a permission that is missing as one to be approved', () => {
    expect(readRedirectFailure('access_denied', 'AADSTS65001: text').code).toBe('admin_approval_required');
  });

  it('reads that a person declined by its number alone, whatever the error is called', () => {
    expect(readRedirectFailure('consent_required', 'AADSTS65004: declined').code).toBe('consent_declined');
    for (const description of [undefined, '', 'declined', 'see AADSTS65004', `AADSTS${UNKNOWN}: text`])
      expect(readRedirectFailure('access_denied', description).code).toBe('admin_approval_likely');
  });

  it.each([
    ['consent_required', 'admin_approval_required'],
    ['unauthorized_client', 'home_tenant_blocked'],
    ['server_error', 'entra_unavailable'],
    ['invalid_request', 'sign_in_invalid'],
    ['constructor', 'sign_in_invalid'],
  ])('reads %s as %s', (error, code) => {
    expect(readRedirectFailure(error, undefined).code).toBe(code);
  });
});

describe('readTokenFailure of the app itself at a home tenant', () => {
  it.each([
    [400, { error: 'unauthorized_client', error_codes: [700016] }, 'home_tenant_blocked'],
    [401, { error: 'invalid_client', error_codes: [7000229] }, 'home_tenant_blocked'],
    [400, { error: 'invalid_tenant', error_codes: [1] }, 'home_tenant_blocked'],
    [400, { error: 'invalid_grant', error_codes: [53003] }, 'blocked_by_home_policy'],
    [401, { error: 'invalid_client', error_codes: [7000222] }, 'client_credential_refused'],
    [400, { error: 'invalid_scope', error_codes: [70011] }, 'client_credential_refused'],
    [400, { error: 'invalid_grant', error_codes: [1] }, 'client_credential_refused'],
    [503, { error: 'temporarily_unavailable' }, 'entra_unavailable'],
  ])('reads %i %j as %s', (status, body, code) => {
    expect(readTokenFailure(status, body, acting).code).toBe(code);
  });
});
