import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createKeyVaultSecrets } from '../../../../shared/azure/key-vault/key-vault-secrets.ts';
import { createManagedIdentity } from '../../../../shared/azure/entra/managed-identity.ts';
import { TimeLimit } from '../../../../shared/time-limit.ts';
import { clientId, startVaultStack } from '../../../contract/key-vault.ts';
import { createManualClock } from '../../../fakes/manual-clock.ts';

const { vault, identity, request, stop } = await startVaultStack();
afterAll(stop);
afterEach(() => identity.faults.clear());

/** The SDK remembers tokens for the whole process, so each test has a resource of its own. */
const scope = 'https://storage.azure.com/.default';
const hang = () => identity.faults.add({ times: 100, action: { kind: 'hang' } });

describe('createManagedIdentity', () => {
  it('gives a token up that never comes, and asks anew', async () => {
    const credential = createManagedIdentity(clientId, () => new Date());
    hang();
    await expect(credential.getToken(scope)).rejects.toMatchObject({
      message: 'The managed identity gave no token in time.',
      cause: expect.any(TimeLimit) as TimeLimit,
    });
    identity.faults.clear();
    expect((await credential.getToken(scope))?.token).toMatch(/^eyJ/);
  });

  it('does not keep Key Vault from its next token by one that never came', async () => {
    vault.setSecret('there', 'x');
    const secrets = createKeyVaultSecrets({
      vaultUrl: vault.url,
      credential: createManagedIdentity(clientId, () => new Date()),
      request,
    });
    hang();
    await expect(secrets.read('there')).rejects.toMatchObject({ code: 'vault_unavailable' });
    identity.faults.clear();
    expect(await secrets.read('there')).toBe('x');
  });

  it('gives a token that is good at once while its endpoint is out of order, to everybody who asks', async () => {
    const clock = createManualClock();
    const credential = createManagedIdentity(clientId, clock.now);
    const exchange = 'api://AzureADTokenExchange/.default';
    const first = await credential.getToken(exchange);
    hang();
    identity.requests.length = 0;
    clock.pass((first!.expiresOnTimestamp - clock.now().getTime()) / 1000 - 60);
    for (let count = 0; count < 20; count++) expect((await credential.getToken(exchange))?.token).toBe(first?.token);
    // One renewal, behind those who ask.
    expect(identity.requests.length).toBeLessThanOrEqual(1);
  });

  it('keeps a token for each scope, and gives none for another', async () => {
    const credential = createManagedIdentity(clientId, () => new Date());
    const scopes = [scope, 'api://AzureADTokenExchange/.default'];
    const ask = () => Promise.all(scopes.map(async (one) => (await credential.getToken(one))?.token));
    const tokens = await ask();
    identity.requests.length = 0;
    expect([new Set(tokens).size, await ask(), identity.requests.length]).toEqual([2, tokens, 0]);
  });
});
