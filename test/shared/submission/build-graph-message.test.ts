import { describe, expect, it } from 'vitest';
import { buildGraphMessage } from '../../../shared/submission/build-graph-message.ts';

const recipient = (address: string) => ({ emailAddress: { address } });

describe('buildGraphMessage', () => {
  it('leaves out from, sender, repeated recipients and empty lists, and passes everything else on', () => {
    const others = {
      subject: '',
      isReadReceiptRequested: true,
      categories: ['Red'],
      singleValueExtendedProperties: [{ id: 'String 0x1042', value: '<a>' }],
    };
    const ann = recipient('ann@fabrikam.com');
    const toRecipients = [recipient('Mia@contoso.com'), recipient('mia@contoso.com')];
    expect(
      buildGraphMessage({ ...others, from: ann, sender: ann, toRecipients, ccRecipients: [], replyTo: [ann] }),
    ).toEqual({
      ...others,
      toRecipients: [recipient('Mia@contoso.com')],
      replyTo: [ann],
    });
  });
});
