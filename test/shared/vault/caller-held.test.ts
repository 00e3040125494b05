import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseEnvelope } from '../../../shared/vault/envelope.ts';
import { openEnvelope } from '../../../shared/vault/open.ts';
import { sealEnvelope } from '../../../shared/vault/seal.ts';
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

  it('seals under who the application is, without a place in storage, and refuses what names another key', async () => {
    const { vault, peppers } = createVaultFixture();
    const { pepper } = await peppers.current();
    const texts = ['guestmail caller', caller.hostTenantId, caller.clientId];
    const length = (text: string) => Buffer.from([0, 0, 0, text.length]);
    const secret = createHash('sha256');
    for (const text of texts) secret.update(length(text)).update(text);
    const nobody = { hostObjectId: '', homeTenantId: '', homeObjectId: '' };
    const place = { table: '', partitionKey: 'caller', rowKey: caller.clientId, purpose: 'a' };
    const context = { hostTenantId: caller.hostTenantId, ...nobody, ...place };
    const request = { context, secret: secret.digest(), pepper };

    const sealed = await vault.sealForCaller(caller, 'a', plaintext);
    expect(openEnvelope({ envelope: parseEnvelope(sealed), ...request })).toEqual(plaintext);

    const header = { key: { index: 0, version: 'a' }, pepperId: 0, generation: 0 };
    const foreign = sealEnvelope({ ...request, header, nonce: Buffer.alloc(12), plaintext });
    await expect(vault.openForCaller(caller, 'a', foreign)).rejects.toSatisfy(isRefusal);
  });

  it('needs the pepper, and no two are alike', async () => {
    const { vault, createInstance, peppers } = createVaultFixture();
    const sealed = await vault.sealForCaller(caller, 'a', plaintext);
    expect(Buffer.from(await vault.sealForCaller(caller, 'a', plaintext))).not.toEqual(Buffer.from(sealed));
    const stranger = createInstance({ peppers: { ...peppers, read: async () => Buffer.alloc(32) } });
    await expect(stranger.openForCaller(caller, 'a', sealed)).rejects.toSatisfy(isRefusal);
  });
});
