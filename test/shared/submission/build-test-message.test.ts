import { describe, expect, it } from 'vitest';
import { buildTestMessage } from '../../../shared/submission/build-test-message.ts';
import { countRecipients } from '../../../shared/submission/count-recipients.ts';
import { submissionOf } from './submission-sample.ts';

const names = { erpName: 'Contoso Business Central', hostName: 'Contoso' };

describe('buildTestMessage', () => {
  it('goes from the mailbox to itself and says who asked for it', () => {
    const submission = buildTestMessage('ann@fabrikam.com', 'x', names);
    const { message, saveToSentItems } = submission;
    expect(message.toRecipients).toEqual([{ emailAddress: { address: 'ann@fabrikam.com' } }]);
    expect([countRecipients(submission), saveToSentItems]).toEqual([1, true]);
    expect(message.subject).toContain(names.erpName);
    expect(message.body?.content).toContain(names.hostName);
    expect(message.body?.contentType).toBe('Text');
  });

  it('is a message that a caller could have submitted', () => {
    const { message } = buildTestMessage('ann@fabrikam.com', 'x', names);
    expect(submissionOf({ sender: 'ann@fabrikam.com', message }).message.subject).toBe(message.subject);
  });
});
