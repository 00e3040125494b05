import { describe, expect, it } from 'vitest';
import type { ContentContext } from '../../../shared/vault/content-stream.ts';
import { parseSealedContent } from '../../../shared/vault/content-stream.ts';
import { sealContentStream } from '../../../shared/vault/seal-content.ts';
import { changesOf, patternOf } from './content-samples.ts';
import { isRefusal } from './envelope-samples.ts';
import { ann, createVaultFixture } from './vault-fixture.ts';

const context: ContentContext = {
  hostTenantId: ann.hostTenantId,
  day: '2026-11-24',
  messageId: 'ab'.repeat(16),
  named: ann.hostObjectId,
  callerId: '0000ca11-0000-4000-8000-000000000001',
};
const content = patternOf(70_000);
const equals = (one: Uint8Array, other = content) => Buffer.from(one).equals(other);

async function setUp() {
  const fixture = createVaultFixture();
  return { ...fixture, sealed: await fixture.vault.sealContent(context, content) };
}

describe('createContents', () => {
  it('gives back what was sealed, also to another instance and after a grant has gone', async () => {
    const { vault, createInstance, sealed } = await setUp();
    await vault.destroyDataKeys(ann);
    for (const one of [vault, createInstance()]) expect(equals(await one.openContent(context, sealed))).toBe(true);
    const empty = await vault.sealContent(context, Buffer.alloc(0));
    expect(await createInstance().openContent(context, empty)).toHaveLength(0);
  });

  it('asks neither table nor key management service while key and pepper are remembered', async () => {
    const { vault, sealed, calls, keyEncryptionKeys } = await setUp();
    calls.length = 0;
    const { currentCalls } = keyEncryptionKeys;
    for (let time = 0; time < 20; time += 1) {
      const messageId = String(time).padStart(32, '0');
      const other = await vault.sealContent({ ...context, messageId }, content);
      await vault.openContent({ ...context, messageId }, other);
      await vault.openContent(context, sealed);
    }
    expect([calls, keyEncryptionKeys.unwraps, keyEncryptionKeys.currentCalls]).toEqual([[], [], currentCalls]);
  });

  it('costs a process that remembers nothing two table reads and one unwrapping for all content of a day', async () => {
    const { createInstance, sealed, calls, keyEncryptionKeys } = await setUp();
    calls.length = 0;
    const fresh = createInstance();
    for (let time = 0; time < 3; time += 1) await fresh.openContent(context, sealed);
    expect([calls, keyEncryptionKeys.unwraps.length]).toEqual([['content read', 'tenant read'], 1]);
  });

  it('makes other bytes each time, with a nonce from its source of random bytes', async () => {
    const { vault, createInstance, sealed } = await setUp();
    expect(equals(await vault.sealContent(context, content), Buffer.from(sealed))).toBe(false);
    const fixed = createInstance({}, (size) => Buffer.alloc(size, 0xab));
    expect(parseSealedContent(await fixed.sealContent(context, content)).nonce.toString('hex')).toBe('ab'.repeat(12));
  });

  it.each(changesOf(context))(
    'refuses to open as that of %s, although keys of that name exist',
    async (_name, other) => {
      const { vault, sealed } = await setUp();
      await vault.sealContent(other, content);
      await expect(vault.openContent(other, sealed)).rejects.toSatisfy(isRefusal);
    },
  );

  it('refuses what is no sealed content, and a record that is sealed otherwise', async () => {
    const { vault, sealed } = await setUp();
    const secret = Buffer.alloc(32, 5);
    const address = { table: 'transactions', keys: { partitionKey: 'p', rowKey: 'r' }, purpose: 'content' } as const;
    const record = await vault.sealForBrowser(secret, address, content.subarray(0, 100));
    for (const bytes of [Buffer.alloc(0), content, record, sealed.subarray(0, 1000)])
      await expect(vault.openContent(context, bytes)).rejects.toSatisfy(isRefusal);
    await expect(vault.openForBrowser(secret, address, sealed)).rejects.toSatisfy(isRefusal);
  });

  it('seals with the newest pepper and opens with the one that is named', async () => {
    const { vault, peppers, sealed } = await setUp();
    peppers.append();
    const later = await vault.sealContent(context, content);
    expect([sealed, later].map((one) => parseSealedContent(one).header.pepperId)).toEqual([0, 1]);
    for (const one of [sealed, later]) expect(equals(await vault.openContent(context, one))).toBe(true);
    const unknown = Object.assign(Buffer.from(sealed), { 2: 9 });
    await expect(vault.openContent(context, unknown)).rejects.toSatisfy(isRefusal);
  });

  it('refuses content made by somebody who knows the content key and has no pepper', async () => {
    const { vault, createInstance, contentKeys, createKeyParts, peppers } = await setUp();
    const row = await contentKeys.read(context.hostTenantId, context.day);
    if (!row) throw new Error('The key is not there.');
    const contentKey = await createKeyParts().storedContentKeys.read(row);
    const forge = (pepper: Uint8Array) =>
      sealContentStream({ context, contentKey, pepperId: 0, pepper, nonce: Buffer.alloc(12), content });
    await expect(createInstance().openContent(context, forge(Buffer.alloc(32)))).rejects.toSatisfy(isRefusal);
    const { pepper } = await peppers.current();
    expect(equals(await vault.openContent(context, forge(pepper)))).toBe(true);
  });

  it('refuses content whose key was destroyed, and says so in the cause, also when a new key has its place', async () => {
    const { vault, createInstance, sealed } = await setUp();
    expect(await vault.destroyContentKeys('2026-11-24')).toBe(0);
    expect(equals(await vault.openContent(context, sealed))).toBe(true);
    expect(await vault.destroyContentKeys('2026-11-25')).toBe(1);
    for (const one of [vault, createInstance()]) {
      const opening = one.openContent(context, sealed);
      await expect(opening).rejects.toSatisfy(isRefusal);
      await expect(opening).rejects.toHaveProperty('cause.message', 'the content key was destroyed, or never was');
    }
    await vault.sealContent(context, content);
    await expect(vault.openContent(context, sealed)).rejects.toSatisfy(isRefusal);
  });

  it('throws a bug for a context that no content has, and asks nothing', async () => {
    const { vault, sealed, calls } = await setUp();
    calls.length = 0;
    for (const change of [{ messageId: '' }, { day: '2026-13-01' }, { hostTenantId: 'contoso' }, { callerId: '' }]) {
      await expect(vault.sealContent({ ...context, ...change }, content)).rejects.toThrow(RangeError);
      await expect(vault.openContent({ ...context, ...change }, sealed)).rejects.toThrow(RangeError);
    }
    expect(calls).toEqual([]);
  });
});
