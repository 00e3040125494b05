import { describe, expect, it } from 'vitest';
import { findAudienceProblem } from '../../shared/callback-audiences.ts';
import { ConfigError, readConfig } from '../../shared/config.ts';
import { neededSettings } from './config-sample.ts';

describe('findAudienceProblem', () => {
  it.each([
    'c022ec70-0000-4000-8000-00000000c0de',
    'api://c022ec70-0000-4000-8000-00000000c0de',
    'api://contoso.com/status',
    'https://status.contoso.com',
    'https://contoso.onmicrosoft.com/status',
    'https://notmicrosoft.com',
    'https://graph.microsoft.com.contoso.com',
  ])('takes %s', (audience) => {
    expect(findAudienceProblem(audience)).toBeUndefined();
  });

  it.each([
    'https://graph.microsoft.com',
    'https://graph.microsoft.com/',
    'https://GRAPH.microsoft.com',
    'https://graph.microsoft.com.',
    'https://graph.microsoft.us',
    'https://microsoftgraph.chinacloudapi.cn',
    'https://vault.azure.net',
    'https://contoso.vault.azure.net',
    'https://vault.usgovcloudapi.net',
    'https://management.azure.com',
    'https://management.core.windows.net/',
    'https://storage.azure.com',
    'https://contoso.blob.core.windows.net',
    'https://servicebus.azure.net',
    'https://database.windows.net',
    'https://outlook.office365.com',
    'https://outlook.office.com',
    'https://contoso.sharepoint.com',
    'https://api.businesscentral.dynamics.com',
    'https://contoso.operations.dynamics.com',
    'https://login.microsoftonline.com',
    'api://graph.microsoft.com',
  ])('refuses %s, a service of Microsoft', (audience) => {
    expect(findAudienceProblem(audience)).toBe('names a service of Microsoft');
  });

  it.each([
    ['Graph', '00000003-0000-0000-c000-000000000000'],
    ['Graph by URI', 'api://00000003-0000-0000-C000-000000000000'],
    ['Azure AD Graph', '00000002-0000-0000-c000-000000000000'],
    ['Exchange', '00000002-0000-0ff1-ce00-000000000000'],
    ['SharePoint', '00000003-0000-0ff1-ce00-000000000000'],
    ['Key Vault', 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093'],
    ['Azure Resource Manager', '797f4846-ba00-4fd7-ba43-dac1f8f63013'],
    ['Storage', 'https://contoso.com/e406a681-f3d4-42a8-90b6-c2b029497af1'],
  ])('refuses the application %s', (_, audience) => {
    expect(findAudienceProblem(audience)).toBe('names an application of Microsoft');
  });

  it.each([
    'contoso',
    'http://contoso.com',
    'https://',
    'https://ann@contoso.com',
    'https://contoso.com:8443',
    'https://contoso.com/?x',
    'api://',
    '*',
    'https://contoso.com/.default x',
  ])('refuses %s, which is none', (audience) => {
    expect(findAudienceProblem(audience)).toBe('has an entry that is no client id, api:// or https:// URI');
  });

  it('refuses what is too long', () => {
    expect(findAudienceProblem(`https://${'a'.repeat(300)}.contoso.com`)).toContain('255 characters');
  });
});

describe('CALLBACK_AUDIENCES', () => {
  const read = (value: string) => readConfig({ ...neededSettings, CALLBACK_AUDIENCES: value }).callbackAudiences;

  it('lists nobody where it is absent, and else whom it names', () => {
    expect(read('')).toEqual([]);
    expect(read('https://status.contoso.com, api://contoso.com/status')).toEqual([
      'https://status.contoso.com',
      'api://contoso.com/status',
    ]);
  });

  it('is checked at the start', () => {
    expect(() => read('https://status.contoso.com,https://graph.microsoft.com')).toThrow(
      new ConfigError('Settings are not valid:\n  CALLBACK_AUDIENCES names a service of Microsoft'),
    );
  });
});
