import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createIdentityToken } from '../../../../shared/azure/entra/identity-token.ts';
import { createManagedIdentity } from '../../../../shared/azure/entra/managed-identity.ts';
import { clientId, startVaultStack } from '../../../contract/key-vault.ts';

const { identity, stop } = await startVaultStack();
afterAll(stop);
afterEach(() => identity.faults.clear());

describe('createIdentityToken', () => {
  const read = createIdentityToken(createManagedIdentity(clientId, () => new Date()));

  it('gives a token for the audience, and none for one that nobody has registered', async () => {
    expect(await read('api://AzureADTokenExchange')).toMatch(/^eyJ/);
    expect(await read('https://nobody.contoso.com')).toBeUndefined();
  });

  it('says that the endpoint does not answer, and repeats nothing of what it said', async () => {
    identity.faults.add({ times: 100, action: { kind: 'answer', status: 500 } });
    await expect(read('https://other.contoso.com')).rejects.toMatchObject({ code: 'entra_unavailable' });
  });
});
