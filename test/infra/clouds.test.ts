import { describe, expect, it } from 'vitest';
import { readConfig } from '../../shared/config.ts';
import { appSettings, readResources, readTemplate } from './expanded.ts';

const clouds = readTemplate().variables?.['clouds'] as Record<string, Record<string, unknown>>;

/** Source: Microsoft Graph and Entra national cloud deployments; workload identity federation per cloud. */
const documented: Record<string, [authority: string, graph: string, tokenExchange: string]> = {
  global: ['https://login.microsoftonline.com', 'https://graph.microsoft.com', 'api://AzureADTokenExchange'],
  usgov: ['https://login.microsoftonline.us', 'https://graph.microsoft.us', 'api://AzureADTokenExchangeUSGov'],
  usgovdod: ['https://login.microsoftonline.us', 'https://dod-graph.microsoft.us', 'api://AzureADTokenExchangeUSGov'],
  china: [
    'https://login.partner.microsoftonline.cn',
    'https://microsoftgraph.chinacloudapi.cn',
    'api://AzureADTokenExchangeChina',
  ],
};

describe('the table of clouds', () => {
  it('has the addresses that Microsoft documents', () => {
    const rows = Object.entries(clouds).map(([name, cloud]) => [
      name,
      [cloud['entraAuthority'], cloud['graphUrl'], cloud['tokenExchangeAudience']],
    ]);

    expect(rows).toEqual(
      Object.entries(documented).map(([name, [authority, graph, audience]]) => [
        name,
        [authority, `${graph}/v1.0`, audience],
      ]),
    );
  });

  it.each(Object.keys(documented))('names hosts that the app takes for a Microsoft cloud: %s', (name) => {
    const cloud = clouds[name] ?? {};
    const host = (kind: string) => `https://gmdata.${kind}.${String(cloud['storageSuffix'])}`;
    const filled = appSettings(readResources('smallest')).map(([setting, value]) => [
      setting,
      value.startsWith('[') ? '1de0717f-0000-4000-8000-000000000001' : value,
    ]);

    expect(() =>
      readConfig({
        ...Object.fromEntries(filled),
        ENTRA_AUTHORITY: String(cloud['entraAuthority']),
        GRAPH_URL: String(cloud['graphUrl']),
        KEY_VAULT_URL: `https://guestmail.${String(cloud['vaultSuffix'])}`,
        TABLE_ENDPOINT: host('table'),
        QUEUE_ENDPOINT: host('queue'),
        BLOB_ENDPOINT: host('blob'),
      }),
    ).not.toThrow();
  });

  it('offers Flex in the worldwide cloud alone', () => {
    expect(Object.keys(clouds).filter((name) => clouds[name]?.['offersFlex'])).toEqual(['global']);
  });
});
