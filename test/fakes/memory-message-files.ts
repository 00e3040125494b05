/** Uploaded files, in memory, as the outbox sees them. */
import { ConnectorError } from '../../shared/errors.ts';
import type { MessageFiles } from '../../shared/outbox/message-files.ts';

export function createMemoryMessageFiles() {
  const kept = new Map<string, { bytes: Uint8Array; usedBy?: string }>();
  const files: MessageFiles = {
    async take(_caller, named, { id: messageId, previousId }, requireFit) {
      const faults = named.flatMap(({ id, pointer }) => {
        const usedBy = kept.get(id)?.usedBy;
        const isFree = kept.has(id) && (usedBy === undefined || usedBy === messageId || usedBy === previousId);
        return isFree ? [] : [{ pointer, detail: 'is not free' }];
      });
      if (faults.length > 0) throw new ConnectorError('invalid_request', { faults });
      requireFit?.(named.reduce((total, { id }) => total + (kept.get(id)?.bytes.length ?? 0), 0));
      return named.map(({ id }) => {
        const file = kept.get(id) ?? { bytes: new Uint8Array() };
        kept.set(id, { ...file, usedBy: messageId });
        return { id, size: file.bytes.length, name: `${id}.pdf`, contentType: 'application/pdf' };
      });
    },
    async open(id, messageId) {
      const file = kept.get(id);
      if (file?.usedBy !== messageId) throw new ConnectorError('sealed_record_refused');
      return { size: file.bytes.length, read: async (start, end) => file.bytes.subarray(start, end) };
    },
    async drop(ids, messageId) {
      for (const id of ids) if (kept.get(id)?.usedBy === messageId) kept.delete(id);
    },
  };
  return {
    ...files,
    put: (id: string, text: string) => void kept.set(id, { bytes: Buffer.from(text) }),
    ids: () => [...kept.keys()],
  };
}
