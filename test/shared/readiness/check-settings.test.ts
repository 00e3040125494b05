import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../shared/config.ts';
import { checkSettings, findSettingsProblems } from '../../../shared/readiness/check-settings.ts';
import { neededSettings } from '../config-sample.ts';

const settings = { ...neededSettings, AZURE_CLIENT_ID: neededSettings.ENTRA_CLIENT_ID };
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
const configWith = (changes: Record<string, string>) => readConfig({ ...settings, ...changes });

describe('checkSettings', () => {
  it.each([
    ['the global cloud', {}],
    ['US Government', usgov],
    ['China', china],
    ['a local stack', { GRAPH_URL: 'https://localhost:7081/v1.0', ENTRA_AUTHORITY: 'https://127.0.0.1:7080' }],
  ])('takes settings of %s', async (_cloud, changes) => {
    await expect(checkSettings(configWith(changes))).resolves.toBe('The settings fit together.');
  });

  it.each([
    ['API_AUDIENCE', { API_AUDIENCE: 'api://guestmail' }],
    ['AZURE_CLIENT_ID', { AZURE_CLIENT_ID: '' }],
    ['one cloud', { TABLE_ENDPOINT: 'https://contoso.table.core.usgovcloudapi.net' }],
    ['one cloud', { ...china, KEY_VAULT_URL: 'https://contoso.vault.azure.net' }],
  ])('names %s when it does not fit', async (named, changes) => {
    const config = configWith(changes);
    await expect(checkSettings(config)).rejects.toMatchObject({ code: 'internal_error' });
    expect(findSettingsProblems(config)).toEqual([expect.stringContaining(named) as string]);
  });

  it('needs no AZURE_CLIENT_ID for a client secret', async () => {
    const secret = { ENTRA_CREDENTIAL: 'secret', CLIENT_SECRET_NAME: 'client-secret', AZURE_CLIENT_ID: '' };
    await expect(checkSettings(configWith(secret))).resolves.toBe('The settings fit together.');
  });
});
