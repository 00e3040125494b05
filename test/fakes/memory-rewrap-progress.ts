import type { RewrapProgress } from '../../shared/vault/rewrap-progress.ts';
import { createMemoryRows } from './memory-rows.ts';

/** The record of rewrapping in memory. */
export function createMemoryRewrapProgress(): RewrapProgress {
  const rows = createMemoryRows<string>();
  return {
    async read() {
      const row = rows.read('progress');
      return row && { text: row.value, etag: row.etag };
    },
    async write(text, etag) {
      if (etag === undefined) rows.insert('progress', text);
      else rows.replace('progress', text, etag);
    },
  };
}
