import { describe, expect, it } from 'vitest';
import { buildSendMail } from '../../../shared/graph/build-send-mail.ts';

describe('buildSendMail', () => {
  const message = { subject: 'é', toRecipients: [{ emailAddress: { address: 'ann@fabrikam.com' } }] };

  it('writes the message alone when a copy is kept, for that is the default', () => {
    expect(buildSendMail({ message, saveToSentItems: true })).toEqual({
      path: '/me/sendMail',
      body: '{"message":{"subject":"é","toRecipients":[{"emailAddress":{"address":"ann@fabrikam.com"}}]}}',
    });
  });

  it('says so when no copy is kept', () => {
    expect(JSON.parse(buildSendMail({ message, saveToSentItems: false }).body)).toEqual({
      message,
      saveToSentItems: false,
    });
  });
});
