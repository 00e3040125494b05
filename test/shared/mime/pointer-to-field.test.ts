import { describe, expect, it } from 'vitest';
import { findAddressFields, pointerToField } from '../../../shared/mime/pointer-to-field.ts';

const to = (...addresses: string[]) => addresses.map((address) => ({ emailAddress: { address } }));

describe('pointerToField', () => {
  it.each([
    ['/message/subject', '/headers/Subject'],
    ['/message/toRecipients/0/emailAddress', '/headers/To'],
    ['/message/ccRecipients', '/headers/Cc'],
    ['/message/bccRecipients/3', '/headers/Bcc'],
    ['/message/replyTo/0', '/headers/Reply-To'],
    ['/message/importance', '/headers/Importance'],
    ['/message/body/content', '/body/content'],
    ['/message/attachments/0/name', '/attachments/0/name'],
    ['/attachments/message', '/attachments/message'],
    ['/message', ''],
    ['', ''],
  ])('leads from %j to %j', (pointer, field) => {
    expect(pointerToField(pointer)).toBe(field);
  });
});

describe('findAddressFields', () => {
  it('names every field that has one of the addresses, in any case, and no other', () => {
    const message = {
      toRecipients: to('mia@contoso.com', 'Leo@Contoso.com'),
      ccRecipients: to('nils@contoso.com'),
      bccRecipients: to('leo@contoso.com'),
      replyTo: to('LEO@contoso.com'),
    };
    expect(findAddressFields(message, ['leo@contoso.com'])).toEqual([
      '/headers/To',
      '/headers/Bcc',
      '/headers/Reply-To',
    ]);
    expect(findAddressFields(message, ['x@contoso.com', 'nils@contoso.com'])).toEqual(['/headers/Cc']);
    expect(findAddressFields({}, ['leo@contoso.com'])).toEqual([]);
  });
});
