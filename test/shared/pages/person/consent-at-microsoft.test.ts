import { describe, expect, it } from 'vitest';
import { buildMyAppsUrl, renderConsentAtMicrosoft } from '../../../../shared/pages/person/consent-at-microsoft.ts';
import { toText } from '../../../../shared/pages/kit/html.ts';

const homeTenantId = 'fab21ca3-0000-4000-8000-000000000002';

describe('buildMyAppsUrl', () => {
  it('leads to the portal of the home tenant in its cloud', () => {
    const build = (entraAuthority: string) => buildMyAppsUrl({ entraAuthority, homeTenantId });
    expect(build('https://login.microsoftonline.com')).toBe(`https://myapps.microsoft.com/?tenantid=${homeTenantId}`);
    expect(build('https://login.microsoftonline.us')).toBe(`https://myapps.microsoft.us/?tenantid=${homeTenantId}`);
    expect(build('https://login.partner.microsoftonline.cn')).toBeUndefined();
  });

  it('leads to the portal alone when the tenant is not known', () => {
    expect(buildMyAppsUrl({ entraAuthority: 'https://login.microsoftonline.com' })).toBe(
      'https://myapps.microsoft.com/',
    );
  });
});

describe('renderConsentAtMicrosoft', () => {
  it('links the portal, or names it where there is no address', () => {
    expect(
      toText(renderConsentAtMicrosoft({ entraAuthority: 'https://login.microsoftonline.com', homeTenantId })),
    ).toContain(`tenantid=${homeTenantId}`);
    expect(toText(renderConsentAtMicrosoft({ entraAuthority: 'https://login.chinacloudapi.cn' }))).not.toContain('<a ');
  });
});
