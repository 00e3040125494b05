import { describe, expect, it } from 'vitest';
import { createOpenAttachments } from '../../../shared/outbox/open-attachments.ts';

const asUploaded = { name: 'other.bin', contentType: 'application/octet-stream' };
const openAttachments = createOpenAttachments({
  async open() {
    const bytes = Buffer.from('a logo');
    return { ...asUploaded, size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
  },
});

describe('openAttachments', () => {
  it('says of an uploaded file what its message says, and not what was said when it was uploaded', async () => {
    const said = { name: 'logo.png', contentType: 'image/png', isInline: true, contentId: 'logo' };
    const content = {
      senderReference: 'ann@fabrikam.com',
      body: JSON.stringify({ message: { subject: 'Hello' } }),
      files: [{ id: 'file', size: 6, ...said }],
    };
    const { message, files } = await openAttachments('message', content);
    expect([message, files]).toEqual([{ subject: 'Hello' }, [{ ...said, size: 6, read: expect.any(Function) }]]);
    expect(Buffer.from((await files[0]?.read(2, 6)) ?? []).toString()).toBe('logo');
  });
});
