import { describe, expect, it } from 'vitest';
import { homeScopes, hostScopes } from '../../../../shared/oauth/scopes.ts';
import { SEND_MAIL_PATH } from '../../../../shared/graph/build-send-mail.ts';
import { toText } from '../../../../shared/pages/kit/html.ts';
import { renderTrustDetails } from '../../../../shared/pages/trust/trust-details.ts';
import type { TrustView } from '../../../../shared/pages/trust/trust-view.ts';
import { sampleSettings, sparseSettings } from '../../../browser/gallery.ts';
import { createTrustView } from '../../../browser/sample-trust.ts';
import { visibleText } from '../visible-text.ts';

const render = (settings = sampleSettings, changes: Partial<TrustView> = {}) =>
  toText(renderTrustDetails(createTrustView(settings, changes)));
const section = (page: string, id: string) => page.split(`<h2 id="${id}">`)[1]?.split('<h2')[0] ?? '';
const page = render();
const text = visibleText(page);

describe('renderTrustDetails', () => {
  it('answers IT, data protection and partners, and leads to each answer', () => {
    const ids = [...page.matchAll(/<h2 id="([a-z]+)">/g)].map(([, id]) => id);
    expect(ids).toEqual(
      ['app', 'permissions', 'approve', 'revoke', 'data', 'processors'].concat(
        'security',
        'record',
        'contract',
        'partner',
      ),
    );
    expect([...page.matchAll(/<a href="#([a-z]+)">/g)].map(([, id]) => id)).toEqual(ids);
    expect(page).toMatch(/^<div lang="en">/);
  });

  it.each(['Mail.Send', 'Mail.ReadWrite'] as const)(
    'names exactly the permissions that are asked for: %s',
    (mailPermission) => {
      const permissions = section(render({ ...sampleSettings, mailPermission }), 'permissions');
      const terms = [...permissions.matchAll(/<dt><code>([\w.]+)<\/code><\/dt>/g)].map(([, scope]) => scope);
      expect(terms).toEqual(homeScopes(mailPermission));
      for (const scope of hostScopes)
        expect(permissions.split('In the host tenant')[1]).toContain(`<code>${scope}</code>`);
      const isReading = mailPermission === 'Mail.ReadWrite';
      expect(permissions.includes('cannot be read')).toBe(!isReading);
      expect(permissions.includes('its own drafts alone')).toBe(isReading);
    },
  );

  it('names the app, its addresses, the approval link and whom to ask', () => {
    const ids = [sampleSettings.entraClientId, 'c0000000-0000-4000-8000-000000000001', '203.0.113.10, 203.0.113.11'];
    const addresses = ['https://guestmail.contoso.com/api/callback', 'https://www.contoso.com/privacy', SEND_MAIL_PATH];
    const hosts = [
      'support@contoso.com',
      'graph.microsoft.com',
      'login.microsoftonline.com',
      'Azure region West Europe',
    ];
    for (const known of [...ids, ...addresses, ...hosts, 'kept for 30 days']) expect(text).toContain(known);
    expect(section(page, 'approve')).toContain(
      'href="https://login.microsoftonline.com/organizations/v2.0/adminconsent?',
    );
    expect(section(page, 'revoke')).toContain('https://guestmail.contoso.com/api/me');
  });

  it('takes the days of the history from the settings, wherever it names them', () => {
    const longer = visibleText(render({ ...sampleSettings, historyDays: 365 }));
    expect(longer).toContain('That an email was sent is kept for 365 days');
    expect(longer).toContain('What stays of sent emails goes after 365 days');
    expect(longer).toContain('Message (table messages): 365 days');
  });

  it('marks as blank what only the operator knows, and claims nothing in its place', () => {
    const marks = (of: string) => [...of.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, mark]) => mark);
    expect(marks(section(page, 'app'))).toEqual([]);
    const unknown = render(sparseSettings, { region: undefined });
    expect(marks(section(unknown, 'app'))).toEqual([
      '[operator fills in: region of Azure]',
      '[operator fills in: contact]',
      '[operator fills in: address]',
    ]);
    expect(section(unknown, 'app')).toContain('the operator has named none');
    expect(unknown).not.toMatch(/undefined|West Europe/);
    // Each point of a contract has something that the software cannot say.
    expect(marks(section(page, 'contract'))).toHaveLength(9);
  });

  it.each([
    ['federated', 'no password and no certificate'],
    ['secret', 'client secret of the app is in Azure Key Vault'],
    ['certificate', 'certificate of the app and its key are in Azure Key Vault'],
  ] as const)('says how an app with the credential %s proves itself', (entraCredential, said) => {
    const { settings } = createTrustView(sampleSettings);
    const security = section(render(sampleSettings, { settings: { ...settings, entraCredential } }), 'security');
    expect(visibleText(security)).toContain(said);
    expect(security.match(/no password and no certificate|in Azure Key Vault, where the app/g)).toHaveLength(1);
  });

  it('names the server of a logo where there is one', () => {
    const withLogo = { ...sampleSettings, logoUrl: 'https://pictures.contoso.com/logo.svg' };
    expect(section(render(withLogo), 'processors')).toContain('pictures.contoso.com');
    expect(section(page, 'processors')).not.toContain('logo');
  });

  it('has names as text, whatever they are', () => {
    const hostile = `"'><script>alert(1)</script>`;
    const settings = { ...sampleSettings, hostName: hostile, erpName: hostile, supportContact: hostile };
    expect(render({ ...settings, outboundAddresses: hostile })).not.toContain('<script');
  });
});
