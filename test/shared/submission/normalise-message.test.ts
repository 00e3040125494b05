import { describe, expect, it } from 'vitest';
import { normaliseMessage } from '../../../shared/submission/normalise-message.ts';
import { createPostedPointers } from '../../../shared/submission/posted-pointers.ts';

const ann = { emailAddress: { address: 'ann@fabrikam.com' } };
const attachment = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentBytes: '' };
const normalise = (message: unknown) => normaliseMessage(message, createPostedPointers()).message;

describe('normaliseMessage', () => {
  it('gives the words of Graph their case', () => {
    expect(
      normalise({
        body: { contentType: 'hTmL', content: 'x' },
        importance: 'HIGH',
        inferenceClassification: 'Other',
        flag: { flagStatus: 'NOTFLAGGED' },
      }),
    ).toEqual({
      body: { contentType: 'HTML', content: 'x' },
      importance: 'high',
      inferenceClassification: 'other',
      flag: { flagStatus: 'notFlagged' },
    });
    expect(normalise({ body: { contentType: 'TEXT' } })).toEqual({ body: { contentType: 'Text' } });
  });

  it('keeps empty subject and content, for they mean something', () => {
    const message = { subject: '', body: { contentType: 'Text', content: '' } };
    expect(normalise(message)).toEqual(message);
  });

  it('leaves out nulls of Graph, annotations, empty lists but those of recipients, and empty optional texts', () => {
    const message = normalise({
      '@odata.type': '#microsoft.graph.message',
      'toRecipients@odata.context': 'https://graph.microsoft.com/v1.0',
      subject: null,
      isDraft: null,
      body: { '@odata.type': '#microsoft.graph.itemBody', contentType: null, content: null },
      toRecipients: [{ emailAddress: { address: 'ann@fabrikam.com', name: '' }, '@odata.type': 'x' }],
      ccRecipients: [],
      bccRecipients: null,
      internetMessageHeaders: [],
      categories: [],
      singleValueExtendedProperties: [],
      attachments: [
        { ...attachment, '@odata.mediaContentType': 'x', contentType: null, isInline: null, contentId: '' },
      ],
    });
    expect(message).toEqual({ body: {}, toRecipients: [ann], ccRecipients: [], attachments: [attachment] });
  });

  it.each([
    [{ emailAddress: { address: '', name: 'Current User' } }],
    [{ emailAddress: { address: null, name: null } }],
    [{ emailAddress: {} }],
    [{}],
    [null],
  ])('leaves out an originator without an address: %j', (from) => {
    expect(normalise({ from, sender: from, toRecipients: [ann] })).toEqual({ toRecipients: [ann] });
  });

  it.each([
    ['a\r\nb', 'a b'],
    ['a\n\n\rb\u2028c\u2029d\u0085e\vf\fg', 'a b c d e f g'],
    ['a\u2003b', 'a\u2003b'],
  ])('makes one line of the subject %j', (subject, line) => {
    expect(normalise({ subject })).toEqual({ subject: line });
  });

  it('rewrites no subject and no address that is far too long', () => {
    const subject = 'a\n'.repeat(3_000);
    const toRecipients = [{ emailAddress: { address: `${' '.repeat(5_000)}b<a@fabrikam.com>` } }];
    expect(normalise({ subject, toRecipients })).toEqual({ subject, toRecipients });
  });

  it('takes flags as texts in any case, and no other text for a flag', () => {
    expect(normalise({ isReadReceiptRequested: 'True', isDeliveryReceiptRequested: 'false' })).toEqual({
      isReadReceiptRequested: true,
      isDeliveryReceiptRequested: false,
    });
    const other = { isReadReceiptRequested: 'yes', isDeliveryReceiptRequested: 1 };
    expect(normalise(other)).toEqual(other);
  });

  it.each([
    [7],
    ['x'],
    [[]],
    [{ subject: 7, body: 'x', toRecipients: {}, attachments: 'x', flag: [], surprise: null }],
  ])('leaves what it does not understand to the schema: %j', (message) => {
    expect(normalise(message)).toEqual(message);
  });
});
