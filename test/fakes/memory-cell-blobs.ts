import { pathOfBlob } from '../../shared/azure/blobs/blob-path.ts';
import type { CellBlobs } from '../../shared/attachments/attachment.ts';

export interface MemoryCellBlobs extends CellBlobs {
  names(): string[];
  /** Everything that was put or committed, as it is stored. */
  bytes(): Buffer;
}

/** Sealed cells in memory. */
export function createMemoryCellBlobs(): MemoryCellBlobs {
  const put = new Map<string, Map<number, Buffer>>();
  const committed = new Map<string, Buffer[]>();
  return {
    async put(name, index, sealed) {
      pathOfBlob(name);
      put.set(name, (put.get(name) ?? new Map<number, Buffer>()).set(index, Buffer.from(sealed)));
    },
    async list(name) {
      const whole = committed.get(name);
      const cells = new Set([...(whole?.keys() ?? []), ...(put.get(name)?.keys() ?? [])]);
      return { cells: [...cells].sort((one, other) => one - other), isCommitted: whole !== undefined };
    },
    async commit(name, count) {
      if (committed.has(name)) return;
      const cells = Array.from({ length: count }, (_, index) => put.get(name)?.get(index));
      if (cells.includes(undefined)) throw new Error('A cell was never put.');
      committed.set(name, cells as Buffer[]);
      put.delete(name);
    },
    async read(name, start, byteCount) {
      const cells = committed.get(name);
      return cells && Uint8Array.from(Buffer.concat(cells).subarray(start, start + byteCount));
    },
    async remove(name) {
      pathOfBlob(name);
      committed.delete(name);
      put.delete(name);
    },
    names: () => [...new Set([...put.keys(), ...committed.keys()])].sort(),
    bytes: () =>
      Buffer.concat([...committed.values(), ...[...put.values()].map((cells) => [...cells.values()])].flat()),
  };
}
