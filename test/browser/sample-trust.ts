/**
 * The page for IT and data protection with sample values, its frame in any language.
 */
import type { PersonContext } from '../../shared/pages/person/person-context.ts';
import type { PersonSettings } from '../../shared/pages/person/person-settings.ts';
import { listPermissions } from '../../shared/pages/person/permissions.ts';
import { en } from '../../shared/pages/text/en.ts';
import { renderTrustDetails } from '../../shared/pages/trust/trust-details.ts';
import { renderTrustPage } from '../../shared/pages/trust/trust-page.ts';
import type { TrustView } from '../../shared/pages/trust/trust-view.ts';

const adminConsentUrl =
  'https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=5a3c1b7e-0000-4000-8000-00000000c11e' +
  '&scope=openid+profile+offline_access+User.Read+Mail.Send' +
  '&redirect_uri=https%3A%2F%2Fguestmail.contoso.com%2Fapi%2Fcallback&state=admin';

/** Of an installation about which everything is known, unless `changes` say otherwise. */
export function createTrustView(settings: PersonSettings, changes: Partial<TrustView> = {}): TrustView {
  return {
    settings: {
      ...settings,
      hostTenantId: 'c0000000-0000-4000-8000-000000000001',
      entraCredential: 'federated',
      graphUrl: 'https://graph.microsoft.com/v1.0',
    },
    region: 'West Europe',
    permissions: listPermissions(settings.mailPermission, en),
    adminConsentUrl,
    today: new Date('2026-11-29T12:00:00Z'),
    ...changes,
  };
}

export function renderTrustSample(context: PersonContext): string {
  const { copyText, copied, selected } = context.texts.frame;
  const copyButton = { label: copyText, done: copied, failed: selected, language: context.texts.tag };
  const details = renderTrustDetails(createTrustView(context.settings, { copyButton }));
  return renderTrustPage({ ...context, adminConsentUrl, details });
}
