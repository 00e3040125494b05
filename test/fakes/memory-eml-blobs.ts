import type { EmlBlobs } from '../../shared/providers/eml/eml-blobs.ts';

export interface MemoryEmlBlobs extends EmlBlobs {
  /** By name. */
  read(name: string): Promise<{ bytes: Uint8Array; contentType: string } | undefined>;
}

/** Mail of test systems in memory. */
export function createMemoryEmlBlobs(): MemoryEmlBlobs {
  const blobs = new Map<string, { bytes: Uint8Array; contentType: string }>();
  return {
    async put(name, bytes, contentType) {
      if (!/^[\w-][\w.-]{0,127}(\/[\w-][\w.-]{0,127}){0,7}$/.test(name)) throw new Error('That is no name of a blob.');
      if (blobs.has(name)) return 'present';
      blobs.set(name, { bytes: bytes.slice(), contentType });
      return 'written';
    },
    read: async (name) => blobs.get(name),
  };
}
