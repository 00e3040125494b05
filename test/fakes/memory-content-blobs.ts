import type { ContentBlobs } from '../../shared/outbox/content-blobs.ts';
import { CONTENT_BLOB_MAX_BYTES } from '../../shared/waiting-limits.ts';

export interface MemoryContentBlobs extends ContentBlobs {
  names(): string[];
}

/** Sealed content in memory. */
export function createMemoryContentBlobs(): MemoryContentBlobs {
  const blobs = new Map<string, Uint8Array>();
  const check = (name: string) => {
    if (!/^[\w-][\w.-]{0,127}(\/[\w-][\w.-]{0,127}){0,7}$/.test(name)) throw new Error('That is no name of a blob.');
    return name;
  };
  return {
    async put(name, sealed) {
      if (sealed.byteLength > CONTENT_BLOB_MAX_BYTES) throw new RangeError('That is more than a blob may have.');
      blobs.set(check(name), sealed.slice());
    },
    read: async (name) => blobs.get(check(name))?.slice(),
    async remove(name) {
      blobs.delete(check(name));
    },
    names: () => [...blobs.keys()].sort(),
  };
}
