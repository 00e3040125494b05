import { describe, expect, it } from 'vitest';
// Loaded before the first test, so that what they decide while they load counts for all of them.
import { readMime } from '../../../shared/mime/read-mime.ts';
import { writeContent } from '../../../shared/mime/write-content.ts';
import { linesOf } from './mime-samples.ts';

const kept = { id: '0123456789abcdef0123456789abcdef', createdAt: new Date('2026-11-24T18:02:10Z') };
const message = {
  subject: 'Invoice',
  body: { contentType: 'Text', content: 'Hello' },
  toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
  bccRecipients: [{ emailAddress: { address: 'blind@contoso.com' } }],
};

describe('writeContent', () => {
  it('gives back a MIME message byte by byte, without its blind recipients', async () => {
    const lines = (...more: string[]) =>
      linesOf(['Subject: =?utf-8?Q?=C3=A4?=', 'To: mia@contoso.com', ...more, '', 'Hello \xe4']);
    const mime = lines('Bcc: blind@contoso.com').toString('base64');
    expect(await writeContent({ body: '{"message":{}}', mime }, kept)).toEqual(lines());
  });

  it('writes what came as JSON under an id of its own, from its time, and without its blind recipients', async () => {
    const written = await writeContent({ body: JSON.stringify({ message }), from: 'ann@fabrikam.com' }, kept);
    const { header } = readMime(written);
    expect(header).toMatchObject({ from: 'ann@fabrikam.com', subject: 'Invoice', bccRecipients: [] });
    expect(header?.messageIds).toEqual([`<${kept.id}@guestmail.invalid>`]);
    expect(header?.texts.get('date')).toBe('Tue, 24 Nov 2026 18:02:10 +0000');
    expect(written.toString()).not.toContain('blind');
    expect(readMime(await writeContent({ body: JSON.stringify({ message }) }, kept)).header).not.toHaveProperty('from');
  });
});
