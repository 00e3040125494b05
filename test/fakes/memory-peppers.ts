import { createHash } from 'node:crypto';
import { ConnectorError } from '../../shared/errors.ts';
import type { Peppers } from '../../shared/vault/key-encryption-key.ts';

export interface MemoryPeppers extends Peppers {
  /** Another pepper behind all others; it writes from now on. */
  append(): void;
}

/** Peppers in memory; starts with one. */
export function createMemoryPeppers(): MemoryPeppers {
  const peppers: Uint8Array[] = [];
  const append = () => void peppers.push(createHash('sha256').update(`pepper ${peppers.length}`).digest());
  append();
  return {
    append,
    async current() {
      return { id: peppers.length - 1, pepper: peppers.at(-1) ?? new Uint8Array() };
    },
    async read(id) {
      const pepper = peppers[id];
      if (!pepper) throw new ConnectorError('sealed_record_refused');
      return pepper;
    },
  };
}
