import { describe, expect, it } from 'vitest';
import { buildMyAppsUrl, renderConsentAtMicrosoft } from '../../../../shared/pages/person/consent-at-microsoft.ts';
import { toText } from '../../../../shared/pages/kit/html.ts';
import { createContext, sampleSettings } from '../../../browser/gallery.ts';

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
  const render = (entraAuthority: string, tenant?: string) =>
    toText(renderConsentAtMicrosoft(createContext({ ...sampleSettings, entraAuthority }), tenant));

  it('links the portal, or names it where there is no address', () => {
    expect(render('https://login.microsoftonline.com', homeTenantId)).toContain(`tenantid=${homeTenantId}`);
    const unlinked = render('https://login.chinacloudapi.cn');
    expect(unlinked).not.toContain('<a ');
    expect(unlinked).toContain('open Microsoft’s My\u00a0Apps portal with');
  });
});
