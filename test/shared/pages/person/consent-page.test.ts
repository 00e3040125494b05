import { describe, expect, it } from 'vitest';
import { renderConsentPage } from '../../../../shared/pages/person/consent-page.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { listForms, visibleText } from '../visible-text.ts';

const adminConsentUrl = 'https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=x&state=admin';

describe('renderConsentPage', () => {
  const page = renderConsentPage({ ...context, adminConsentUrl });
  const text = visibleText(page);

  it('tells everything in the order in which a careful reader asks', () => {
    const order = [
      'Let Business Central at Contoso send email as you',
      'What goes out',
      'From which address',
      'Sent Items',
      'signed out, until you disconnect',
      'cannot read, change or delete',
      'signs you in twice',
      'user of Contoso',
      'your own organisation',
      'unverified',
      context.settings.entraClientId,
      'Need admin approval',
      'How to stop',
      'What is kept',
      'support@contoso.com',
      'Go to Business Central',
      'Privacy',
    ];
    let from = 0;
    for (const part of order) {
      const at = text.indexOf(part, from);
      expect(at, `${part} stands after what comes before it`).toBeGreaterThanOrEqual(from);
      from = at;
    }
  });

  it('has one button, which posts nothing to /authorize', () => {
    expect(listForms(page)).toEqual([
      { action: 'https://guestmail.contoso.com/api/authorize', fields: {}, button: 'Continue to Microsoft' },
    ]);
  });

  it('carries the text for the IT department with the approval link', () => {
    expect(text).toContain(`Approve here, as an administrator: ${adminConsentUrl}`);
    expect(page).toContain('href="https://guestmail.contoso.com/api/me"');
  });

  it('names what Microsoft lists and what it is used for with Mail.ReadWrite', () => {
    const readWrite = visibleText(
      renderConsentPage({
        ...context,
        settings: { ...context.settings, mailPermission: 'Mail.ReadWrite' },
        adminConsentUrl,
      }),
    );
    expect(readWrite).toContain('its screen lists “Read and write access to your mail”');
    expect(readWrite).toContain('Read and write access to your mail: saves each email as a draft');
    expect(readWrite).not.toContain('cannot read');
    expect(text).not.toContain('Read and write access');
  });
});
