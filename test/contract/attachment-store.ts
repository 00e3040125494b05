/** What every AttachmentStore promises. */
import { describe, expect, it } from 'vitest';
import { createAttachmentId } from '../../shared/attachments/attachment-id.ts';
import type { Attachment, AttachmentStore } from '../../shared/attachments/attachment.ts';
import { createAttachment } from './samples.ts';

const usedBy = '0123456789abcdef0123456789abcdef';
const plain = ({ described, ...attachment }: Attachment) => ({ ...attachment, described: [...described] });

export function describeAttachmentStore(create: () => Promise<AttachmentStore>): void {
  describe('AttachmentStore', () => {
    it('gives back what was inserted, and inserts an id once', async () => {
      const store = await create();
      const attachments = [createAttachment(), createAttachment({ size: 0, status: 'complete', usedBy })];
      for (const attachment of attachments) await store.insert(attachment);
      for (const attachment of attachments) {
        const { etag, ...found } = (await store.read(attachment.id))!;
        expect(etag).not.toBe('');
        expect(plain(found)).toEqual(plain(attachment));
        await expect(store.insert(attachment)).rejects.toMatchObject({ code: 'conflict' });
      }
      expect(await store.read(createAttachmentId())).toBeUndefined();
    });

    it('replaces and removes a row as it was read, and no other', async () => {
      const store = await create();
      const attachment = createAttachment();
      await store.insert(attachment);
      const read = (await store.read(attachment.id))!;
      await store.replace(read, { ...read, status: 'complete', usedBy });
      await expect(store.replace(read, { ...read, usedBy: usedBy.replace('0', '1') })).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await store.remove(read)).toBe(false);
      const now = (await store.read(attachment.id))!;
      expect(now).toMatchObject({ status: 'complete', usedBy });
      await store.replace(now, attachment);
      const last = (await store.read(attachment.id))!;
      expect(last.usedBy).toBeUndefined();
      expect(await store.remove(last)).toBe(true);
      expect(await store.remove(last)).toBe(false);
      expect(await store.read(attachment.id)).toBeUndefined();
      await expect(store.replace(last, attachment)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('takes no id of another form', async () => {
      const store = await create();
      for (const id of ['', 'invoice.pdf', usedBy, `${createAttachmentId()}0`])
        await expect(store.read(id)).rejects.toThrow('id of a file');
    });
  });
}
