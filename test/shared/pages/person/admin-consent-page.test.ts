import { describe, expect, it } from 'vitest';
import { renderAdminConsentPage } from '../../../../shared/pages/person/admin-consent-page.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { visibleText } from '../visible-text.ts';

describe('renderAdminConsentPage', () => {
  it('says that each person connects for themselves, and where', () => {
    const page = renderAdminConsentPage({ ...context, outcome: 'approved' });
    expect(visibleText(page)).toContain('Nobody is connected by this approval.');
    expect(page).toContain('href="https://guestmail.contoso.com/api/authorize"');
    expect(page).toContain('href="https://guestmail.contoso.com/api/trust"');
  });

  it('says what to do when nothing was approved', () => {
    const text = visibleText(renderAdminConsentPage({ ...context, outcome: 'not_approved' }));
    expect(text).toContain('Microsoft reports no approval.');
    expect(text).toContain(context.settings.entraClientId);
  });
});
