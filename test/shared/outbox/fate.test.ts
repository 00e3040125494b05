import { describe, expect, it } from 'vitest';
import { explainEnd, fateOf, type Fate } from '../../../shared/outbox/fate.ts';
import { outcomes, type ErrorCode } from '../../../shared/outcomes.ts';

describe('fateOf', () => {
  it.each<[ErrorCode, Fate]>([
    ['consent_required', 'held'],
    ['identity_changed', 'held'],
    ['consent_withdrawn', 'held'],
    ['registration_changed', 'held'],
    ['sender_ambiguous', 'held'],
    ['mailbox_changed', 'held'],
    ['home_tenant_not_allowed', 'held'],
    ['home_tenant_blocked', 'held'],
    ['blocked_by_home_policy', 'held'],
    ['assignment_required', 'held'],
    ['account_unavailable', 'held'],
    ['host_account_unavailable', 'held'],
    ['sealed_record_refused', 'held'],
    ['sign_in_frequency', 'held'],
    ['entra_unavailable', 'queued'],
    ['vault_unavailable', 'queued'],
    ['graph_unreachable', 'queued'],
    ['mailbox_throttled', 'queued'],
    ['sending_limit_reached', 'queued'],
    ['refusal_unconfirmed', 'queued'],
    ['client_credential_refused', 'queued'],
    ['vault_access_refused', 'queued'],
    ['conflict', 'queued'],
    ['invalid_recipients', 'failed'],
    ['message_refused', 'failed'],
    ['message_too_large', 'failed'],
    ['send_as_denied', 'failed'],
    ['access_denied', 'failed'],
    ['mailbox_not_found', 'failed'],
    ['mailbox_full', 'failed'],
    ['delivery_unknown', 'failed'],
  ])('makes of %s a message that is %s', (code, fate) => {
    expect(fateOf(code)).toBe(fate);
  });

  it('holds whatever the person ends by connecting again', () => {
    const codes = (Object.keys(outcomes) as ErrorCode[]).filter((code) => outcomes[code].disposition === 'reconsent');
    expect(codes.map((code) => [code, fateOf(code)])).toEqual(codes.map((code) => [code, 'held']));
  });

  it('never tries again by itself what somebody has to undo first, nor what the caller has to correct', () => {
    for (const code of Object.keys(outcomes) as ErrorCode[]) {
      const { who } = outcomes[code];
      if (fateOf(code) === 'queued') expect([code, who]).toEqual([code, who === 'operator' ? 'operator' : 'nobody']);
      if (who === 'caller' && !['sender_ambiguous', 'mailbox_changed'].includes(code))
        expect([code, fateOf(code)]).toEqual([code, 'failed']);
    }
  });
});

describe('explainEnd', () => {
  it.each<[ErrorCode, ErrorCode | undefined, ErrorCode]>([
    ['consent_required', undefined, 'consent_required'],
    ['consent_required', 'account_unavailable', 'account_unavailable'],
    ['consent_required', 'consent_withdrawn', 'consent_withdrawn'],
    ['consent_required', 'entra_unavailable', 'consent_required'],
    ['identity_changed', 'account_unavailable', 'identity_changed'],
  ])('says %s with the problem %s as %s', (code, problem, said) => {
    expect(explainEnd(code, problem)).toBe(said);
  });
});
