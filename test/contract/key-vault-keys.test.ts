import { afterAll } from 'vitest';
import { createKeyVaultKeys } from '../../shared/azure/key-vault/key-vault-keys.ts';
import { describeKeyEncryptionKeys } from './key-encryption-keys.ts';
import { startVaultStack } from './key-vault.ts';

const { vault, credential, request, clock, stop } = await startVaultStack();
afterAll(stop);

let subjects = 0;

describeKeyEncryptionKeys(async () => {
  const name = `token-key-${++subjects}`;
  await vault.createKey(name);
  return {
    open: () => createKeyVaultKeys({ vaultUrl: vault.url, keyNames: [name], credential, request, now: clock.now }),
    setEnabled: (version, isEnabled) =>
      isEnabled ? vault.enableKeyVersion(name, version) : vault.disableKeyVersion(name, version),
    async rotate() {
      clock.pass(10);
      return vault.rotateKey(name);
    },
  };
});
