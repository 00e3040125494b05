import { describe, expect, it } from 'vitest';
import { RECIPIENTS_MAX } from '../../../shared/limits.ts';
import { countRecipients } from '../../../shared/submission/count-recipients.ts';
import { faultsOf, submissionOf, validBody } from './submission-sample.ts';

describe('countRecipients', () => {
  it('counts and sends each address once per kind, the first spelling of it', () => {
    const to = ['Ann@fabrikam.com', 'ann@FABRIKAM.com', 'ben@fabrikam.com'];
    const list = to.map((address) => ({ emailAddress: { address } }));
    const result = submissionOf({ ...validBody, message: { toRecipients: list, ccRecipients: list, replyTo: list } });
    expect(countRecipients(result)).toBe(4);
    expect(result.message.toRecipients?.map(({ emailAddress }) => emailAddress.address)).toEqual([to[0], to[2]]);
    expect(result.message.replyTo).toHaveLength(2);
  });

  it('takes exactly 500 recipients over all kinds after repeated ones are removed', () => {
    const list = (count: number, name: string) =>
      Array.from({ length: count }, (_, index) => ({ emailAddress: { address: `${name}${index}@fabrikam.com` } }));
    const message = {
      toRecipients: [...list(300, 'a'), ...list(300, 'A')],
      ccRecipients: list(RECIPIENTS_MAX - 300, 'a'),
    };
    expect(countRecipients(submissionOf({ ...validBody, message }))).toBe(RECIPIENTS_MAX);
    const over = { ...message, bccRecipients: list(1, 'b') };
    expect(faultsOf({ ...validBody, message: over })).toEqual(['/message/bccRecipients']);
  });
});
