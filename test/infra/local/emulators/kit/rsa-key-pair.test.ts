import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  readWaitingPair,
  takeRsaKeyPair,
  writeRsaKeyPairs,
  type RsaKeyPair,
} from '../../../../../infra/local/emulators/kit/rsa-key-pair.ts';
import { createTokenSigner } from '../../../../../infra/local/emulators/kit/token-signer.ts';
import { createMemoryKeyEncryptionKeys } from '../../../../fakes/memory-key-encryption-keys.ts';

afterEach(() => vi.unstubAllEnvs());
const nameOf = ({ publicKey }: Pick<RsaKeyPair, 'publicKey'>) => publicKey.export({ type: 'spki', format: 'pem' });

describe('takeRsaKeyPair', () => {
  it('gives the pair with the number, begins again after the last, and makes one where fewer than two wait', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guestmail-keys-'));
    vi.stubEnv('LOCAL_KEY_PAIRS', folder);
    await writeRsaKeyPairs(folder, 1024, 2);
    const names = await Promise.all([0, 1, 2, 3].map(async (number) => nameOf(await takeRsaKeyPair(1024, number))));
    expect([names[2], names[3]]).toEqual([names[0], names[1]]);
    expect(new Set(names).size).toBe(2);
    await rm(join(folder, '1024-1.pem'));
    expect([readWaitingPair(1024, 0), readWaitingPair(2048, 0)]).toEqual([undefined, undefined]);
    vi.stubEnv('LOCAL_KEY_PAIRS', '');
    expect(readWaitingPair(1024, 0)).toBeUndefined();
    await rm(folder, { recursive: true });
  });

  it('gives no holder the same key twice in a row, whoever takes keys in between', async () => {
    const keys = createMemoryKeyEncryptionKeys(() => new Date());
    const seen = [nameOf(await keys.current())];
    for (let round = 0; round < 3; round++) {
      for (let others = 0; others < 3; others++) await createTokenSigner();
      keys.rotate();
      seen.push(nameOf(await keys.current()));
    }
    expect(new Set(seen).size).toBe(4);
    const signers = [await createTokenSigner(), await createTokenSigner()];
    expect(new Set(signers.map(({ jwks }) => jwks.keys[0]?.n)).size).toBe(2);
  });
});
