import { describe, expect, it } from 'vitest';
import { normaliseMessage } from '../../../shared/submission/normalise-message.ts';

const ann = { emailAddress: { address: 'ann@fabrikam.com' } };

describe('normaliseMessage', () => {
  it('gives contentType and importance in the case that Graph documents', () => {
    const spellings = [
      ['hTmL', 'HTML'],
      ['TEXT', 'Text'],
    ] as const;
    for (const [given, sent] of spellings)
      expect(normaliseMessage({ body: { contentType: given, content: 'x' } }).body?.contentType).toBe(sent);
    expect(normaliseMessage({ importance: 'HIGH' })).toEqual({ importance: 'high' });
  });

  it('keeps empty subject and content, for they mean something', () => {
    const message = { subject: '', body: { contentType: 'Text', content: '' } };
    expect(normaliseMessage(message)).toEqual(message);
  });

  it('leaves out nulls, empty lists and empty optional texts', () => {
    const attachment = { '@odata.type': '#microsoft.graph.fileAttachment' as const, name: 'a', contentBytes: '' };
    const message = normaliseMessage({
      subject: null,
      body: { contentType: null, content: null },
      toRecipients: [{ emailAddress: { address: 'ann@fabrikam.com', name: '' } }],
      ccRecipients: [],
      bccRecipients: null,
      internetMessageHeaders: [],
      attachments: [{ ...attachment, contentType: '', isInline: null, contentId: '' }],
    });
    expect(message).toEqual({ body: {}, toRecipients: [ann], attachments: [attachment] });
  });

  it('drops from and sender', () => {
    expect(normaliseMessage({ from: ann, sender: ann, toRecipients: [ann] })).toEqual({ toRecipients: [ann] });
  });
});
