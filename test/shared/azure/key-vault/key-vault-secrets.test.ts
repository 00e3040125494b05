import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../../../infra/local/emulators/kit/emulator.ts';
import { createKeyVaultSecrets } from '../../../../shared/azure/key-vault/key-vault-secrets.ts';
import { createPeppers } from '../../../../shared/vault/peppers.ts';
import { startVaultStack } from '../../../contract/key-vault.ts';

const { vault, credential, request, clock, takeRequests, stop } = await startVaultStack();
afterAll(stop);

const open = (vaultUrl = vault.url) => createKeyVaultSecrets({ vaultUrl, credential, request });

beforeEach(() => {
  vault.faults.clear();
  takeRequests();
});

describe('createKeyVaultSecrets', () => {
  it('reads the latest version each time and asks for a token once', async () => {
    const secrets = open();
    vault.setSecret('client-secret', 'one');
    expect(await secrets.read('client-secret')).toBe('one');
    vault.setSecret('client-secret', 'two');
    expect(await secrets.read('Client-Secret')).toBe('two');
    expect(takeRequests().map((asked) => asked.slice(0, 3))).toEqual(['401', '200', '200']);
  });

  it('gives the text as it is', async () => {
    const text = '  -----BEGIN PRIVATE KEY-----\nÄ\n ';
    vault.setSecret('text', text);
    expect(await open().read('text')).toBe(text);
  });

  it.each(['unknown', 'disabled', 'empty'])('is refused for a name that is %s', async (name) => {
    vault.setSecret('disabled', 'x');
    vault.disableSecretVersion('disabled');
    vault.setSecret('empty', '');
    await expect(open().read(name)).rejects.toMatchObject({ code: 'vault_access_refused' });
  });

  it('refuses the secret of another name', async () => {
    const body = { value: 'x', id: `${vault.url}/secrets/other/abc`, attributes: { enabled: true } };
    vault.faults.add({ path: '/secrets/', skip: 1, action: { kind: 'answer', status: 200, body } });
    await expect(open().read('mine')).rejects.toMatchObject({ code: 'vault_access_refused' });
  });

  it('asks twice and then reports an outage', async () => {
    vault.setSecret('there', 'x');
    const secrets = open();
    await secrets.read('there');
    takeRequests();
    vault.faults.add({ path: '/secrets/', times: 2, action: { kind: 'answer', status: 500 } });
    await expect(secrets.read('there')).rejects.toMatchObject({ code: 'vault_unavailable', retryAfterSeconds: 10 });
    expect(takeRequests().length).toBe(2);
    vault.faults.add({ path: '/secrets/', action: { kind: 'cut-before-reading' } });
    expect(await secrets.read('there')).toBe('x');
  });

  it('serves peppers', async () => {
    const pepper = Buffer.alloc(32, 3);
    vault.setSecret('token-pepper', pepper.toString('base64'));
    const peppers = createPeppers({ readSecret: open().read, names: ['token-pepper'], now: clock.now });
    expect(Buffer.from((await peppers.current()).pepper).equals(pepper)).toBe(true);
  });

  it('speaks plain http on loopback', async () => {
    const plain = await startEmulator({
      name: 'plain vault',
      port: 0,
      answer: ({ headers, url }) =>
        headers.authorization
          ? { status: 200, body: { value: 'plain', id: `${url.origin}/secrets/there/abc`, attributes: {} } }
          : {
              status: 401,
              headers: {
                'WWW-Authenticate': 'Bearer authorization="https://localhost/x", resource="https://vault.azure.net"',
              },
            },
    });
    expect(await open(plain.url).read('there')).toBe('plain');
    await plain.close();
  });
});
