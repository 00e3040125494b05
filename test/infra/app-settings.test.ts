import { describe, expect, it } from 'vitest';
import { readConfig, settingNames } from '../../shared/config.ts';
import { HOST_BODY_MARGIN_BYTES } from '../../shared/attachment-limits.ts';
import { readRequestLimits } from '../../shared/request-limits.ts';
import { appSettings, installations, only, readResources } from './expanded.ts';

const connectorSettings = [
  'HOST_TENANT_ID',
  'API_AUDIENCE',
  'CALLER_CLIENT_IDS',
  'SENDERS_ROLE',
  'PUBLIC_URL',
  'ENTRA_AUTHORITY',
  'ENTRA_CLIENT_ID',
  'ENTRA_CREDENTIAL',
  'CLIENT_SECRET_NAME',
  'GRAPH_URL',
  'MAIL_PERMISSION',
  'KEY_VAULT_URL',
  'TOKEN_KEY_NAME',
  'TOKEN_PEPPER_NAME',
  'TABLE_ENDPOINT',
  'QUEUE_ENDPOINT',
  'BLOB_ENDPOINT',
  'ALLOWED_HOME_TENANTS',
  'AZURE_CLIENT_ID',
  'OUTBOUND_ADDRESSES',
  'HOST_NAME',
  'ERP_NAME',
  'ERP_URL',
  'SUPPORT_CONTACT',
  'PRIVACY_URL',
  'LOGO_URL',
  'ACCENT_COLOR',
  'MESSAGES_PER_MINUTE',
  'MESSAGE_EXPIRY_DAYS',
  'HISTORY_DAYS',
  'MESSAGE_SIZE_MAX_MB',
  'CALLBACK_AUDIENCES',
];
const hostSettings = [
  'AzureWebJobsStorage__blobServiceUri',
  'AzureWebJobsStorage__credential',
  'AzureWebJobsStorage__clientId',
  'DataStorage__queueServiceUri',
  'DataStorage__credential',
  'DataStorage__clientId',
  'FUNCTIONS_REQUEST_BODY_SIZE_LIMIT',
  'AzureFunctionsJobHost__extensions__http__maxConcurrentRequests',
  'AzureWebJobsDisableHomepage',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
];
const dedicatedSettings = [
  'FUNCTIONS_EXTENSION_VERSION',
  'FUNCTIONS_WORKER_RUNTIME',
  'WEBSITE_RUN_FROM_PACKAGE',
  'SCM_DO_BUILD_DURING_DEPLOYMENT',
  'AzureFunctionsJobHost__extensions__queues__batchSize',
  'AzureFunctionsJobHost__extensions__queues__newBatchThreshold',
];
const isDedicated = (installation: string) => installation === 'sovereign' || installation === 'dedicated';

describe.each(installations)('app settings of the installation %s', (installation) => {
  const settings = appSettings(readResources(installation));
  const values = Object.fromEntries(settings);

  it('are these, in the documented order', () => {
    const more = isDedicated(installation) ? dedicatedSettings : [];

    expect(settings.map(([name]) => name)).toEqual([...connectorSettings, ...hostSettings, ...more]);
  });

  it('begin with the settings that the app reads, in its order', () => {
    expect(settings.slice(0, settingNames.length).map(([name]) => name)).toEqual(settingNames);
  });

  it('are accepted by the app once Azure has filled in the identity', () => {
    const clientId = '1de0717f-0000-4000-8000-000000000001';
    const filled = settings.map(([name, value]) => [name, value.startsWith('[') ? clientId : value]);

    expect(readConfig(Object.fromEntries(filled)).azureClientId).toBe(clientId);
  });

  it('write who may in words: lists as they were chosen, else *', () => {
    const isChosen = installation === 'everything';
    for (const name of ['CALLER_CLIENT_IDS', 'ALLOWED_HOME_TENANTS'])
      expect(values[name]).toMatch(isChosen ? /^[0-9a-f-]{36},[0-9a-f-]{36}$/ : /^\*$/);
  });

  it('hold no secret and no key', () => {
    const allowed = /^\[(reference|format)\(/;
    for (const [name, value] of settings) {
      expect(`${name}=${value}`).not.toMatch(/AccountKey|SharedAccess|\bsig=|password|listKeys|Microsoft\.KeyVault\(/i);
      if (!allowed.test(value)) expect(value).not.toMatch(/[A-Za-z0-9+/]{40,}/);
    }
  });

  it('reach every storage by identity', () => {
    for (const connection of ['AzureWebJobsStorage', 'DataStorage']) {
      expect(values).not.toHaveProperty(connection);
      expect(values[`${connection}__credential`]).toBe('managedidentity');
      expect(values[`${connection}__clientId`]).toBe(values['AZURE_CLIENT_ID']);
    }
    expect(values['DataStorage__queueServiceUri']).toBe(values['QUEUE_ENDPOINT']);
    expect(values['APPLICATIONINSIGHTS_AUTHENTICATION_STRING']).toMatch(
      /^\[format\('ClientId=\{0\};Authorization=AAD'/,
    );
  });

  it('let the app take bodies of 8 MB, and the host little more', () => {
    expect(readRequestLimits(values, { messageSizeMaxMb: 35 })).toEqual({
      submissionBytes: 8 * 1024 * 1024,
      fileBytes: 8 * 1024 * 1024,
    });
    expect(Number(values['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT'])).toBe(8 * 1024 * 1024 + HOST_BODY_MARGIN_BYTES);
  });

  it('name a client secret exactly where one is used', () => {
    const isFederated = values['ENTRA_CREDENTIAL'] === 'federated';

    expect(values['CLIENT_SECRET_NAME']).toBe(isFederated ? '' : 'client-secret');
  });
});

describe('app settings of a sovereign cloud', () => {
  const values = Object.fromEntries(appSettings(readResources('sovereign')));

  it('name no host of the worldwide cloud', () => {
    expect(JSON.stringify(values)).not.toMatch(/microsoftonline\.com|graph\.microsoft\.com|windows\.net|azure\.net/);
    expect(values).toMatchObject({
      ENTRA_AUTHORITY: 'https://login.microsoftonline.us',
      GRAPH_URL: 'https://graph.microsoft.us/v1.0',
    });
    expect(values['PUBLIC_URL']).toMatch(/^https:\/\/guestmail-[a-z0-9-]+\.azurewebsites\.us\/api$/);
    expect(values['KEY_VAULT_URL']).toMatch(/\.vault\.usgovcloudapi\.net$/);
    expect(values['TABLE_ENDPOINT']).toMatch(/\.table\.core\.usgovcloudapi\.net$/);
  });
});

describe('app settings of an installation with everything', () => {
  const values = Object.fromEntries(appSettings(readResources('everything')));

  it('take what the administrator chose', () => {
    expect(values).toMatchObject({
      PUBLIC_URL: 'https://guestmail.contoso.com/api',
      MAIL_PERMISSION: 'Mail.ReadWrite',
      TOKEN_KEY_NAME: 'token-key,token-key-2',
      TOKEN_PEPPER_NAME: 'token-pepper,token-pepper-2',
      ERP_NAME: 'Business Central',
      MESSAGE_EXPIRY_DAYS: '90',
    });
  });

  it('say the fixed address that the connector calls from', () => {
    const { id } = only(readResources('everything'), 'Network/publicIPAddresses');

    expect(values['OUTBOUND_ADDRESSES']).toMatch(/\.ipAddress\]$/);
    expect(values['OUTBOUND_ADDRESSES']).toContain(`[reference('${id}'`);
  });
});
