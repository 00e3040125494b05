/**
 * The page for IT and data protection as a file of its own, to be sent or printed: the same content as `{PUBLIC_URL}/trust`, from the
 * settings that the app has. Its style is within; it loads nothing and runs no script.
 *
 * Pure. In English, with no secret in it.
 */
import type { Config } from '../../shared/config.ts';
import { buildAdminConsentUrl } from '../../shared/oauth/authorization-request.ts';
import { homeScopes } from '../../shared/oauth/scopes.ts';
import { buildAccentStyle } from '../../shared/pages/kit/accent-style.ts';
import { pageStyle } from '../../shared/pages/kit/page-style.ts';
import { listPermissions } from '../../shared/pages/person/permissions.ts';
import { en } from '../../shared/pages/text/en.ts';
import { renderTrustDetails } from '../../shared/pages/trust/trust-details.ts';
import { renderTrustPage } from '../../shared/pages/trust/trust-page.ts';

/** The whole document. `region`: of Azure. */
export function buildTrustFile(config: Config, region: string, today: Date): string {
  const { logoUrl: _, ...settings } = config;
  const { entraAuthority: authority, entraClientId: clientId, mailPermission, publicUrl } = settings;
  const adminConsentUrl = buildAdminConsentUrl({
    authority,
    tenantId: 'organizations',
    clientId,
    redirectUri: `${publicUrl}/callback`,
    scopes: homeScopes(mailPermission),
  });
  const permissions = listPermissions(mailPermission, en);
  const details = renderTrustDetails({ settings: config, region, permissions, adminConsentUrl, today });
  return standAlone(renderTrustPage({ settings, texts: en, adminConsentUrl, details }), settings.accentColor);
}

/** What a reader would have to unfold is not printed, so it is open. */
function standAlone(page: string, accentColor: string | undefined): string {
  const style = `${pageStyle}${accentColor === undefined ? '' : buildAccentStyle(accentColor)}`;
  return page
    .replace(/\s*<link rel="(stylesheet|icon)"[^>]*>/g, '')
    .replace(/\s*<script [^>]*><\/script>/g, '')
    .replace('</head>', () => `<style>\n${style}</style></head>`)
    .replaceAll('<details>', '<details open>');
}
