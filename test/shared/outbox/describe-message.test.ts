import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../shared/outcomes.ts';
import { describeError, describeMessage } from '../../../shared/outbox/describe-message.ts';
import { at, createMessage } from '../../contract/samples.ts';

describe('describeMessage', () => {
  it('shows who, when and how it ended, and nothing internal', () => {
    const message = createMessage({ reference: 'SI-1', previousId: 'a'.repeat(32), resubmissions: 2 });
    expect(describeMessage(message)).toEqual({
      id: message.id,
      previousId: 'a'.repeat(32),
      status: 'sending',
      sender: message.sender?.hostObjectId,
      reference: 'SI-1',
      createdAt: at(0).toISOString(),
      updatedAt: at(0).toISOString(),
      expiresAt: at(60).toISOString(),
      recipientCount: 2,
      attempts: [],
    });
  });

  it('lists the attempts and the reason with who must act', () => {
    const described = describeMessage(
      createMessage({
        status: 'failed',
        attempts: [{ at: at(1), outcome: 'refused', graphRequestId: 'r1', code: 'ErrorQuotaExceeded' }],
        error: { code: 'mailbox_full', graphCode: 'ErrorQuotaExceeded' },
      }),
    );
    expect(described).toMatchObject({
      attempts: [{ at: at(1).toISOString(), outcome: 'refused', graphRequestId: 'r1', code: 'ErrorQuotaExceeded' }],
      error: { code: 'mailbox_full', who: 'person', detail: outcomes.mailbox_full.detail },
    });
    expect(described).not.toHaveProperty('previousId');
  });
});

describe('describeError', () => {
  it.each([
    ['mailbox_throttled', true],
    ['sending_limit_reached', true],
    ['graph_unreachable', true],
    ['entra_unavailable', true],
    ['storage_unavailable', true],
    ['invalid_recipients', false],
    ['consent_required', false],
    ['delivery_unknown', false],
  ] as const)('says whether %s may pass: %s', (code, retryable) => {
    expect(describeError({ code })).toMatchObject({ retryable });
  });

  it('has a link where there is one', () => {
    expect(describeError({ code: 'sending_limit_reached' })).toHaveProperty('helpUrl');
    expect(describeError({ code: 'mailbox_full' })).not.toHaveProperty('helpUrl');
  });
});
