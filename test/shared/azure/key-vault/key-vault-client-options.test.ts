import { describe, expect, it } from 'vitest';
import { buildKeyVaultClientOptions } from '../../../../shared/azure/key-vault/key-vault-client-options.ts';
import { createHttpClient } from '../../../../shared/http/http-client.ts';

const request = createHttpClient().keyVault;

describe('buildKeyVaultClientOptions', () => {
  it.each([
    'https://contoso.vault.azure.net',
    'https://contoso.vault.usgovcloudapi.net',
    'https://contoso.vault.azure.cn',
    'https://localhost.contoso.com',
    'https://127.0.0.1.contoso.com',
  ])('has the SDK check that %s belongs to the resource it names', (vaultUrl) => {
    expect(buildKeyVaultClientOptions(vaultUrl, request)).toMatchObject({
      disableChallengeResourceVerification: false,
      allowInsecureConnection: false,
    });
  });

  it.each([
    ['https://localhost:7082', false],
    ['https://127.0.0.1:7082', false],
    ['https://[::1]:7082', false],
    ['http://localhost:7082', true],
  ])('does without that check on %s', (vaultUrl, isInsecure) => {
    expect(buildKeyVaultClientOptions(vaultUrl, request)).toMatchObject({
      disableChallengeResourceVerification: true,
      allowInsecureConnection: isInsecure,
    });
  });

  it('never allows plain http elsewhere', () => {
    expect(buildKeyVaultClientOptions('http://contoso.vault.azure.net', request).allowInsecureConnection).toBe(false);
  });

  it('leaves attempts to the connector and follows no redirects', () => {
    const { retryOptions, redirectOptions } = buildKeyVaultClientOptions('https://contoso.vault.azure.net', request);
    expect([retryOptions.maxRetries, redirectOptions.maxRetries]).toEqual([0, 0]);
  });
});
