import { describe, expect, it } from 'vitest';
import { stepOfCode } from '../../../../shared/operations/diagnosis/step-of-code.ts';
import { outcomes, type ErrorCode } from '../../../../shared/outcomes.ts';

const listCodes = (step: string) =>
  (Object.keys(outcomes) as ErrorCode[]).filter((code) => stepOfCode(code, outcomes[code].disposition) === step);

describe('stepOfCode', () => {
  it.each([
    [
      'policy',
      [
        'tenant_paused',
        'tenant_left',
        'host_tenant_refused',
        'host_account_unavailable',
        'blocked_by_home_policy',
        'home_tenant_not_allowed',
        'home_tenant_blocked',
        'assignment_required',
      ],
    ],
    ['mailbox', ['access_denied', 'mailbox_not_found', 'mailbox_on_premises', 'mailbox_blocked', 'mailbox_full']],
  ])('finds under %s what is about it and no more', (step, codes) => {
    expect(listCodes(step)).toEqual(codes);
  });

  it('takes what passes, and what the operator repairs, for the token, and every end for the connection', () => {
    for (const code of ['entra_unavailable', 'vault_access_refused', 'sealed_record_refused', 'registration_changed'])
      expect(listCodes('token')).toContain(code);
    for (const code of ['consent_required', 'consent_withdrawn', 'account_unavailable', 'sign_in_frequency'])
      expect(listCodes('grant')).toContain(code);
  });
});
