import { describe, expect, it } from 'vitest';
import { findRecipientPointers } from '../../../shared/submission/recipient-pointers.ts';

const to = (address: unknown) => ({ emailAddress: { address } });

describe('findRecipientPointers', () => {
  it('finds every place of an address, repeated ones too, as it was posted', () => {
    const message = {
      toRecipients: [to('ben@northwindtraders.com'), to('Mia@Contoso.com'), to('mia@contoso.com')],
      bccRecipients: [to('mia@contoso.com')],
    };
    expect(findRecipientPointers({ message }, ['mia@contoso.com'])).toEqual([
      '/message/toRecipients/1/emailAddress/address',
      '/message/toRecipients/2/emailAddress/address',
      '/message/bccRecipients/0/emailAddress/address',
    ]);
  });

  it('keeps names of another case, and looks into an address with its name before it', () => {
    const posted = { Message: { replyTo: [to('Mia <mia@contoso.com>')] } };
    expect(findRecipientPointers(posted, ['mia@contoso.com'])).toEqual(['/Message/replyTo/0/emailAddress/address']);
  });

  it('finds an address as Graph was given it', () => {
    const message = { toRecipients: [to('mia@bücher.example')] };
    expect(findRecipientPointers({ message }, ['mia@xn--bcher-kva.example'])).toEqual([
      '/message/toRecipients/0/emailAddress/address',
    ]);
  });

  it('finds the recipients of a bare message', () => {
    expect(findRecipientPointers({ ccRecipients: [to('mia@contoso.com')] }, ['mia@contoso.com'])).toEqual([
      '/ccRecipients/0/emailAddress/address',
    ]);
  });

  it.each([null, 7, {}, { message: null }, { message: { toRecipients: [null, 7, {}, to(7), to('')] } }])(
    'finds nothing in %j',
    (posted) => {
      expect(findRecipientPointers(posted, ['mia@contoso.com'])).toEqual([]);
    },
  );
});
