import { describe, expect, it } from 'vitest';
import { UPLOAD_URL_MAX_CHARACTERS } from '../../../shared/draft-limits.ts';
import { isUploadAddress } from '../../../shared/graph/upload-address.ts';

const GLOBAL = 'https://graph.microsoft.com/v1.0';
const LOCAL = 'https://localhost:8443/v1.0';

describe('isUploadAddress', () => {
  it.each([
    ['https://outlook.office.com/api/v2.0/Users(%27a@b%27)/AttachmentSessions(%27c%27)?authtoken=eyJ', GLOBAL],
    ['https://outlook.office365.com/x', GLOBAL],
    ['https://graph.microsoft.com/x', GLOBAL],
    ['https://outlook.office365.us/x', 'https://graph.microsoft.us/v1.0'],
    ['https://dod-graph.microsoft.us/x', 'https://dod-graph.microsoft.us/v1.0'],
    ['https://partner.outlook.cn/x', 'https://microsoftgraph.chinacloudapi.cn/v1.0'],
    ['https://microsoftgraph.chinacloudapi.cn/x', 'https://microsoftgraph.chinacloudapi.cn/v1.0'],
    ['https://localhost:8444/x', LOCAL],
    ['http://127.0.0.1:9/x', LOCAL],
  ])('takes %s from %s', (address, graphUrl) => {
    expect(isUploadAddress(address, graphUrl)).toBe(true);
  });

  it.each([
    [undefined, GLOBAL],
    [7, GLOBAL],
    ['', GLOBAL],
    ['/relative', GLOBAL],
    ['http://outlook.office.com/x', GLOBAL],
    ['ftp://outlook.office.com/x', GLOBAL],
    ['https://outlook.office.com:8443/x', GLOBAL],
    ['https://user:secret@outlook.office.com/x', GLOBAL],
    ['https://outlook.office.com.northwindtraders.com/x', GLOBAL],
    ['https://outlookoffice.com/x', GLOBAL],
    ['https://xoffice.com/x', GLOBAL],
    ['https://northwindtraders.com/outlook.office.com', GLOBAL],
    ['https://outlook.office.com./x', GLOBAL],
    // Where customers have hosts, and where other clouds are.
    ['https://contoso.sharepoint.com/x', GLOBAL],
    ['https://contoso.blob.core.windows.net/x', GLOBAL],
    ['https://contoso.chinacloudapi.cn/x', 'https://microsoftgraph.chinacloudapi.cn/v1.0'],
    ['https://outlook.office.com/x', 'https://graph.microsoft.us/v1.0'],
    // Nothing of ours is reached from outside, and nothing outside from the local stack.
    ['https://localhost/x', GLOBAL],
    ['http://127.0.0.1/x', GLOBAL],
    ['https://169.254.169.254/metadata', GLOBAL],
    ['https://10.0.0.5/x', GLOBAL],
    ['https://[::1]/x', GLOBAL],
    ['https://outlook.office.com/x', LOCAL],
    ['ftp://localhost/x', LOCAL],
    [`https://outlook.office.com/${'x'.repeat(UPLOAD_URL_MAX_CHARACTERS)}`, GLOBAL],
  ])('refuses %s from %s', (address, graphUrl) => {
    expect(isUploadAddress(address, graphUrl)).toBe(false);
  });
});
