import { describe, expect, it } from 'vitest';
import { createOpenTokens, sealTokens } from '../../../shared/grants/sealed-tokens.ts';
import { formatTokenSet } from '../../../shared/grants/token-set.ts';
import { formatSender } from '../../../shared/sender.ts';
import { homeTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture, homeObjectIdOf, senderOf } from './grants-fixture.ts';

const { vault, tokensOf } = createGrantsFixture();
const grant = { sender: ann, homeTenantId, homeObjectId: homeObjectIdOf(1), generation: 1 };
for (const sender of [ann, senderOf(2)]) for (const generation of [1, 2]) await vault.createDataKey(sender, generation);

const openTokens = createOpenTokens(vault);

describe('sealTokens and createOpenTokens', () => {
  it('reverse each other, and show nothing in between', async () => {
    const sealed = await sealTokens(vault, grant, tokensOf(1));
    expect(Buffer.from(sealed).toString('latin1')).not.toMatch(/access|cache|fabrikam/);
    expect(await openTokens(grant, sealed)).toEqual(tokensOf(1));
  });

  it('bind them to the place in which the store keeps them', async () => {
    const place = { table: 'grants', partitionKey: formatSender(ann), rowKey: 'tokens-0000000001', purpose: 'tokens' };
    const sealed = await vault.seal({ ...grant, ...place }, formatTokenSet(tokensOf(1)));
    expect(await openTokens(grant, sealed)).toEqual(tokensOf(1));
  });

  it.each([
    ['another sender', { sender: senderOf(2) }],
    ['another home tenant', { homeTenantId: 'a0274317-0000-4000-8000-000000000003' }],
    ['another home account', { homeObjectId: homeObjectIdOf(2) }],
    ['another generation', { generation: 2 }],
  ])('refuse tokens that were moved to %s', async (_case, changes) => {
    const sealed = await sealTokens(vault, grant, tokensOf(1));
    await expect(openTokens({ ...grant, ...changes }, sealed)).rejects.toMatchObject({
      code: 'sealed_record_refused',
    });
  });

  it('open the same bytes to the same object, and refuse them as another record all the same', async () => {
    const sealed = await sealTokens(vault, grant, tokensOf(1));
    const opened = await openTokens(grant, sealed);
    expect(await openTokens(grant, Uint8Array.from(sealed))).toBe(opened);
    const elsewhere = { ...grant, homeObjectId: homeObjectIdOf(2) };
    await expect(openTokens(elsewhere, sealed)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    expect(await openTokens(grant, await sealTokens(vault, grant, tokensOf(1)))).not.toBe(opened);
  });
});
