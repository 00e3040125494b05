import { describe, expect, it } from 'vitest';
import { cloudOf } from '../../shared/cloud.ts';

describe('cloudOf', () => {
  it.each([
    ['https://login.microsoftonline.com', 'global'],
    ['https://contoso.vault.azure.net', 'global'],
    ['https://login.microsoftonline.us', 'usgov'],
    ['https://dod-graph.microsoft.us/v1.0', 'usgov'],
    ['https://contoso.table.core.usgovcloudapi.net', 'usgov'],
    ['https://login.partner.microsoftonline.cn', 'china'],
    ['https://microsoftgraph.chinacloudapi.cn/v1.0', 'china'],
    ['http://localhost:7071', undefined],
    ['https://127.0.0.1:8443', undefined],
    ['https://[::1]:8443', undefined],
  ])('says of %s: %s', (address, cloud) => {
    expect(cloudOf(address)).toBe(cloud);
  });
});
