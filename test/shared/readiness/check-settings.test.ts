import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../shared/config.ts';
import { checkSettings } from '../../../shared/readiness/check-settings.ts';

const guid = 'c0a7050c-0000-4000-8000-000000000001';
const settings = {
  HOST_TENANT_ID: guid,
  API_AUDIENCE: guid,
  PUBLIC_URL: 'https://guestmail.contoso.com/api',
  ENTRA_CLIENT_ID: guid,
  ENTRA_CREDENTIAL: 'federated',
  AZURE_CLIENT_ID: guid,
  MAIL_PERMISSION: 'Mail.Send',
  KEY_VAULT_URL: 'https://contoso.vault.azure.net',
  TOKEN_KEY_NAME: 'token-key',
  TOKEN_PEPPER_NAME: 'token-pepper',
  TABLE_ENDPOINT: 'https://contoso.table.core.windows.net',
  QUEUE_ENDPOINT: 'https://contoso.queue.core.windows.net',
  BLOB_ENDPOINT: 'https://contoso.blob.core.windows.net',
};
const usgov = {
  ENTRA_AUTHORITY: 'https://login.microsoftonline.us',
  GRAPH_URL: 'https://graph.microsoft.us/v1.0',
  KEY_VAULT_URL: 'https://contoso.vault.usgovcloudapi.net',
  TABLE_ENDPOINT: 'https://contoso.table.core.usgovcloudapi.net',
  QUEUE_ENDPOINT: 'https://contoso.queue.core.usgovcloudapi.net',
  BLOB_ENDPOINT: 'https://contoso.blob.core.usgovcloudapi.net',
};
const china = {
  ENTRA_AUTHORITY: 'https://login.partner.microsoftonline.cn',
  GRAPH_URL: 'https://microsoftgraph.chinacloudapi.cn/v1.0',
  KEY_VAULT_URL: 'https://contoso.vault.azure.cn',
  TABLE_ENDPOINT: 'https://contoso.table.core.chinacloudapi.cn',
  QUEUE_ENDPOINT: 'https://contoso.queue.core.chinacloudapi.cn',
  BLOB_ENDPOINT: 'https://contoso.blob.core.chinacloudapi.cn',
};
const checkWith = (changes: Record<string, string>) => checkSettings(readConfig({ ...settings, ...changes }));

describe('checkSettings', () => {
  it.each([
    ['the global cloud', {}],
    ['US Government', usgov],
    ['China', china],
    ['a local stack', { GRAPH_URL: 'https://localhost:7081/v1.0', ENTRA_AUTHORITY: 'https://127.0.0.1:7080' }],
  ])('takes settings of %s', async (_cloud, changes) => {
    await expect(checkWith(changes).run()).resolves.toBe('The settings fit together.');
  });

  it.each([
    ['API_AUDIENCE', { API_AUDIENCE: 'api://guestmail' }],
    ['AZURE_CLIENT_ID', { AZURE_CLIENT_ID: '' }],
    ['one cloud', { GRAPH_URL: 'https://graph.microsoft.us/v1.0' }],
    ['one cloud', { ...china, KEY_VAULT_URL: 'https://contoso.vault.azure.net' }],
  ])('names %s when it does not fit', async (named, changes) => {
    const check = checkWith(changes);
    await expect(check.run()).rejects.toMatchObject({ code: 'internal_error' });
    expect(check.remedy.who).toBe('operator');
    expect(check.remedy.detail).toContain(named);
    expect(check.remedy.detail.split('. ')).toHaveLength(1);
  });

  it('needs no AZURE_CLIENT_ID for a client secret', async () => {
    const secret = { ENTRA_CREDENTIAL: 'secret', CLIENT_SECRET_NAME: 'client-secret', AZURE_CLIENT_ID: '' };
    await expect(checkWith(secret).run()).resolves.toBe('The settings fit together.');
  });
});
