/** What every DueAttachments promises. */
import { describe, expect, it } from 'vitest';
import { createAttachmentId } from '../../shared/attachments/attachment-id.ts';
import type { DueAttachments } from '../../shared/attachments/attachment.ts';
import { at, times } from './samples.ts';

export function describeDueAttachments(create: () => Promise<DueAttachments>): void {
  describe('DueAttachments', () => {
    it('lists what is due by now, the oldest first, as many as are asked for', async () => {
      const due = await create();
      const entries = times(5, (index) => ({ id: createAttachmentId(), at: at(index) }));
      for (const entry of entries.toReversed()) await due.put(entry);
      expect(await due.list(at(3), 10)).toEqual(entries.slice(0, 4));
      expect(await due.list(at(3), 2)).toEqual(entries.slice(0, 2));
      expect(await due.list(at(-1), 10)).toEqual([]);
    });

    it('has an entry once however often it is put, and a file at two times twice', async () => {
      const due = await create();
      const id = createAttachmentId();
      for (const minutes of [1, 1, 2]) await due.put({ id, at: at(minutes) });
      expect(await due.list(at(3), 10)).toEqual([
        { id, at: at(1) },
        { id, at: at(2) },
      ]);
      for (const _again of [1, 2]) await due.remove({ id, at: at(1) });
      expect(await due.list(at(3), 10)).toEqual([{ id, at: at(2) }]);
    });
  });
}
