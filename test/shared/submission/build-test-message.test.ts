import { describe, expect, it } from 'vitest';
import { buildTestMessage } from '../../../shared/submission/build-test-message.ts';
import { countRecipients } from '../../../shared/submission/count-recipients.ts';
import { catalogues } from '../pages/text/all-texts.ts';
import { submissionOf } from './submission-sample.ts';

const names = { erpName: 'Contoso Business Central', hostName: 'Contoso' };

describe.each(Object.values(catalogues))('buildTestMessage in $tag', ({ testMessage }) => {
  const submission = buildTestMessage('ann@fabrikam.com', 'x', names, testMessage);
  const { message, saveToSentItems } = submission;

  it('goes from the mailbox to itself and says who asked for it', () => {
    expect(message.toRecipients).toEqual([{ emailAddress: { address: 'ann@fabrikam.com' } }]);
    expect([countRecipients(submission), saveToSentItems]).toEqual([1, true]);
    expect(message.subject).toContain(names.erpName);
    expect(message.body?.content).toContain(names.hostName);
    expect(message.body?.contentType).toBe('Text');
  });

  it('is a message that a caller could have submitted', () => {
    expect(submissionOf({ sender: 'ann@fabrikam.com', message }).message.subject).toBe(message.subject);
  });
});
