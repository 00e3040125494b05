import { describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../../shared/outcomes.ts';
import { renderRemedy } from '../../../../shared/pages/person/problem-remedy.ts';
import { sampleSettings as settings } from '../../../browser/gallery.ts';

describe('renderRemedy', () => {
  it('has something to pass on for exactly the problems of an administrator that a text can solve', () => {
    const codes = (Object.keys(outcomes) as ErrorCode[]).filter((code) =>
      renderRemedy(settings, { code, adminConsentUrl: 'https://contoso.com' }),
    );
    expect(codes.toSorted()).toEqual([
      'admin_approval_required',
      'blocked_by_home_policy',
      'consent_declined',
      'home_tenant_blocked',
      'host_approval_required',
      'no_home_tenant',
      'personal_account',
      'sign_in_frequency',
    ]);
  });

  it('leaves out the approval without its link', () => {
    expect(renderRemedy(settings, { code: 'admin_approval_required' })).toBeUndefined();
  });
});
