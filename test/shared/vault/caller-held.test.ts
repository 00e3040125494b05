import { describe, expect, it } from 'vitest';
import { isRefusal } from './envelope-samples.ts';
import { createVaultFixture } from './vault-fixture.ts';

const caller = {
  hostTenantId: 'c0a7050c-0000-4000-8000-000000000001',
  clientId: '0000ca11-0000-4000-8000-000000000001',
};
const plaintext = Buffer.from('where the list goes on');

describe('sealForCaller and openForCaller', () => {
  it('gives back what was sealed, to the same application and for the same purpose only', async () => {
    const { vault, calls, keyEncryptionKeys } = createVaultFixture();
    const sealed = await vault.sealForCaller(caller, 'a', plaintext);
    expect(Buffer.from(await vault.openForCaller(caller, 'a', sealed))).toEqual(plaintext);
    for (const [as, purpose] of [
      [{ ...caller, clientId: '0000ca11-0000-4000-8000-000000000002' }, 'a'],
      [{ ...caller, hostTenantId: 'c0a7050c-0000-4000-8000-000000000002' }, 'a'],
      [caller, 'b'],
    ] as const)
      await expect(vault.openForCaller(as, purpose, sealed)).rejects.toSatisfy(isRefusal);
    for (const bytes of [Buffer.alloc(0), sealed.subarray(1), Buffer.concat([sealed, Buffer.alloc(1)])])
      await expect(vault.openForCaller(caller, 'a', bytes)).rejects.toSatisfy(isRefusal);
    expect([calls, keyEncryptionKeys.unwraps, keyEncryptionKeys.currentCalls]).toEqual([[], [], 0]);
  });

  it('needs the pepper, and no two are alike', async () => {
    const { vault, createInstance, peppers } = createVaultFixture();
    const sealed = await vault.sealForCaller(caller, 'a', plaintext);
    expect(Buffer.from(await vault.sealForCaller(caller, 'a', plaintext))).not.toEqual(Buffer.from(sealed));
    const stranger = createInstance({ peppers: { ...peppers, read: async () => Buffer.alloc(32) } });
    await expect(stranger.openForCaller(caller, 'a', sealed)).rejects.toSatisfy(isRefusal);
  });
});
